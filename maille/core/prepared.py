"""Questions that every sign-up asks, written in SQL once: Django takes longer to write one than the database to answer.

    by_code = Prepared(lambda code: Registration.objects.filter(code=code), str)
    found = by_code.first("KX47PM")

The question is an ordinary query, called once with stand-ins of the kinds that are said; from then on its text is the
same, and only the values change. It reads whole rows of one model, without what is beside them.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection, models


@dataclass(frozen=True)
class Written:
    """A query in the SQL of one kind of database; `places` tells, for each value asked with, where it goes."""

    sql: str
    values: tuple[Any, ...]
    places: tuple[int, ...]
    names: list[str]
    converters: dict[int, tuple[list[Callable[..., Any]], Any]]

    def with_values(self, asked: tuple[Any, ...]) -> list[Any]:
        values = list(self.values)
        for place, value in zip(self.places, asked, strict=True):
            values[place] = value
        return values

    def read(self, row: tuple[Any, ...]) -> list[Any]:
        """The values of a row as Python holds them."""
        values = list(row)
        for place, (converters, column) in self.converters.items():
            for convert in converters:
                values[place] = convert(values[place], column, connection)
        return values


class Prepared[M: models.Model]:
    """One question; the values it is asked with are whole numbers or texts, each used once."""

    def __init__(self, question: Callable[..., models.QuerySet[M]], *kinds: type[int] | type[str]) -> None:
        self.question, self.kinds = question, kinds
        self.written: dict[str, Written] = {}
        self.model: type[M] | None = None

    def rows(self, *asked: Any) -> list[M]:
        written = self.written.get(connection.vendor) or self._write()
        model: Any = self.model
        with connection.cursor() as cursor:
            cursor.execute(written.sql, written.with_values(asked))
            found = cursor.fetchall()
        return [model.from_db(connection.alias, written.names, written.read(row)) for row in found]

    def first(self, *asked: Any) -> M | None:
        return next(iter(self.rows(*asked)), None)

    def _write(self) -> Written:
        stand_ins = [_stand_in(kind) for kind in self.kinds]
        query = self.question(*stand_ins)
        compiler = query.query.get_compiler(connection=connection)
        sql, values = compiler.as_sql()
        columns = [column for column, _sql, _alias in compiler.select or []]
        written = self.written[connection.vendor] = Written(
            sql,
            values,
            tuple(values.index(one) for one in stand_ins),
            [column.target.attname for column in columns],
            compiler.get_converters(columns),
        )
        self.model = query.model
        return written


def _stand_in(kind: type[int] | type[str]) -> int | str:
    return secrets.randbelow(2**60) if kind is int else secrets.token_hex()
