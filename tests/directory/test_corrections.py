"""What people say is wrong: from anybody, kept from machines and floods, answered, and its contact erased."""

import datetime as dt
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from maille.core.models import Entry
from maille.core.refusals import Refused
from maille.directory.actions import (
    accept_correction,
    edit_place,
    erase_contacts,
    propose_changes,
    reject_correction,
    report_error,
)
from maille.directory.load import said
from maille.directory.models import Correction
from maille.territory.actions import save_places
from maille.territory.models import Place
from tests.people.factories import RoleFactory
from tests.territory.factories import CommuneFactory, NetworkPlaceFactory, PlaceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SAID = {"kind": "hours", "words": "Fermé le mercredi.", "contact": "0477000002"}


@pytest.fixture
def place() -> Place:
    place = PlaceFactory.build(commune=CommuneFactory(), slug="", name="Le Babet")
    save_places([place], by=None)
    NetworkPlaceFactory(place=place, kind="neighbour")
    return place


def with_role(place: Place, kind: str) -> Any:
    where = {} if kind == "coordinator" else {"place": place}
    return RoleFactory(kind=kind, network=place.networks.get(), **where).user


def report(client: Any, place: Place, **fields: str) -> Any:
    return client.post(f"/annuaire/lieux/{place.slug}/signaler/", SAID | fields)


class TestReport:
    def test_anybody_reports_and_is_thanked(self, client, place):
        answer = client.post(f"/annuaire/lieux/{place.slug}/signaler/", SAID, follow=True)
        assert "Merci" in answer.content.decode()
        found = Correction.objects.get()
        assert (found.kind, found.words, found.contact, found.created_by) == (*SAID.values(), None)

    def test_neither_words_nor_contact_are_public_nor_in_the_journal(self, client, place):
        report(client, place)
        assert "Fermé le mercredi" not in client.get(place.get_absolute_url()).content.decode()
        line = Entry.objects.get(action="directory.error_reported")
        assert "0477000002" not in str(line.after)
        assert "mercredi" not in str(line.after)

    def test_a_machine_that_fills_everything_writes_nothing(self, client, place):
        assert report(client, place, site="https://pilules.example").status_code == 302
        assert not Correction.objects.exists()

    def test_what_is_missing_is_said_and_what_was_typed_stays(self, client, place):
        answer = client.post(f"/annuaire/lieux/{place.slug}/signaler/", {"contact": "0477000002"})
        body = answer.content.decode()
        assert answer.status_code == 422
        assert "Choisissez ce qui ne va pas" in body
        assert 'value="0477000002"' in body

    def test_a_flood_from_one_address_is_stopped_and_what_was_typed_stays(self, client, place):
        answers = [report(client, place) for _ in range(6)]
        assert [answer.status_code for answer in answers] == [302] * 5 + [429]
        assert "réessayez dans une heure" in answers[-1].content.decode()
        assert "Fermé le mercredi." in answers[-1].content.decode()
        assert Correction.objects.count() == 5

    def test_a_flood_about_one_place_is_stopped_wherever_it_comes_from(self, client, place):
        codes = [
            client.post(f"/annuaire/lieux/{place.slug}/signaler/", SAID, REMOTE_ADDR=f"192.0.2.{n}").status_code
            for n in range(1, 22)
        ]
        assert codes == [302] * 20 + [429]


class TestAnswer:
    def test_taking_it_into_account_opens_the_form_with_the_message_beside(self, client, place):
        found = report_error(place=place, kind="moved", words="Ils sont rue Neuve.", by=None, at=timezone.now())
        client.force_login(with_role(place, "coordinator"))
        answer = client.post(f"/annuaire/signalements/{found.pk}/accepter/", follow=True)
        assert answer.redirect_chain[-1][0].endswith(f"/lieux/{place.slug}/modifier/?signalement={found.pk}")
        assert "Ils sont rue Neuve." in answer.content.decode()
        found.refresh_from_db()
        assert found.state == "accepted"

    def test_hours_lead_to_the_hours(self, client, place):
        found = report_error(place=place, kind="hours", words="Fermé.", by=None, at=timezone.now())
        client.force_login(with_role(place, "coordinator"))
        answer = client.post(f"/annuaire/signalements/{found.pk}/accepter/", follow=True)
        assert "/horaires/?signalement=" in answer.redirect_chain[-1][0]
        assert "Fermé." in answer.content.decode()

    def test_putting_it_aside_asks_why(self, client, place):
        found = report_error(place=place, kind="other", words="Bof.", by=None, at=timezone.now())
        client.force_login(with_role(place, "coordinator"))
        address = f"/annuaire/signalements/{found.pk}/ecarter/"
        assert client.post(address, {"reason": ""}).status_code == 422
        client.post(address, {"reason": "Vérifié au téléphone."})
        found.refresh_from_db()
        assert (found.state, found.reason) == ("rejected", "Vérifié au téléphone.")

    def test_it_is_answered_once(self, place):
        found = report_error(place=place, kind="other", words="Bof.", by=None, at=timezone.now())
        accept_correction(correction=found, by=None, at=timezone.now())
        with pytest.raises(Refused, match="déjà répondu"):
            reject_correction(correction=found, reason="Non.", by=None, at=timezone.now())

    def test_the_list_filters_and_asks_as_often_for_many(self, client, place, same_number_of_queries):
        report_error(place=place, kind="other", words="Bof.", by=None, at=timezone.now())
        done = report_error(place=place, kind="hours", words="Fermé.", by=None, at=timezone.now())
        accept_correction(correction=done, by=None, at=timezone.now())
        client.force_login(with_role(place, "coordinator"))

        def words(query: str) -> list[str]:
            return [one.words for one in client.get(f"/annuaire/signalements/?{query}").context["page"].object_list]

        assert words("") == ["Bof."]
        assert words("etat=accepted") == ["Fermé."]
        assert words("sujet=hours") == []
        assert words("q=zanzibar") == []
        same_number_of_queries(
            lambda: client.get("/annuaire/signalements/"),
            lambda: [report_error(place=place, kind="other", words="x", by=None, at=timezone.now()) for _ in range(9)],
        )


class TestProposal:
    def test_a_neighbour_proposes_and_the_coordination_publishes_what_it_chooses(self, client, place):
        client.force_login(with_role(place, "neighbour"))
        form = client.get(f"/annuaire/lieux/{place.slug}/proposer/").context["form"]
        sent = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "", [])}
        client.post(
            f"/annuaire/lieux/{place.slug}/proposer/", sent | {"name": "Le Babet vert", "phone": "04 77 11 22 33"}
        )
        found = Correction.objects.get()
        assert found.values == {"name": "Le Babet vert", "phone": "+33477112233"}
        place.refresh_from_db()
        assert place.name == "Le Babet"

        client.force_login(with_role(place, "coordinator"))
        page = client.get(f"/annuaire/signalements/{found.pk}/").content.decode()
        assert "Le Babet vert" in page
        client.post(f"/annuaire/signalements/{found.pk}/accepter/", {"champ": ["phone"]})
        place.refresh_from_db()
        assert (place.name, place.phone) == ("Le Babet", "+33477112233")
        assert place.origins == {"phone": ["", "2026-11-24"]}

    def test_what_changed_meanwhile_is_said_and_not_ticked(self, client, place):
        neighbour = with_role(place, "neighbour")
        shown = said(place)
        found = propose_changes(place=place, typed=shown | {"name": "A"}, shown=shown, by=neighbour, at=timezone.now())
        edit_place(place=place, typed=shown | {"name": "B"}, shown=shown, by=None, on=dt.date(2026, 11, 24))
        client.force_login(with_role(place, "coordinator"))
        answer = client.get(f"/annuaire/signalements/{found.pk}/")
        assert "La fiche a changé depuis" in answer.content.decode()
        assert answer.context["changes"][0]["is_overtaken"]

    def test_proposing_nothing_is_refused(self, place):
        with pytest.raises(Refused, match="Rien n’est changé"):
            propose_changes(
                place=place, typed=said(place), shown=said(place), by=with_role(place, "neighbour"), at=timezone.now()
            )


class TestErasure:
    def test_the_contact_is_erased_a_month_after_the_answer(self, place):
        found = report_error(place=place, by=None, at=timezone.now(), **SAID)
        waiting = report_error(place=place, by=None, at=timezone.now(), **SAID)
        accept_correction(correction=found, by=None, at=timezone.now())
        assert settings.CLOCK["directory.actions.erase_contacts"].startswith("at ")
        assert erase_contacts(at=timezone.now() + dt.timedelta(days=29)) == 0
        assert erase_contacts(at=timezone.now() + dt.timedelta(days=30)) == 1
        assert erase_contacts(at=timezone.now() + dt.timedelta(days=31)) == 0
        found.refresh_from_db()
        waiting.refresh_from_db()
        assert (found.contact, found.words, waiting.contact) == ("", "Fermé le mercredi.", "0477000002")
