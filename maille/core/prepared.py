"""Questions that every sign-up asks, written in SQL once: Django takes longer to write one than the database to answer.

    by_code = Prepared(lambda code: Registration.objects.filter(code=code), str)
    found = by_code.first("KX47PM")

The question is an ordinary query, called once with stand-ins of the kinds that are said; from then on its text is the
same, and only the values change. `rows` reads whole rows of one model, without what is beside them; `tuples` the
columns of a `values_list`; `number` says how many rows there are.
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection, models

Kind = type[int] | type[str] | type[datetime] | type[list[int]]
"""What a question is asked with; `list[int]` stands for the keys of an `__in`, as many as each time has."""


@dataclass(frozen=True)
class Written:
    """A query in the SQL of one kind of database; `places` tells, for each value asked with, where it goes.

    `texts` are the parts of the query between its values.
    """

    texts: tuple[str, ...]
    values: tuple[Any, ...]
    places: tuple[tuple[int, ...], ...]
    names: list[str]
    converters: dict[int, tuple[list[Callable[..., Any]], Any]]

    def filled(self, asked: tuple[Any, ...]) -> tuple[str, list[Any]]:
        """The text with its marks, and a value for each."""
        values = [[one] for one in self.values]
        for places, value in zip(self.places, asked, strict=True):
            for place in places:
                values[place] = _said(value)
        marks = (", ".join(["%s"] * len(one)) for one in values)
        text = self.texts[0] + "".join(mark + after for mark, after in zip(marks, self.texts[1:], strict=True))
        return text, [one for several in values for one in several]

    def read(self, row: tuple[Any, ...]) -> list[Any]:
        """The values of a row as Python holds them."""
        values = list(row)
        for place, (converters, column) in self.converters.items():
            for convert in converters:
                values[place] = convert(values[place], column, connection)
        return values


def repeating_cursor() -> Any:
    """A cursor for what is asked again and again in the same words."""
    database: Any = connection
    return database.repeating_cursor() if connection.vendor == "postgresql" else connection.cursor()


class Prepared[M: models.Model]:
    """One question, and the kinds of the values it is asked with."""

    def __init__(self, question: Callable[..., models.QuerySet[M, Any]], *kinds: Kind) -> None:
        self.question, self.kinds = question, kinds
        self.written: dict[str, Written] = {}
        self.model: Any = None

    def rows(self, *asked: Any) -> list[M]:
        written, model = self._written(), self.model
        return [model.from_db(connection.alias, written.names, written.read(row)) for row in self._found(asked)]

    def first(self, *asked: Any) -> M | None:
        return next(iter(self.rows(*asked)), None)

    def tuples(self, *asked: Any) -> list[tuple[Any, ...]]:
        written = self._written()
        return [tuple(written.read(row)) for row in self._found(asked)]

    def number(self, *asked: Any) -> int:
        ((number,),) = self._found(asked, "SELECT COUNT(*) FROM ({}) AS found")
        return int(number)

    def _found(self, asked: tuple[Any, ...], statement: str = "{}") -> list[tuple[Any, ...]]:
        text, values = self._written().filled(asked)
        with repeating_cursor() as cursor:
            cursor.execute(statement.format(text), values)
            return cursor.fetchall()

    def _written(self) -> Written:
        return self.written.get(connection.vendor) or self._write()

    def _write(self) -> Written:
        stand_ins = [_stand_in(kind) for kind in self.kinds]
        query = self.question(*stand_ins)
        compiler = query.query.get_compiler(connection=connection)
        sql, values = compiler.as_sql()
        columns = [column for column, _sql, _alias in compiler.select or []]
        self.model = query.model
        written = self.written[connection.vendor] = Written(
            tuple(sql.split("%s")),
            values,
            tuple(_places(one, values) for one in stand_ins),
            [column.target.attname for column in columns],
            compiler.get_converters(columns),
        )
        return written


def _stand_in(kind: Kind) -> Any:
    """A value that a query holds nowhere else."""
    if kind is int:
        return secrets.randbelow(2**60)
    if kind is str:
        return secrets.token_hex()
    if kind is datetime:
        return datetime(1900, 1, 1, tzinfo=UTC) + timedelta(microseconds=secrets.randbelow(2**50))
    return [_stand_in(int)]


def _places(stand_in: Any, values: Sequence[Any]) -> tuple[int, ...]:
    (said,) = _said(stand_in)
    places = tuple(place for place, value in enumerate(values) if value == said)
    if not places:
        raise LookupError(f"the question does not ask with {stand_in!r}")
    return places


def _said(value: Any) -> list[Any]:
    """A value as the database takes it in; the keys of an `__in`, each."""
    if isinstance(value, list):
        return value or [None]
    return [connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value]
