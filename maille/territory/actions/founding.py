"""The structures that run places: found by their number or their name, founded when nobody knew them."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from django.db import transaction

from maille.core import journal
from maille.core.bulk import delete_among, insert_objects
from maille.language.words import fold
from maille.territory.models import Organisation, Place

from .pointing import columns_that_point_at, keys_held_by


class Told(NamedTuple):
    """A structure as a source tells of it: its number when it gives one, its name, the département of the place."""

    siret: str
    name: str
    departement: str


class KnownOrganisations:
    """Every structure by its number and by its name where it runs a place, read once for many questions.

    Two structures of one name are the same only inside a département: there is a "CCAS" in each town.
    """

    def __init__(self) -> None:
        """Read them."""
        self.by_siret: dict[str, int] = dict(
            Organisation.objects.exclude(siret="").values_list("siret", "pk").iterator(chunk_size=2_000)
        )
        named = Place.objects.exclude(organisation=None).values_list(
            "organisation__name", "commune__departement", "organisation_id"
        )
        self.by_name = {
            (_folded(name), departement): pk for name, departement, pk in named.distinct().iterator(chunk_size=2_000)
        }

    def find(self, told: Told) -> int | None:
        """The key of a structure, None when it is new."""
        if told.siret:
            return self.by_siret.get(told.siret)
        return self.by_name.get((_folded(told.name), told.departement))

    def remember(self, told: Told, pk: int) -> None:
        """Know a structure from now on."""
        if told.siret:
            self.by_siret.setdefault(told.siret, pk)
        self.by_name.setdefault((_folded(told.name), told.departement), pk)


@transaction.atomic
def found_organisations(told: Iterable[Told], *, known: KnownOrganisations, by: Any) -> list[int]:
    """Found those of these structures that nobody knew, each once; give their keys. `known` learns them."""
    wanted: dict[tuple[str, str], Told] = {}
    for one in told:
        if known.find(one) is None:
            wanted.setdefault((one.siret, "") if one.siret else (_folded(one.name), one.departement), one)
    new = [Organisation(name=one.name[:200], siret=one.siret) for one in wanted.values()]
    insert_objects(new)
    for one, organisation in zip(wanted.values(), new, strict=True):
        known.remember(one, organisation.pk)
    journal.record_many("territory.organisation_founded", [(one, None, None) for one in new], by=by)
    return [organisation.pk for organisation in new]


@transaction.atomic
def remove_unused_organisations(ids: Collection[int], *, by: Any) -> int:
    """Take away those of these structures that nothing refers to and of which nobody wrote more; give how many."""
    # Held first: whoever would give one of them a place waits, and what is read next stays true.
    held = Organisation.objects.select_for_update().filter(pk__in=ids, phone="", email="", website="").order_by("pk")
    bare = {organisation.pk: organisation for organisation in held}
    for column in columns_that_point_at(Organisation):
        for key in keys_held_by(column, list(bare)):
            bare.pop(key, None)
    journal.record_many("territory.organisation_removed", [(one, None, None) for one in bare.values()], by=by)
    delete_among(Organisation, "id", bare)
    return len(bare)


def _folded(name: str) -> str:
    return " ".join(fold(name).split())
