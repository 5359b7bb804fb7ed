"""Two people import at the same instant, or one writes while the other imports. Real threads, on both databases."""

import datetime as dt
import threading
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError

from maille.core.models import Entry
from maille.directory.actions import apply_import, edit_place
from maille.directory.actions.importing import applying, whole
from maille.directory.load import said
from maille.directory.models import Import
from maille.territory.actions import load_communes
from maille.territory.models import Network, NetworkPlace, Place
from tests.directory.importing.sources import AT, STANDARD, as_csv, states, take_standard
from tests.people.factories import UserFactory
from tests.racing import MOMENT, at_once, errors, meeting, without_locks
from tests.territory.factories import NetworkFactory
from tests.waiting import PATIENCE

__all__ = ["without_locks"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_url")]

ROWS = [STANDARD[0] | {"id": f"n-{rank}", "nom": f"Espace {rank}", "pivot": ""} for rank in range(12)]


@pytest.fixture
def unguarded(monkeypatch: pytest.MonkeyPatch, without_locks: None) -> None:
    monkeypatch.setattr(applying, "hold", lambda of_import: Import.objects.get(pk=of_import.pk))


def checked(network: Network | None = None, **changes: Any) -> Import:
    load_communes(departement="42")
    wanted = {"source": "loire", "file_name": "a.csv", "network": network, "by": None, "at": AT}
    return whole.try_places(data=as_csv(ROWS), **(wanted | changes))


def apply_in_network(one: Import, other: Import, **how: bool) -> list[Exception]:
    """Two imports, when both have read which places are there; gives what they raised."""
    by = UserFactory(is_superuser=True)
    with meeting(applying, "save_places", among=2, before=True, **how):
        return errors(at_once([partial(apply_import, of_import=done, by=by, at=AT) for done in (one, other)]))


def everything_is_there_once(network: Network) -> None:
    assert sorted(Place.objects.values_list("source_key", flat=True)) == sorted(row["id"] for row in ROWS)
    assert NetworkPlace.objects.filter(network=network).count() == len(ROWS)
    assert Entry.objects.filter(action="territory.place_created").count() == len(ROWS)


class TestTwoImports:
    def test_one_import_done_twice_is_done_once(self) -> None:
        network = NetworkFactory()
        one = checked(network)
        assert not apply_in_network(one, Import.objects.get(pk=one.pk))
        everything_is_there_once(network)
        assert Entry.objects.filter(action="directory.import_done").count() == 1
        assert states(one) == {"new": len(ROWS), "changed": 0, "unchanged": 0, "refused": 0}

    def test_of_two_imports_of_one_file_the_second_changes_nothing(self) -> None:
        network = NetworkFactory()
        one, other = checked(network), checked(network)
        assert not apply_in_network(one, other)
        everything_is_there_once(network)
        became = sorted((states(done)["new"], states(done)["unchanged"]) for done in (one, other))
        assert became == [(0, len(ROWS)), (len(ROWS), 0)]
        assert not one.lines.filter(place=None).exists()
        assert not other.lines.filter(place=None).exists()

    @pytest.mark.postgresql
    @pytest.mark.usefixtures("unguarded")
    def test_without_the_guard_the_database_refuses_one_of_them(self) -> None:
        network = NetworkFactory()
        raised = apply_in_network(checked(network), checked(network), surely=True)
        assert [type(error) for error in raised] == [IntegrityError]


def edited_meanwhile(
    monkeypatch: pytest.MonkeyPatch, written: dict[str, str], patience: float = MOMENT
) -> tuple[Place, list[str]]:
    """A person writes in a place once an import has read it, whose file says another name and a telephone."""
    load_communes(departement="42")
    take_standard(as_csv(ROWS))
    place = Place.objects.get(source_key="n-0")
    rows = [ROWS[0] | {"nom": "Nom du fichier", "telephone": "+33477000001"}, *ROWS[1:]]
    again = whole.try_places(data=as_csv(rows), source="loire", file_name="b.csv", network=None, by=None, at=AT)
    read, edited, step = threading.Event(), threading.Event(), applying.save_places

    def slowed(*args: Any, **options: Any) -> None:
        read.set()
        edited.wait(patience)
        step(*args, **options)

    monkeypatch.setattr(applying, "save_places", slowed)
    by, shown = UserFactory(is_superuser=True), said(place)

    def edit() -> None:
        read.wait(PATIENCE)
        edit_place(place=place, typed=shown | written, shown=shown, by=by, on=dt.date(2026, 11, 24))
        edited.set()

    raised = errors(at_once([lambda: apply_import(of_import=again, by=None, at=AT), edit]))
    return Place.objects.get(pk=place.pk), [type(error).__name__ for error in raised]


class TestAPersonWritesMeanwhile:
    def test_in_another_field_both_are_kept(self, monkeypatch: pytest.MonkeyPatch) -> None:
        place, raised = edited_meanwhile(monkeypatch, {"summary": "Au premier étage."})
        assert not raised
        assert (place.name, place.phone, place.summary) == ("Nom du fichier", "+33477000001", "Au premier étage.")
        assert place.origins["summary"] == ["", "2026-11-24"]
        assert place.origins["phone"][0] == "loire"

    def test_in_the_same_field_the_person_is_shown_both_answers(self, monkeypatch: pytest.MonkeyPatch) -> None:
        place, raised = edited_meanwhile(monkeypatch, {"name": "Nom du lieu"})
        assert raised == ["Overtaken"]
        assert (place.name, place.phone) == ("Nom du fichier", "+33477000001")

    @pytest.mark.postgresql
    @pytest.mark.usefixtures("without_locks")
    def test_without_the_lock_the_person_is_overwritten_unaware(self, monkeypatch: pytest.MonkeyPatch) -> None:
        place, raised = edited_meanwhile(monkeypatch, {"name": "Nom du lieu"}, patience=PATIENCE)
        assert not raised
        assert place.name == "Nom du fichier"
        assert Entry.objects.filter(after__contains={"name": "Nom du lieu"}).exists()
