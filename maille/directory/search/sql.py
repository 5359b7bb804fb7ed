"""What a search asks, written in SQL once: the ORM takes longer to write these conditions than a database to meet them.

A text names the columns of the places as `{pk}`, `{latitude}`… and its values as `%s`; both databases read it alike.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import BooleanField, Expression, F, Field, FloatField
from django.db.models.expressions import RawSQL

COLUMNS = {
    "pk": "pk",
    "latitude": "search_latitude",
    "longitude": "search_longitude",
    "offer": "offer_id",
    "weekly_hours": "weekly_hours_id",
    "calendar": "calendar",
}


class Sql(RawSQL):
    """A piece of SQL about places, which a QuerySet takes as a condition or as a measure to sort by."""

    def __init__(self, text: str, values: Iterable[Any] = (), *, output_field: Field[Any, Any] | None = None) -> None:
        super().__init__(text, tuple(values), output_field or BooleanField())
        self.columns: list[Any] = [F(name) for name in COLUMNS.values()]

    def get_source_expressions(self) -> list[Any]:
        return self.columns

    def set_source_expressions(self, exprs: Sequence[Any]) -> None:
        self.columns = list(exprs)

    def resolve_expression(self, *args: Any, **kwargs: Any) -> Any:
        return Expression.resolve_expression(self, *args, **kwargs)

    def as_sql(self, compiler: Any, connection: Any, **_options: Any) -> tuple[str, tuple[Any, ...]]:
        columns = (compiler.compile(column)[0] for column in self.columns)
        return f"({self.sql.format(**dict(zip(COLUMNS, columns, strict=True)))})", tuple(self.params)

    def __and__(self, other: Any) -> Any:
        if not isinstance(other, Sql):
            return super().__and__(other)
        return Sql(f"{self.sql} AND {other.sql}", self.params + other.params)


def measure(text: str, values: Iterable[Any] = ()) -> Sql:
    """A number of each place, to sort by."""
    return Sql(text, values, output_field=FloatField())


def marks(values: Sequence[object]) -> str:
    """As many `%s` as values."""
    return ", ".join(["%s"] * len(values))


def read(text: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """The rows of a query."""
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        return cursor.fetchall()
