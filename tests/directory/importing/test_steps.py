"""Trying, doing, undoing: what each step writes, what it refuses, and what a second time changes."""

import datetime as dt
from typing import Any

import pytest

from maille.core.models import Entry
from maille.core.refusals import Refused
from maille.directory.actions import (
    apply_import,
    check_import,
    drop_import,
    same_file_before,
    start_import,
    undo_import,
)
from maille.directory.models import Import, ImportLine
from maille.territory.actions import save_places, set_hours
from maille.territory.models import NetworkPlace, Place
from tests.directory.importing.sources import AT, NAME, PHONE, SITE, SOME, as_file, changed, states, take
from tests.people.factories import RoleFactory, UserFactory
from tests.territory.factories import NetworkFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("communes")]

LATER = AT + dt.timedelta(days=1)
BABET = "Le Babet"


def started(rows: Any = SOME, **changes: Any) -> Import:
    wanted = {"source": "hinaura", "mapping": "hinaura", "file_name": "a.json", "network": None, "by": None, "at": AT}
    return start_import(data=as_file(rows), **(wanted | changes))


def everything() -> list[dict[str, Any]]:
    return list(Place.objects.order_by("pk").values())


class TestCheck:
    def test_says_what_each_line_would_become_and_writes_nothing_else(self) -> None:
        take(SOME[:4])
        before, entries = everything(), Entry.objects.count()
        rows = [
            *SOME[:3],
            SOME[3] | {PHONE: "04 77 00 00 01"},
            SOME[4],
            SOME[5] | {"Ville *": "Nulle-Part", "Code postal": ""},
        ]
        tried = check_import(of_import=started(rows), by=None)
        assert states(tried) == {"new": 1, "changed": 1, "unchanged": 3, "refused": 1}
        assert tried.state == Import.State.CHECKED
        assert (everything(), Entry.objects.count()) == (before, entries)

    def test_tells_the_field_that_changes_before_and_after(self) -> None:
        take()
        tried = check_import(of_import=started(changed(BABET, **{PHONE: "04 77 00 00 01"})), by=None)
        line = tried.lines.get(state="changed")
        assert line.changes["phone"]["after"] == "+33477000001"
        assert line.changes["phone"]["before"] == Place.objects.get(name=BABET).phone
        assert set(line.changes) == {"phone"}

    def test_again_starts_over(self) -> None:
        draft = started()
        check_import(of_import=draft, by=None)
        check_import(of_import=draft, by=None)
        assert draft.lines.count() == len(SOME)

    def test_is_refused_once_the_import_is_done(self) -> None:
        with pytest.raises(Refused, match="déjà fait"):
            check_import(of_import=take(SOME), by=None)


class TestApply:
    def test_is_refused_before_it_was_tried(self) -> None:
        with pytest.raises(Refused, match="Essayez d’abord"):
            apply_import(of_import=started(), by=None, at=AT)

    def test_twice_changes_nothing(self) -> None:
        done = take(SOME)
        before = everything()
        apply_import(of_import=done, by=None, at=LATER)
        assert everything() == before
        done.refresh_from_db()
        assert done.finished_at == AT

    def test_looks_at_the_places_as_they_are_now(self) -> None:
        """Two imports of one source tried side by side, and a place edited in between."""
        first, second = started(SOME[:3]), started(changed(SOME[0][NAME], SOME[:3], **{PHONE: "04 77 00 00 01"}))
        for one in (first, second):
            check_import(of_import=one, by=None)
        assert states(second)["new"] == 3
        apply_import(of_import=first, by=None, at=AT)
        edited = Place.objects.get(source_key=first.lines.get(number=2).key)
        set_hours(place=edited, text="lundi 9h-10h", by=UserFactory(is_superuser=True))
        done = apply_import(of_import=second, by=None, at=LATER)
        assert states(done) == {"new": 0, "changed": 1, "unchanged": 2, "refused": 0}
        assert Place.objects.count() == 3
        edited.refresh_from_db()
        assert edited.hours == "Mo 09:00-10:00"
        assert all(line.place_id for line in done.lines.all())

    def test_every_line_that_was_taken_knows_its_place(self) -> None:
        done = take(SOME)
        assert {line.key for line in done.lines.all()} == {line.place.source_key for line in done.lines.all()}

    def test_a_place_that_left_the_network_since_is_refused(self) -> None:
        network = NetworkFactory()
        coordinator = RoleFactory(kind="coordinator", network=network, place=None).user
        take(SOME[:2], network=network, by=coordinator)
        tried = started(changed(SOME[0][NAME], SOME[:2], **{PHONE: "04 77 00 00 01"}), network=network, by=coordinator)
        check_import(of_import=tried, by=coordinator)
        NetworkPlace.objects.get(place__name=SOME[0][NAME]).delete()
        done = apply_import(of_import=tried, by=coordinator, at=LATER)
        assert states(done) == {"new": 0, "changed": 0, "unchanged": 1, "refused": 1}
        refused = done.lines.get(state="refused")
        assert "n’est pas dans votre réseau" in refused.reason_in_words
        # Read again in the file: only refused lines hold their cells.
        assert refused.row == SOME[0] | {PHONE: "04 77 00 00 01"}
        assert done.lines.get(state="unchanged").row == {}


class TestUndo:
    def test_new_places_go_and_the_directory_is_as_it_was(self) -> None:
        take(SOME[:3])
        before = everything()
        done = undo_import(of_import=take(SOME, at=LATER), by=None, at=LATER)
        assert everything() == before
        assert done.state == Import.State.UNDONE
        assert done.outcome["removed"] == len(SOME) - 3
        assert Entry.objects.filter(action="territory.place_removed").count() == len(SOME) - 3
        assert Entry.objects.filter(action="directory.import_undone").exists()

    def test_changed_fields_are_given_back_with_who_said_them(self) -> None:
        take(SOME)
        before = everything()
        done = take(changed(BABET, **{PHONE: "04 77 00 00 01", SITE: ""}), at=LATER)
        assert everything() != before
        undo_import(of_import=done, by=None, at=LATER)
        assert everything() == before

    def test_what_somebody_changed_since_stays_and_is_said(self) -> None:
        take(SOME)
        done = take(changed(BABET, **{PHONE: "04 77 00 00 01", SITE: "https://babet.example"}), at=LATER)
        place = Place.objects.get(name=BABET)
        place.phone = "+33477000002"
        place.origins = place.origins | {"phone": ["", "2026-11-25"]}
        save_places([place], by=None)
        undone = undo_import(of_import=done, by=None, at=LATER)
        place.refresh_from_db()
        assert (place.phone, place.origins["phone"]) == ("+33477000002", ["", "2026-11-25"])
        assert place.website != "https://babet.example"
        assert undone.outcome["not_given_back"] == 1
        assert any("changé depuis l’import" in said for said in done.lines.get(place=place).remarks_in_words)

    def test_a_place_used_elsewhere_is_withdrawn_and_comes_back_with_its_source(self) -> None:
        network = NetworkFactory()
        coordinator = RoleFactory(kind="coordinator", network=network, place=None).user
        done = take(SOME[:2], network=network, by=coordinator)
        used = Place.objects.get(name=SOME[0][NAME])
        RoleFactory(kind="mediator", network=network, place=used)
        undone = undo_import(of_import=done, by=coordinator, at=LATER)
        used.refresh_from_db()
        assert not used.is_published
        assert (undone.outcome["withdrawn"], undone.outcome["removed"]) == (1, 1)
        again = take(SOME[:2], network=network, by=coordinator)
        used.refresh_from_db()
        assert used.is_published
        assert used.network_places.filter(network=network).exists()
        assert states(again) == {"new": 1, "changed": 1, "unchanged": 0, "refused": 0}
        assert "is_published" not in used.origins

    @pytest.mark.parametrize("kind", ["member", "centre", "hours", "verified"])
    def test_a_place_somebody_cares_for_is_not_erased(self, kind: str) -> None:
        network = NetworkFactory()
        done = take(SOME[:1], network=network)
        place = Place.objects.get()
        if kind == "member":
            network.network_places.update(kind="member")
        elif kind == "centre":
            network.resource_centre = place
            network.save()
        elif kind == "hours":
            set_hours(place=place, text="lundi 9h-10h", by=UserFactory(is_superuser=True))
        else:
            Place.objects.update(verified_on=AT.date())
        undo_import(of_import=done, by=None, at=LATER)
        assert Place.objects.filter(is_published=False).count() == 1

    def test_a_withdrawal_a_person_decided_is_not_taken_back_by_a_file(self) -> None:
        take(SOME[:1])
        Place.objects.update(is_published=False)
        assert states(take(SOME[:1]))["unchanged"] == 1
        assert not Place.objects.get().is_published

    def test_the_newest_comes_first(self) -> None:
        first = take(SOME)
        second = take(changed(BABET, **{PHONE: "04 77 00 00 01"}), file_name="corrigé.json", at=LATER)
        with pytest.raises(Refused, match="corrigé"):
            undo_import(of_import=first, by=None, at=LATER)
        undo_import(of_import=second, by=None, at=LATER)
        undo_import(of_import=first, by=None, at=LATER)
        assert not Place.objects.exists()

    def test_a_later_import_that_changed_nothing_is_no_obstacle(self) -> None:
        first = take(SOME)
        take(SOME, at=LATER)
        undo_import(of_import=first, by=None, at=LATER)
        assert not Place.objects.exists()

    def test_is_refused_for_what_is_not_done_and_harmless_the_second_time(self) -> None:
        with pytest.raises(Refused, match="rien à défaire"):
            undo_import(of_import=started(), by=None, at=AT)
        done = take(SOME)
        undo_import(of_import=done, by=None, at=LATER)
        take(SOME, at=LATER)
        undo_import(of_import=done, by=None, at=LATER)
        assert Place.objects.count() == len(SOME)

    def test_only_the_coordination_undoes(self) -> None:
        done = take(SOME[:1], network=NetworkFactory())
        with pytest.raises(Refused, match="coordination"):
            undo_import(of_import=done, by=UserFactory(), at=LATER)


class TestDrop:
    def test_forgets_the_draft_and_its_file(self, django_capture_on_commit_callbacks: Any) -> None:
        from django.core.files.storage import default_storage

        draft = check_import(of_import=started(), by=None)
        with django_capture_on_commit_callbacks(execute=True):
            drop_import(of_import=draft, by=None)
        assert not ImportLine.objects.exists()
        assert not default_storage.exists(draft.file)

    def test_is_refused_once_done(self) -> None:
        with pytest.raises(Refused, match="défaites-le"):
            drop_import(of_import=take(SOME), by=None)

    def test_the_same_file_again_is_known(self) -> None:
        done = take(SOME)
        assert same_file_before(started()) == done
        assert same_file_before(started(SOME[:2])) is None
        undo_import(of_import=done, by=None, at=LATER)
        assert same_file_before(started()) is None
