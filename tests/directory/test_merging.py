"""Two records become one place, and two again: nothing is lost, and undoing gives back what was."""

import datetime as dt
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maille.core.refusals import Refused
from maille.directory.actions import edit_place, merge_places, report_error, unmerge
from maille.directory.load import said
from maille.directory.models import Merge
from maille.directory.rules import ABSORBED, GROUPS, KEPT, choices_of
from maille.people.models import Desk, Role
from maille.territory.actions import save_places
from maille.territory.models import HoursException, NetworkPlace, Organisation, Place, Room
from tests.people.factories import DeskFactory, RoleFactory
from tests.territory.factories import CommuneFactory, NetworkFactory, NetworkPlaceFactory, PlaceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SERVICES = ("Aide aux démarches administratives", "Parentalité et éducation avec le numérique")
# What a merge may write, and an undo must give back; the journal and the merges themselves tell the story.
TABLES = (
    "territory.Place", "territory.NetworkPlace", "territory.Network", "territory.Room", "territory.HoursException",
    "territory.Organisation", "territory.OpeningSlot", "people.Role", "people.Desk", "directory.Correction",
)  # fmt: skip


def saved(**fields: Any) -> Place:
    place = PlaceFactory.build(commune=CommuneFactory(), slug="", **fields)
    save_places([place], by=None)
    return place


def everything() -> dict[str, list[dict[str, Any]]]:
    found = {}
    for label in TABLES:
        rows = [dict(row) for row in apps.get_model(label)._default_manager.order_by("pk").values()]
        if label == "territory.OpeningSlot":
            rows = sorted(({k: v for k, v in row.items() if k != "id"} for row in rows), key=str)
        found[label] = rows
    found["hosted"] = sorted(Place.hosted.through.objects.values_list("place_id", "organisation_id"))
    return found


def merge(kept: Place, absorbed: Place, **how: Any) -> Merge:
    return merge_places(**{"kept": kept, "absorbed": absorbed, "choices": {}, "by": None, "at": timezone.now()} | how)


def part(merged: Merge) -> list[str]:
    return unmerge(merge=merged, by=None, at=timezone.now())


texts = st.sampled_from(["", "un", "deux"])
lists = st.lists(st.sampled_from(SERVICES), unique=True).map(tuple)
days = st.dates(dt.date(2020, 1, 1), dt.date(2026, 1, 1))
origins = st.dictionaries(
    st.sampled_from(["phone", "summary", "services"]),
    st.tuples(st.sampled_from(["", "a", "b"]), days.map(str)).map(list),
)
records = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["Le Babet", "Médiathèque"]),
        "address": st.sampled_from(["1 rue A", "2 rue B"]),
        "summary": texts,
        "phone": st.sampled_from(["", "+33477000001", "+33477000002"]),
        "emails": st.sampled_from([(), ("a@exemple.fr",), ("b@exemple.fr", "a@exemple.fr")]),
        "pivot": st.sampled_from(["", "21420218200015"]),
        "services": lists,
        "hours": st.sampled_from(["", "Mo 09:00-12:00", "Tu 10:00-11:00"]),
        "updated_on": days,
        "origins": origins,
        "source": st.sampled_from(["", "a", "b"]),
    }
)
chosen = st.fixed_dictionaries({}, optional={group: st.sampled_from(choices_of(group)) for group in GROUPS})
links = st.sampled_from([None, "member", "neighbour"])


class TestUndo:
    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(one=records, other=records, choices=chosen, kind=st.sampled_from(Merge.Kind.values), of=links, by=links)
    def test_parting_gives_back_exactly_what_was(self, one, other, choices, kind, of, by):
        with transaction.atomic():
            kept, absorbed = saved(**one), saved(**other)
            for place, link, rank in ((kept, of, 1), (absorbed, by, 2)):
                if link:
                    NetworkPlaceFactory(place=place, kind=link, rhythm=rank, hues=rank, edge=0)
                Room.objects.create(place=place, name="Salle bleue", seats=rank)
                Room.objects.create(place=place, name=f"Salle {rank}", seats=4)
                HoursException.objects.create(
                    place=place, starts_on=dt.date(2026, 12, rank), ends_on=dt.date(2026, 12, 3)
                )
                RoleFactory(place=place, kind="place_manager", network=NetworkFactory())
                DeskFactory(place=place)
                report_error(place=place, kind="other", words="x", by=None, at=timezone.now())
            before = everything()
            merged = merge(kept, absorbed, choices=choices, kind=kind)
            assert part(merged) == []
            assert everything() == before
            transaction.set_rollback(True)

    def test_what_somebody_changed_since_is_left_and_said(self):
        kept, absorbed = saved(phone="+33477000001", summary=""), saved(phone="+33477000002", summary="Un lieu")
        merged = merge(kept, absorbed, choices={"phone": ABSORBED})
        shown = said(Place.objects.get(pk=kept.pk))
        edit_place(place=kept, typed=shown | {"phone": "+33477000003"}, shown=shown, by=None, on=dt.date(2026, 11, 24))
        assert part(merged) == ["phone"]
        kept.refresh_from_db()
        assert (kept.phone, kept.summary) == ("+33477000003", "")

    def test_chains_are_undone_in_order(self):
        a, b, c = saved(name="A"), saved(name="B"), saved(name="C")
        before = everything()
        first = merge(b, a)
        second = merge(c, b)
        with pytest.raises(Refused, match="séparez-les d’abord"):
            part(first)
        assert part(second) == []
        assert part(first) == []
        assert everything() == before

    def test_two_merges_into_one_place_are_undone_last_first(self):
        a, b, c = saved(name="A", summary="a"), saved(name="B", summary="b"), saved(name="C")
        before = everything()
        first, second = merge(c, a, choices={"summary": ABSORBED}), merge(c, b, choices={"summary": ABSORBED})
        with pytest.raises(Refused):
            part(first)
        part(second)
        part(first)
        assert everything() == before

    def test_it_is_undone_once(self):
        merged = merge(saved(), saved())
        part(merged)
        with pytest.raises(Refused, match="déjà séparés"):
            part(merged)

    def test_a_ribbon_given_away_meanwhile_stays_where_it_is(self):
        kept, absorbed = saved(), saved()
        NetworkPlaceFactory(place=kept, rhythm=1, hues=1, edge=0)
        NetworkPlaceFactory(place=absorbed, rhythm=2, hues=2, edge=0)
        merged = merge(kept, absorbed)
        taker = NetworkPlaceFactory(rhythm=2, hues=2, edge=0)
        part(merged)
        taker.refresh_from_db()
        assert (taker.rhythm, NetworkPlace.objects.get(place=absorbed).rhythm) == (2, None)


class TestMerge:
    def test_the_values_chosen_stay_with_who_said_them(self):
        kept = saved(phone="+33477000001", services=SERVICES[:1], source="a", updated_on=dt.date(2021, 1, 1))
        absorbed = saved(phone="+33477000002", services=SERVICES[1:], source="b", updated_on=dt.date(2022, 10, 4))
        merge(kept, absorbed)
        kept.refresh_from_db()
        assert (kept.phone, kept.services) == ("+33477000002", SERVICES)
        assert kept.origins["phone"] == ["b", "2022-10-04"]
        assert kept.updated_on == dt.date(2022, 10, 4)

    def test_the_absorbed_record_stays_with_its_key_and_its_address_leads_on(self, client):
        a, b, c = saved(name="A", source="s", source_key="1"), saved(name="B"), saved(name="C")
        merge(b, a)
        merge(c, b)
        a.refresh_from_db()
        assert (a.is_published, a.merged_into, a.source_key) == (False, b, "1")
        answer = client.get(a.get_absolute_url())
        assert (answer.status_code, answer["Location"]) == (301, c.get_absolute_url())
        answer = client.get(reverse("pages:place_sheet", args=[a.slug]))
        assert (answer.status_code, answer["Location"]) == (301, reverse("pages:place_sheet", args=[c.slug]))

    def test_networks_people_rooms_and_messages_follow(self):
        kept, absorbed = saved(), saved()
        network = NetworkPlaceFactory(place=kept, kind="neighbour", rhythm=1, hues=1, edge=0).network
        NetworkPlaceFactory(place=absorbed, kind="member", rhythm=2, hues=2, edge=0)
        network.resource_centre = absorbed
        network.save()
        role = RoleFactory(kind="place_manager", network=network, place=absorbed)
        desk = DeskFactory(place=absorbed)
        room = Room.objects.create(place=absorbed, name="Salle", seats=4)
        told = report_error(place=absorbed, kind="other", words="x", by=None, at=timezone.now())
        merge(kept, absorbed)
        (link,) = NetworkPlace.objects.filter(network=network)
        assert (link.place, link.kind, link.rhythm) == (kept, "member", 2)
        network.refresh_from_db()
        assert network.resource_centre == kept
        assert Role.objects.get(pk=role.pk).place == kept
        assert Desk.objects.get(pk=desk.pk).place == kept
        assert Room.objects.get(pk=room.pk).place == kept
        told.refresh_from_db()
        assert told.place == kept
        assert role.user.holds(["place_manager"], place_id=kept.pk)

    def test_a_mairie_and_its_ccas_are_one_place_and_two_organisations(self, client):
        mairie = saved(name="Mairie", phone="+33477000001", services=SERVICES[:1])
        ccas = saved(name="CCAS", phone="+33477000002", emails=("ccas@exemple.fr",), services=SERVICES[1:])
        merge(mairie, ccas, kind=Merge.Kind.HOSTED, choices={"name": ABSORBED, "phone": ABSORBED})
        mairie.refresh_from_db()
        assert (mairie.name, mairie.phone, mairie.services) == ("Mairie", "+33477000001", SERVICES)
        organisation = Organisation.objects.get()
        assert (organisation.name, organisation.phone, organisation.email) == (
            "CCAS",
            "+33477000002",
            "ccas@exemple.fr",
        )
        page = client.get(mairie.get_absolute_url()).content.decode()
        assert "CCAS" in page
        assert 'href="tel:+33477000002"' in page

    def test_an_organisation_already_known_by_its_siret_is_the_one(self):
        known = Organisation.objects.create(name="CCAS de la ville", siret="21420218200015")
        merged = merge(saved(), saved(pivot="21420218200015"), kind=Merge.Kind.HOSTED)
        assert list(merged.kept.hosted.all()) == [known]
        part(merged)
        assert list(Organisation.objects.all()) == [known]

    def test_what_a_source_wrote_badly_does_not_stop_it(self):
        merged = merge(saved(), saved(website="pas une adresse"), kind=Merge.Kind.HOSTED)
        assert merged.kept.hosted.get().website == ""

    @pytest.mark.parametrize("day", [dt.date(2026, 11, 24), dt.date(2031, 5, 1)])
    def test_the_result_does_not_depend_on_the_day(self, clock, day):
        clock.move_to(dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC))
        kept = saved(phone="+33477000001", updated_on=dt.date(2021, 1, 1))
        absorbed = saved(phone="+33477000002", updated_on=dt.date(2022, 1, 1))
        merge(kept, absorbed)
        kept.refresh_from_db()
        assert (kept.phone, kept.updated_on) == ("+33477000002", dt.date(2022, 1, 1))

    def test_a_record_is_joined_once_and_not_with_itself(self):
        a, b, c = saved(), saved(), saved()
        merge(b, a)
        with pytest.raises(Refused, match="déjà réuni"):
            merge(c, a)
        with pytest.raises(Refused, match="la même fiche"):
            merge(c, c)

    def test_only_who_may_write_both_joins_them(self):
        kept, absorbed = saved(), saved()
        network = NetworkPlaceFactory(place=kept).network
        coordinator = RoleFactory(kind="coordinator", network=network).user
        with pytest.raises(Refused):
            merge(kept, absorbed, by=coordinator)
        NetworkPlaceFactory(place=absorbed, network=network)
        merged = merge(kept, absorbed, by=coordinator, choices={"name": KEPT})
        assert unmerge(merge=merged, by=coordinator, at=timezone.now()) == []
