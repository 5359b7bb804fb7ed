"""What subscribers see, read by other libraries: moves, cancellations, what is new, what they already have."""

import datetime as dt

import feedparser
import icalendar
import pytest
from django.urls import reverse

from maille.api import actions, feeds
from maille.api.models import CalendarFeed
from maille.api.views import JUST_OPENED
from maille.appointments.actions import cancel_appointment, move_appointment
from maille.appointments.models import Appointment
from maille.core.models import Entry
from maille.core.refusals import Refused
from maille.people.models import Role, User
from maille.sharing.actions import agree, cancel_lending, offer
from maille.workshops.actions import cancel_session, change_session, move_session, publish, unpublish
from maille.workshops.models import Session, Visibility
from tests.appointments.factories import book, slots
from tests.appointments.factories import scene as appointment_scene
from tests.people.factories import RoleFactory
from tests.sharing.factories import NOW as ASKED
from tests.sharing.lent import needed, team
from tests.territory.factories import NetworkFactory
from tests.workshops.factories import NOW, SessionFactory, WorkshopFactory
from tests.workshops.scenes import scene, slot

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(hours=3)


@pytest.fixture(autouse=True)
def today(clock):
    feeds.forget()
    clock.move_to(NOW)


@pytest.fixture
def here():
    return scene()


def address(here, name="network_ical"):
    return reverse(f"api:{name}", args=[here.workshop.network.slug if "network" in name else here.place.slug])


def events(answer):
    assert answer.status_code == 200
    return {str(one["UID"]): one for one in icalendar.Calendar.from_ical(answer.content).walk("VEVENT")}


class TestSubscriber:
    def test_sees_a_session_move_and_be_cancelled(self, client, here, clock):
        (session,) = here.create(slot(12, 3), publish=True)
        (before,) = events(client.get(address(here))).values()
        clock.move_to(LATER)
        move_session(session=session, slot=slot(12, 4, 10), by=here.mediator, at=LATER)
        (moved,) = events(client.get(address(here))).values()
        assert moved["UID"] == before["UID"]
        assert moved["SEQUENCE"] == before["SEQUENCE"] + 1
        assert moved["DTSTART"].dt == slot(12, 4, 10).starts_at
        assert moved["LAST-MODIFIED"].dt == LATER.replace(microsecond=0)
        session.refresh_from_db()
        cancel_session(session=session, reason="Salle inondée", by=here.mediator, at=LATER)
        (cancelled,) = events(client.get(address(here))).values()
        assert (cancelled["UID"], cancelled["STATUS"]) == (before["UID"], "CANCELLED")
        assert cancelled["SEQUENCE"] > moved["SEQUENCE"]
        assert str(cancelled["SUMMARY"]) == "Annulé\u00a0: Découvrir son smartphone"
        assert str(cancelled["DESCRIPTION"]) == "Salle inondée"

    @pytest.mark.parametrize(("month", "day"), [(3, 26), (3, 29), (4, 2), (10, 22), (10, 25), (10, 29)])
    def test_reads_the_hour_of_the_wall_in_the_weeks_when_clocks_change(self, client, here, month, day):
        here.create(slot(month, day, 14, year=2027), publish=True)
        (found,) = events(client.get(address(here))).values()
        start, wanted = found["DTSTART"].dt, slot(month, day, 14, year=2027).starts_at
        assert start.replace(tzinfo=None) == wanted.replace(tzinfo=None)
        assert start.astimezone(dt.UTC) == wanted
        assert found["DTSTART"].params["TZID"] == "Europe/Paris"

    def test_asks_again_and_has_it_already(self, client, here, django_assert_max_num_queries):
        (session,) = here.create(slot(12, 3), publish=True)
        first = client.get(address(here))
        with django_assert_max_num_queries(4):
            same = client.get(address(here), headers={"If-None-Match": first["ETag"]})
        assert (same.status_code, same.content) == (304, b"")
        assert client.get(address(here)).content == first.content
        move_session(session=session, slot=slot(12, 4), by=here.mediator, at=LATER)
        assert client.get(address(here), headers={"If-None-Match": first["ETag"]}).status_code == 200

    @pytest.mark.parametrize("name", ["network_ical", "network_atom"])
    def test_no_date_is_believed_since_it_tells_no_two_changes_of_one_second_apart(self, client, here, name):
        here.create(slot(12, 3), publish=True)
        first = client.get(address(here, name))
        assert "Last-Modified" not in first
        later = {"If-Modified-Since": "Fri, 01 Jan 2027 00:00:00 GMT"}
        assert client.get(address(here, name), headers=later).status_code == 200
        assert client.get(address(here, name), headers={"If-None-Match": first["ETag"], **later}).status_code == 304

    @pytest.mark.parametrize("how", ["unpublished", "for the teams", "then cancelled"])
    def test_is_told_that_what_left_the_programme_is_off_then_back(self, client, here, clock, how):
        (session,) = here.create(slot(12, 3), publish=True)
        (before,) = events(client.get(address(here))).values()
        clock.move_to(LATER)
        if how == "for the teams":
            hidden = here.arrangement(visibility=Visibility.NETWORK)
            change_session(session=session, arrangement=hidden, by=here.mediator, at=LATER)
        else:
            unpublish(session=session, by=here.mediator, at=LATER)
        if how == "then cancelled":
            session.refresh_from_db()
            cancel_session(session=session, reason="Entre nous", by=here.mediator, at=LATER)
        (off,) = events(client.get(address(here))).values()
        assert (off["UID"], off["STATUS"]) == (before["UID"], "CANCELLED")
        assert off["SEQUENCE"] > before["SEQUENCE"]
        assert str(off["SUMMARY"]).startswith("Annulé\u00a0: ")
        assert str(off["DESCRIPTION"]) == "Retirée du programme."
        assert "Entre nous" not in client.get(address(here, "network_atom")).text
        if how == "unpublished":
            publish(session=session, by=here.mediator, at=LATER)
            (back,) = events(client.get(address(here))).values()
            assert back["STATUS"] == "CONFIRMED"
            assert back["SEQUENCE"] > off["SEQUENCE"]
        clock.move_to(LATER + feeds.KEPT + dt.timedelta(days=20))
        assert events(client.get(address(here))) == {}

    @pytest.mark.parametrize("change", ["cost", "place", "visibility", "one more"])
    def test_is_told_of_anything_that_the_file_says(self, client, here, change):
        (session,) = here.create(slot(12, 3), publish=True)
        known = client.get(address(here))["ETag"]
        if change == "cost":
            change_session(session=session, arrangement=here.arrangement(cost="2 €"), by=here.mediator, at=LATER)
        elif change == "visibility":
            hidden = here.arrangement(visibility=Visibility.LINK)
            change_session(session=session, arrangement=hidden, by=here.mediator, at=LATER)
        elif change == "place":
            here.place.name = "Un autre nom"
            here.place.save()
        else:
            here.create(slot(12, 8), publish=True)
        assert client.get(address(here), headers={"If-None-Match": known}).status_code == 200

    def test_the_second_to_ask_has_the_same_octets_for_the_price_of_their_tag(
        self, client, here, django_assert_max_num_queries
    ):
        here.create(slot(12, 3), publish=True)
        first = client.get(address(here))
        with django_assert_max_num_queries(4):
            assert client.get(address(here)).content == first.content

    def test_kept_by_a_web_server_it_still_sees_a_move(self, client, here, keeping, clock):
        (session,) = here.create(slot(12, 3), publish=True)
        known = client.get(address(here))["ETag"]
        assert client.get(address(here), headers={"If-None-Match": known}).status_code == 304
        clock.move_to(LATER)
        move_session(session=session, slot=slot(12, 4, 10), by=here.mediator, at=LATER)
        (moved,) = events(client.get(address(here), headers={"If-None-Match": known})).values()
        assert moved["DTSTART"].dt == slot(12, 4, 10).starts_at

    def test_is_not_bothered_by_somebody_who_signs_up(self, client, here):
        (session,) = here.create(slot(12, 3), publish=True)
        known = client.get(address(here))["ETag"]
        Session.objects.filter(pk=session.pk).update(free_seats=2)
        assert client.get(address(here), headers={"If-None-Match": known}).status_code == 304


class TestPublicFeeds:
    def test_nothing_that_is_not_public(self, client, here):
        here.create(slot(12, 3))
        here.create(slot(12, 4), publish=True, visibility=Visibility.LINK)
        here.create(slot(12, 7), publish=True, visibility=Visibility.NETWORK)
        assert events(client.get(address(here))) == {}

    def test_nothing_of_what_was_cancelled_while_still_in_preparation(self, client, here):
        (session,) = here.create(slot(12, 3))
        cancel_session(session=session, reason="La subvention est refusée", by=here.mediator, at=NOW)
        assert events(client.get(address(here))) == {}
        assert feedparser.parse(client.get(address(here, "network_atom")).content).entries == []
        assert client.get(session.get_absolute_url()).status_code == 404
        client.force_login(here.mediator)
        assert client.get(session.get_absolute_url()).status_code == 200

    def test_those_of_another_network_in_a_place_that_one_s_own_shows(self, client, here):
        SessionFactory(network=NetworkFactory(slug="ailleurs"), place=here.place)
        assert len(events(client.get(address(here)))) == 1

    def test_a_place_has_its_own(self, client, here):
        here.create(slot(12, 3), publish=True)
        SessionFactory(workshop=here.workshop)
        assert len(events(client.get(address(here)))) == 2
        assert len(events(client.get(address(here, "place_ical")))) == 1

    def test_what_is_over_for_two_months_leaves(self, client, here):
        over = {"starts_at": NOW - dt.timedelta(days=70), "ends_at": NOW - dt.timedelta(days=69)}
        SessionFactory(workshop=here.workshop, **over)
        SessionFactory(workshop=here.workshop, starts_at=NOW - dt.timedelta(days=50))
        assert len(events(client.get(address(here)))) == 1

    @pytest.mark.parametrize("name", ["network_ical", "network_atom", "place_ical", "place_atom"])
    def test_unknown_ones(self, client, name):
        assert client.get(reverse(f"api:{name}", args=["nulle-part"])).status_code == 404

    def test_two_thousand_events_in_as_many_queries_as_two(self, client, here, same_number_of_queries):
        here.create(slot(12, 3), publish=True)
        read = {}

        def visit():
            feeds.forget()
            read["events"] = events(client.get(address(here)))

        def grow():
            first = Session.objects.get()
            Session.objects.bulk_create(
                Session(
                    version=first.version, network=first.network, place=first.place, state="published",
                    starts_at=first.starts_at + dt.timedelta(hours=rank),
                    ends_at=first.ends_at + dt.timedelta(hours=rank),
                )
                for rank in range(2_000)
            )  # fmt: skip

        same_number_of_queries(visit, grow)
        assert len(read["events"]) == 2_001

    def test_in_english(self, client, here):
        (session,) = here.create(slot(12, 3), publish=True)
        cancel_session(session=session, reason="Salle inondée", by=here.mediator, at=NOW)
        (found,) = events(client.get("/en" + address(here))).values()
        assert str(found["SUMMARY"]) == "Cancelled: Découvrir son smartphone"


class TestAtom:
    def test_what_changed_last_is_first(self, client, here):
        (first,) = here.create(slot(12, 3), publish=True)
        here.create(slot(12, 10), publish=True, at=NOW + dt.timedelta(minutes=1))
        said = feedparser.parse(client.get(address(here, "network_atom")).content)
        assert not said.bozo
        assert said.version == "atom10"
        assert ["10\u00a0décembre" in one.title for one in said.entries] == [True, False]
        assert said.entries[1].link == "http://testserver" + first.get_absolute_url()
        cancel_session(session=first, reason="Salle inondée", by=here.mediator, at=LATER)
        again = feedparser.parse(client.get(address(here, "network_atom")).content)
        assert again.entries[0].title.startswith("Annulé\u00a0: Découvrir son smartphone, jeudi 3\u00a0décembre")
        assert again.entries[0].id == said.entries[1].id
        assert again.entries[0].updated != said.entries[1].updated

    def test_a_title_of_any_letters(self, client, here):
        workshop = WorkshopFactory(network=here.workshop.network, content__title="<b>& ]]> " + "é" * 100)
        SessionFactory(workshop=workshop, place=here.place)
        (one,) = feedparser.parse(client.get(address(here, "place_atom")).content).entries
        assert one.title.startswith("<b>& ]]> éé")


class TestOwnFeed:
    def secret(self, user):
        return actions.open_feed(by=user, at=NOW)

    def read(self, client, secret):
        return client.get(reverse("api:own_ical", args=[secret]))

    def test_what_one_leads_even_in_preparation(self, client, here):
        here.create(slot(12, 3))
        here.create(slot(12, 4), publish=True, visibility=Visibility.NETWORK)
        SessionFactory(workshop=here.workshop)
        found = events(self.read(client, self.secret(here.mediator)))
        assert sorted(str(one["STATUS"]) for one in found.values()) == ["CONFIRMED", "TENTATIVE"]

    def test_a_stopped_address_says_so_calmly(self, client, here):
        secret = self.secret(here.mediator)
        assert actions.revoke_feed(by=here.mediator, at=LATER)
        assert not actions.revoke_feed(by=here.mediator, at=LATER)
        answer = self.read(client, secret)
        assert answer.status_code == 410
        assert answer.content.decode().startswith("Ce lien a été arrêté.")

    def test_renewing_stops_the_one_before(self, client, here):
        first, second = self.secret(here.mediator), self.secret(here.mediator)
        assert [self.read(client, one).status_code for one in (first, second)] == [410, 200]
        assert CalendarFeed.objects.live().count() == 1

    @pytest.mark.parametrize("forged", ["x", "A" * 43, "a" * 500, "é", "%00"])
    def test_a_forged_address_does_not_exist(self, client, here, forged):
        self.secret(here.mediator)
        assert self.read(client, forged).status_code == 404

    def test_not_once_the_account_is_closed(self, client, here):
        secret = self.secret(here.mediator)
        here.mediator.is_active = False
        here.mediator.save()
        assert self.read(client, secret).status_code == 410

    def test_not_once_the_last_role_is_over(self, client, here, clock):
        here.create(slot(12, 3), publish=True)
        secret = self.secret(here.mediator)
        Role.objects.filter(user=here.mediator).update(ends_on=LATER.date())
        answer = self.read(client, secret)
        assert answer.status_code == 410
        assert answer.text.startswith("Ce lien a été arrêté.")
        with pytest.raises(Refused, match="plus de rôle"):
            actions.open_feed(by=User.objects.get(pk=here.mediator.pk), at=NOW)

    def test_nothing_of_a_network_that_one_has_left(self, client, here):
        here.create(slot(12, 3), publish=True)
        Role.objects.filter(user=here.mediator).update(ends_on=LATER.date())
        RoleFactory(user=here.mediator, kind="mediator", network=NetworkFactory(slug="ailleurs"))
        assert events(self.read(client, self.secret(User.objects.get(pk=here.mediator.pk)))) == {}

    def test_the_database_keeps_no_address(self, here):
        secret = self.secret(here.mediator)
        kept = CalendarFeed.objects.values_list("secret_hash", flat=True)
        assert all(secret not in one for one in kept)
        assert Entry.objects.filter(action="api.feed_opened", by=here.mediator).count() == 1

    def test_nobody_shares_it_with_a_cache(self, client, here):
        assert "private" in self.read(client, self.secret(here.mediator))["Cache-Control"]


class TestOwnAppointments:
    """A mediator's calendar says when she meets somebody, and never whom."""

    def own(self, client, made):
        secret = actions.open_feed(by=made.mediator, at=NOW)
        return lambda: events(client.get(reverse("api:own_ical", args=[secret])))

    def test_what_for_how_where_and_until_when_and_nobody_s_name(self, client):
        made = book(appointment_scene(name="Déclarer en ligne")[0])
        (found,) = self.own(client, made)().values()
        assert str(found["SUMMARY"]) == "Déclarer en ligne, au lieu"
        assert made.place.name in str(found["LOCATION"])
        assert (found["DTSTART"].dt, found["DTEND"].dt) == (made.starts_at, made.ends_at)
        assert str(found["URL"]).endswith(reverse("appointments:detail", args=[made.pk]))
        text = found.to_ical().decode()
        assert not [word for word in (made.resident.name, "612345678", made.secret, made.code) if word in text]

    def test_a_visit_takes_the_way_there_and_back_and_says_no_address(self, client):
        made = book(appointment_scene(travel_minutes=30)[0], mode="home", address="3 rue des Martyrs")
        (found,) = self.own(client, made)().values()
        way = dt.timedelta(minutes=30)
        assert (found["DTSTART"].dt, found["DTEND"].dt) == (made.starts_at - way, made.ends_at + way)
        assert "trajets en plus" in str(found["DESCRIPTION"])
        assert "Martyrs" not in found.to_ical().decode()

    def test_one_that_moves_or_is_cancelled_keeps_its_name_and_says_so(self, client, clock):
        reason, _opening = appointment_scene()
        made = book(reason)
        read = self.own(client, made)
        (before,) = read().values()
        clock.move_to(LATER)
        move_appointment(appointment=made, choice=slots(reason, at=LATER)[1], by=None, at=LATER)
        (moved,) = read().values()
        assert (moved["UID"], moved["SEQUENCE"]) == (before["UID"], before["SEQUENCE"] + 1)
        assert moved["DTSTART"].dt > before["DTSTART"].dt
        assert moved["LAST-MODIFIED"].dt == LATER.replace(microsecond=0)
        cancel_appointment(appointment=made, reason="Marie est malade", by=made.mediator, at=LATER)
        (off,) = read().values()
        assert (off["UID"], off["STATUS"], off["SEQUENCE"]) == (before["UID"], "CANCELLED", moved["SEQUENCE"] + 1)
        assert str(off["SUMMARY"]).startswith("Annulé\u00a0: ")
        assert "Marie" not in off.to_ical().decode()

    def test_no_place_nor_network_tells_of_them(self, client):
        made = book(appointment_scene()[0])
        assert events(client.get(reverse("api:network_ical", args=[made.network.slug]))) == {}
        assert events(client.get(reverse("api:place_ical", args=[made.place.slug]))) == {}

    def test_a_hundred_in_as_many_queries_as_one(self, client, same_number_of_queries):
        made = book(appointment_scene()[0])
        read = self.own(client, made)

        def visit():
            feeds.forget()
            read()

        def grow():
            fields = {f.attname: getattr(made, f.attname) for f in made._meta.concrete_fields}
            keys = ("id", "public_id", "code", "secret")
            rows = [Appointment(**{name: fields[name] for name in fields if name not in keys}) for _ in range(100)]
            Appointment.objects.bulk_create(rows)

        same_number_of_queries(visit, grow)


class TestOwnLendings:
    def test_where_one_goes_with_the_way_until_it_is_cancelled(self, client):
        of = team()
        of.places[1].latitude = 45.45
        of.places[1].save()
        lending = agree(lending=offer(line=needed(of), user=of.lent, by=None, at=ASKED), by=None, at=ASKED)
        secret = actions.open_feed(by=of.lent, at=NOW)
        (found,) = events(client.get(reverse("api:own_ical", args=[secret]))).values()
        assert str(found["SUMMARY"]) == "L’Arlequin, IA débutants"
        way = dt.timedelta(minutes=lending.way_minutes)
        assert (found["DTSTART"].dt, found["DTEND"].dt) == (lending.starts_at - way, lending.ends_at + way)
        cancel_lending(lending=lending, by=None, at=ASKED)
        (off,) = events(client.get(reverse("api:own_ical", args=[secret]))).values()
        assert (off["UID"], str(off["STATUS"]), off["SEQUENCE"]) == (found["UID"], "CANCELLED", 1)


class TestSubscriptionPage:
    def test_the_address_is_shown_once_and_works(self, client):
        client.force_login(RoleFactory().user)
        assert "Créer mon lien" in client.get(reverse("api:subscription")).content.decode()
        said = client.post(reverse("api:open_feed"), follow=True).content.decode()
        shown = said.partition('readonly value="')[2].partition('"')[0]
        assert client.get(shown).status_code == 200
        assert 'href="webcal://testserver/agenda/moi/' in said
        assert shown not in client.get(reverse("api:subscription")).content.decode()
        assert client.get(shown).status_code == 200
        client.post(reverse("api:revoke_feed"))
        assert client.get(shown).status_code == 410

    def test_reloading_what_the_button_leads_to_opens_no_other(self, client):
        client.force_login(RoleFactory().user)
        answer = client.post(reverse("api:open_feed"))
        assert (answer.status_code, answer.url) == (302, reverse("api:subscription"))
        assert JUST_OPENED in client.session
        client.get(answer.url)
        assert JUST_OPENED not in client.session
        assert CalendarFeed.objects.count() == 1

    def test_not_from_a_shared_desk(self, here):
        here.mediator.desk_place_id = here.place.pk
        with pytest.raises(Refused, match="Ce poste est partagé"):
            actions.open_feed(by=here.mediator, at=NOW)
