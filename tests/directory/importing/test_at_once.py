"""Two people import at the same instant, or one writes while the other imports. Real threads, on both databases."""

import datetime as dt
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.db.models import QuerySet

from maille.core.models import Entry
from maille.directory.actions import apply_import, edit_place
from maille.directory.actions.importing import applying, whole
from maille.directory.load import said
from maille.directory.models import Import
from maille.territory.actions import load_communes
from maille.territory.models import Network, NetworkPlace, Place
from tests.directory.importing.sources import AT, STANDARD, as_csv, states, take_standard
from tests.people.factories import UserFactory
from tests.territory.factories import NetworkFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_url")]

ROWS = [STANDARD[0] | {"id": f"n-{rank}", "nom": f"Espace {rank}", "pivot": ""} for rank in range(12)]


def at_once(*calls: Callable[[], object]) -> list[Exception]:
    """Make these calls in threads of their own; give what they raised."""
    raised: list[Exception] = []

    def run(call: Callable[[], object]) -> None:
        try:
            call()
        except Exception as error:
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[call]) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not any(thread.is_alive() for thread in threads)
    return raised


@pytest.fixture
def meet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make two imports wait for each other, two seconds at most, once both have read which places are there."""
    barrier, step = threading.Barrier(2), applying.save_places

    def slowed(*args: Any, **options: Any) -> None:
        with suppress(threading.BrokenBarrierError):
            barrier.wait(timeout=2)
        step(*args, **options)

    monkeypatch.setattr(applying, "save_places", slowed)


@pytest.fixture
def unguarded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(applying, "hold", lambda of_import: Import.objects.get(pk=of_import.pk))
    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **options: self)


def checked(network: Network | None = None, **changes: Any) -> Import:
    load_communes(departement="42")
    wanted = {"source": "loire", "file_name": "a.csv", "network": network, "by": None, "at": AT}
    return whole.try_places(data=as_csv(ROWS), **(wanted | changes))


def apply_in_network(one: Import, other: Import) -> list[Exception]:
    by = UserFactory(is_superuser=True)
    return at_once(*(lambda done=done: apply_import(of_import=done, by=by, at=AT) for done in (one, other)))  # type: ignore[misc]


def everything_is_there_once(network: Network) -> None:
    assert sorted(Place.objects.values_list("source_key", flat=True)) == sorted(row["id"] for row in ROWS)
    assert NetworkPlace.objects.filter(network=network).count() == len(ROWS)
    assert Entry.objects.filter(action="territory.place_created").count() == len(ROWS)


@pytest.mark.usefixtures("meet")
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
        raised = apply_in_network(checked(network), checked(network))
        assert [type(error) for error in raised] == [IntegrityError]


def edited_meanwhile(monkeypatch: pytest.MonkeyPatch, written: dict[str, str]) -> tuple[Place, list[str]]:
    """A person writes in a place once an import has read it, whose file says another name and a telephone."""
    load_communes(departement="42")
    take_standard(as_csv(ROWS))
    place = Place.objects.get(source_key="n-0")
    rows = [ROWS[0] | {"nom": "Nom du fichier", "telephone": "+33477000001"}, *ROWS[1:]]
    again = whole.try_places(data=as_csv(rows), source="loire", file_name="b.csv", network=None, by=None, at=AT)
    read, step = threading.Event(), applying.save_places

    def slowed(*args: Any, **options: Any) -> None:
        read.set()
        threading.Event().wait(1)
        step(*args, **options)

    monkeypatch.setattr(applying, "save_places", slowed)
    by, shown = UserFactory(is_superuser=True), said(place)

    def edit() -> None:
        read.wait(30)
        edit_place(place=place, typed=shown | written, shown=shown, by=by, on=dt.date(2026, 11, 24))

    raised = at_once(lambda: apply_import(of_import=again, by=None, at=AT), edit)
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
    def test_without_the_lock_the_person_is_overwritten_unaware(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **options: self)
        place, raised = edited_meanwhile(monkeypatch, {"name": "Nom du lieu"})
        assert not raised
        assert place.name == "Nom du fichier"
        assert Entry.objects.filter(after__contains={"name": "Nom du lieu"}).exists()
