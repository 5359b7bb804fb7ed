"""Values of before that the national standard has since renamed, and the value that says the same today."""

from collections.abc import Iterator

from maille.directory.record import NATIONAL_NAMES
from maille.directory.standard.migration_tables import CONDITIONS, LABELS, PUBLICS, SERVICES, SUPPORT

from .values import CLOSED_LISTS, value_key

# What no version of the schema lists: a kind of place renamed in 2024, a label that the schema spells without a space.
_ELSEWHERE = (
    ("typologies", "PE", "FT"),
    ("typologies", "Pôle emploi", "FT"),
    ("trainings", "Étapes numériques (La Poste)", "Étapes numériques(La Poste)"),
)


def _renamed() -> Iterator[tuple[str, str, str]]:
    """Field, value of before, value of today: the standard's own changes from v0.1 to v1, and the few others."""
    fields = {column: field for field, column in NATIONAL_NAMES.items()}
    for table in (SERVICES, PUBLICS, CONDITIONS, LABELS, SUPPORT):
        for old, target in table.items():
            if target and (field := fields[target.column]) in CLOSED_LISTS:
                yield field, old, target.value
    yield from _ELSEWHERE


_BY_KEY = {(field, value_key(old)): (new,) for field, old, new in _renamed()}


def values_of_old(field: str, text: str) -> tuple[str, ...]:
    """The values of today for a value of before, none when the text is not one."""
    return _BY_KEY.get((field, value_key(text)), ())
