"""Importing a source in one go: every line taken or refused, twice the same changes nothing, all or nothing."""

import json
from typing import Any

import pytest

from maille.core.models import Entry
from maille.core.refusals import Refused
from maille.directory.actions.importing import applying
from maille.directory.models import Import, PlaceWord
from maille.territory.actions import set_hours
from maille.territory.models import OpeningSlot, Place
from tests.directory.importing.sources import HINAURA, NAME, SOME, states, take
from tests.people.factories import RoleFactory, UserFactory
from tests.territory.factories import NetworkFactory, NetworkPlaceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("communes")]


class TestImport:
    def test_every_line_is_taken_or_refused_with_its_reason(self) -> None:
        done = take()
        rows = json.loads(HINAURA)
        assert done.lines.count() == len(rows) == 82
        assert states(done) == {"new": 81, "changed": 0, "unchanged": 0, "refused": 1}
        refused = done.lines.get(state="refused")
        assert refused.reason_in_words
        assert refused.row == rows[refused.number - 1]

    def test_derives_slots_and_words_and_writes_the_journal(self) -> None:
        take()
        babet = Place.objects.get(name="Le Babet")
        assert OpeningSlot.objects.filter(weekly_hours__places=babet).exists() == bool(babet.hours)
        assert PlaceWord.objects.filter(place=babet, word__text="babet", weight=4).exists()
        assert Entry.objects.filter(action="territory.place_created").count() == 81
        assert Entry.objects.get(action="directory.import_done").after["new"] == 81

    def test_twice_the_same_file_changes_nothing(self) -> None:
        take(json.dumps(SOME).encode())
        before = list(Place.objects.order_by("pk").values())
        assert states(take(json.dumps(SOME).encode())) == {"new": 0, "changed": 0, "unchanged": len(SOME), "refused": 0}
        assert list(Place.objects.order_by("pk").values()) == before

    def test_a_corrected_line_changes_its_place_and_keeps_its_address_on_the_site(self) -> None:
        take(json.dumps(SOME).encode())
        slug = Place.objects.get(name="Le Babet").slug
        rows = [row | ({"Téléphone": "04 77 00 00 01"} if row[NAME] == "Le Babet" else {}) for row in SOME]
        assert states(take(json.dumps(rows).encode()))["changed"] == 1
        assert Place.objects.get(slug=slug).phone == "+33477000001"

    def test_what_a_place_wrote_itself_is_not_taken_back_by_a_file(self) -> None:
        take(json.dumps(SOME).encode())
        place = Place.objects.get(name="Le Babet")
        manager = RoleFactory(kind="place_manager", network=NetworkPlaceFactory(place=place).network, place=place).user
        set_hours(place=place, text="lundi 9h-10h", by=manager)
        done = take(json.dumps(SOME).encode())
        place.refresh_from_db()
        assert place.hours == "Mo 09:00-10:00"
        line = done.lines.get(place=place)
        assert line.state == "unchanged"
        assert any("gardé tel que le lieu" in remark["text"] for remark in line.remarks)

    def test_a_coordinator_s_places_join_and_a_stranger_s_are_kept_aside(self) -> None:
        take(json.dumps(SOME[:1]).encode())
        network = NetworkFactory()
        coordinator = RoleFactory(kind="coordinator", network=network, place=None).user
        done = take(json.dumps(SOME[:3]).encode(), network=network, by=coordinator)
        assert states(done) == {"new": 2, "changed": 0, "unchanged": 0, "refused": 1}
        assert network.network_places.filter(kind="neighbour").count() == 2
        rows = [row | {"Téléphone": "04 77 00 00 01"} for row in SOME[1:3]]
        assert states(take(json.dumps(rows).encode(), network=network, by=coordinator))["changed"] == 2

    def test_cells_no_database_keeps_do_not_stop_the_file(self) -> None:
        rows = [SOME[0] | {"Informations diverses": "a\x00b"}, SOME[1] | {"bf_latitude": float("nan")}]
        assert take(json.dumps(rows).encode()).lines.count() == 2

    def test_a_failure_half_way_leaves_nothing(self, monkeypatch: Any) -> None:
        def stop_while_writing(*args: Any, **kwargs: Any) -> None:
            raise InterruptedError

        monkeypatch.setattr(applying.journal, "record", stop_while_writing)

        rows = [row | {NAME: f"{row[NAME]} {rank}"} for rank, row in enumerate(SOME * 30)]
        with pytest.raises(InterruptedError):
            take(json.dumps(rows).encode())
        assert not Place.objects.exists()
        assert Import.objects.get().state == Import.State.CHECKED
        assert not Entry.objects.exists()

    @pytest.mark.parametrize("data", [b"", b"{}", b"[", b"\xff\xfe\x00", b'[{"Nom": 1}]'])
    def test_a_file_that_is_not_the_source_is_refused_in_a_sentence(self, data: bytes) -> None:
        with pytest.raises(Refused) as refusal:
            take(data)
        assert refusal.value.field == "file"
        assert not Import.objects.exists()

    def test_only_the_coordination_imports(self) -> None:
        network = NetworkFactory()
        with pytest.raises(Refused, match="coordination"):
            take(network=network, by=UserFactory())
        coordinator = RoleFactory(kind="coordinator", network=network, place=None).user
        assert take(network=network, by=coordinator).started_by == coordinator
