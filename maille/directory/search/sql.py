"""What a search asks, written in SQL once: the ORM takes longer to write these conditions than a database to meet them.

A text names the columns of the places as `{pk}`, `{latitude}`…, its words and dates as `%s`, its numbers as they are:
a driver takes longer to put hundreds of numbers in a text than a database to read them there.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Self

from django.db import connection
from django.db.models import BooleanField, Field, FloatField
from django.db.models.expressions import RawSQL

COLUMNS = {
    "pk": "id",
    "latitude": "search_latitude",
    "longitude": "search_longitude",
    "offer": "offer_id",
    "weekly_hours": "weekly_hours_id",
    "calendar": "calendar",
}


class Sql(RawSQL):
    """A piece of SQL about places, which a QuerySet takes as a condition or as a measure to sort by."""

    places = ""
    """What the query it is in calls the places."""

    def __init__(self, text: str, values: Iterable[Any] = (), *, output_field: Field[Any, Any] | None = None) -> None:
        super().__init__(text, tuple(values), output_field or BooleanField())

    def resolve_expression(
        self,
        query: Any = None,
        allow_joins: bool = True,
        reuse: Any = None,
        summarize: bool = False,
        *_: Any,
        **__: Any,
    ) -> Self:
        return self._about(query.get_initial_alias(), summarize)

    def relabeled_clone(self, change_map: Mapping[str, str]) -> Self:
        return self._about(change_map.get(self.places, self.places), self.is_summary)

    def _about(self, places: str, is_summary: bool) -> Self:
        mine: Any = self.copy()
        mine.places, mine.is_summary = places, is_summary
        return mine

    def as_sql(self, compiler: Any, connection: Any, **_options: Any) -> tuple[str, tuple[Any, ...]]:
        quote = connection.ops.quote_name
        columns = {name: f"{quote(self.places)}.{quote(column)}" for name, column in COLUMNS.items()}
        return f"({self.sql.format(**columns)})", tuple(self.params)

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


def listed(numbers: Iterable[int]) -> str:
    """Whole numbers as a text says them."""
    return ", ".join([f"{number:d}" for number in numbers])


def read(text: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """The rows of a query."""
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        return cursor.fetchall()
