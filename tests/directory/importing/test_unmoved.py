"""A line that says again what its place holds is known by its columns: all of them, and what stands over them."""

import datetime as dt
from typing import Any

import pytest

from maille.directory.actions.importing.filling import FIELDS, TAGS
from maille.directory.actions.importing.unmoved import found_under
from maille.directory.actions.joined import WITHDRAWN
from maille.directory.models import Import, Merge
from maille.territory.models import Organisation, Place
from tests.directory.importing.sources import AT, STANDARD, as_csv, take_standard

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("communes")]

OTHER = {"latitude": 45.5, "longitude": 4.5, "updated_on": dt.date(2001, 1, 1), "commune": "42095"}


@pytest.fixture
def done() -> Import:
    return take_standard(as_csv(STANDARD))


def said(done: Import) -> dict[str, dict[str, Any]]:
    return {line.key: line.values for line in done.lines.exclude(state="refused")}


def unmoved(done: Import, **organisations: int) -> set[str]:
    return set(found_under(done.source, said(done), organisations, locked=False).unmoved)


def test_the_same_file_leaves_all_its_places_as_they_are(done: Import) -> None:
    assert unmoved(done) == set(said(done))


@pytest.mark.parametrize("name", FIELDS)
def test_a_place_that_holds_something_else_is_looked_at_whole(done: Import, name: str) -> None:
    place = Place.objects.order_by("pk").first()
    other = OTHER.get(name, ("Autre chose",) if name in TAGS else "Autre")
    Place.objects.filter(pk=place.pk).update(**{name: other})
    found = found_under(done.source, said(done), {}, locked=True)
    assert (set(said(done)) - set(found.unmoved), found.moved) == ({place.source_key}, [place.pk])


def test_a_value_taken_out_of_the_file_is_a_change(done: Import) -> None:
    place = Place.objects.exclude(services=()).order_by("pk").first()
    for name in ("services", "name", "latitude"):
        lines = said(done)
        del lines[place.source_key][name]
        assert found_under(done.source, lines, {}, locked=False).moved == [place.pk]


def test_a_list_that_is_stored_otherwise_than_it_is_told_is_looked_at_whole(done: Import) -> None:
    place = Place.objects.exclude(services=()).order_by("pk").first()
    lines = said(done)
    lines[place.source_key]["services"] = [f" {one}" for one in lines[place.source_key]["services"]]
    assert found_under(done.source, lines, {}, locked=False).moved == [place.pk]


def test_a_record_that_is_joined_either_way_is_looked_at_whole(done: Import) -> None:
    kept, absorbed = Place.objects.order_by("pk")[:2]
    Place.objects.filter(pk=absorbed.pk).update(merged_into=kept, is_published=False)
    Merge.objects.create(kept=kept, absorbed=absorbed, at=AT, moved={})
    assert set(said(done)) - unmoved(done) == {kept.source_key, absorbed.source_key}


def test_a_place_whose_import_was_undone_is_looked_at_whole(done: Import) -> None:
    place = Place.objects.order_by("pk").first()
    Place.objects.filter(pk=place.pk).update(origins=place.origins | {WITHDRAWN: ["source", "2024-01-01"]})
    assert set(said(done)) - unmoved(done) == {place.source_key}


def test_a_place_that_another_structure_runs_is_looked_at_whole(done: Import) -> None:
    first, second = Place.objects.order_by("pk")[:2]
    one, other = (Organisation.objects.create(name=name) for name in ("Une structure", "Une autre"))
    Place.objects.update(organisation=one)
    told = {first.source_key: other.pk, second.source_key: one.pk}
    assert set(said(done)) - unmoved(done, **told) == {first.source_key}
