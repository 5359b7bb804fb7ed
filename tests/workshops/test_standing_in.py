"""A session that lacks somebody, and a mediator who is ill: what she had goes to others, nothing is dropped."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from maille.core.refusals import Refused
from maille.messaging.models import Message
from maille.people.models import Skill
from maille.people.rules import MEDIATOR
from maille.sharing.actions import (
    agree,
    ask_for_somebody,
    cancel_lending,
    declare_absence,
    note_done,
    offer,
)
from maille.sharing.models import Absence, LedgerEntry, Lending, Need, Occupation, WorkingHours
from maille.sharing.rules import Window
from maille.workshops.actions import cancel_session, move_session
from maille.workshops.actions.occupying import occupy_mediators
from maille.workshops.load import slot_of
from maille.workshops.models import Registration, SessionMediator
from maille.workshops.rules.times import Slot
from tests.people.factories import RoleFactory, UserFactory
from tests.sharing.lent import knows, team, works
from tests.sharing.test_people_screens import soon, words
from tests.workshops.factories import ResidentFactory, SessionFactory, WorkshopFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def of():
    """Le Colibri (Lou who knows AI, Sacha, the manager) and L'Arlequin, where Dina leads a session in eight days."""
    made = team()
    WorkingHours.objects.all().delete()
    day = soon().starts_at.weekday()
    for person in (made.lent, made.stays):
        works(person, made.places[0], day)
    arlequin = made.places[1]
    made.dina, made.colleague = (
        RoleFactory(network=made.network, kind=MEDIATOR, place=arlequin, user=UserFactory(name=name)).user
        for name in ("Dina Exemple", "Noé Exemple")
    )
    made.session = session_of(made)
    return made


def session_of(of, title="IA pour débuter"):
    workshop = WorkshopFactory(network=of.network, content__title=title)
    session = SessionFactory(
        workshop=workshop, network=of.network, place=of.places[1], starts_at=soon().starts_at,
        ends_at=soon().ends_at, led_by=[of.dina],
    )  # fmt: skip
    occupy_mediators([session])
    return session


def lent_to(of, session=None):
    session = session or of.session
    need = ask_for_somebody(
        network=of.network, place=session.place, window=Window(session.starts_at, session.ends_at),
        purpose=session.title, skill=of.skill, because="session", object_id=session.pk, by=None, at=timezone.now(),
    )  # fmt: skip
    line = need.lines.select_related("need__network", "need__place", "skill").get()
    return offer(line=line, user=of.lent, by=None, at=timezone.now())


def leaders(session) -> set[str]:
    return set(SessionMediator.objects.filter(session=session).values_list("mediator__name", flat=True))


def takes(person) -> list[str]:
    return sorted(Occupation.objects.of_people([person.pk]).values_list("because", flat=True))


class TestMissing:
    def test_asked_from_its_page_then_she_leads_it(self, client, of):
        client.force_login(of.mediator)
        page = reverse("workshops:missing", args=[of.session.pk])
        assert "Il manque quelqu’un" in words(client.get(page))
        answer = client.post(page, {"skill": of.skill.pk, "count": "1"}, follow=True)
        assert "Lou Exemple" in words(answer)
        need = Need.objects.get()
        assert (need.because, need.object_id, need.starts_at) == ("session", of.session.pk, of.session.starts_at)
        assert client.get(page).url == reverse("sharing:person_need", args=[need.lines.get().pk])
        client.post(reverse("sharing:person_need", args=[need.lines.get().pk]), {"user": of.lent.pk})
        assert leaders(of.session) == {"Dina Exemple"}
        agree(lending=Lending.objects.get(), by=of.manager, at=timezone.now())
        assert leaders(of.session) == {"Dina Exemple", "Lou Exemple"}
        # The lending takes her, the way included; the session does not take her a second time.
        assert takes(of.lent) == ["lending"]
        client.force_login(of.lent)
        agenda = words(client.get(reverse("pages:agenda"), {"vue": "liste", "jour": soon().starts_at.date()}))
        assert "IA pour débuter" in agenda

    def test_cancelled_she_leads_it_no_more(self, of):
        lending = agree(lending=lent_to(of), by=None, at=timezone.now())
        cancel_lending(lending=lending, by=of.lent, at=timezone.now())
        assert leaders(of.session) == {"Dina Exemple"}
        assert takes(of.lent) == []

    def test_a_session_that_is_cancelled_frees_who_was_to_come(self, of):
        lending = agree(lending=lent_to(of), by=None, at=timezone.now())
        cancel_session(session=of.session, reason="Fuite d’eau", by=None, at=timezone.now())
        lending.refresh_from_db()
        assert lending.state == Lending.State.CANCELLED
        assert Need.objects.get().state == Need.State.CANCELLED
        assert takes(of.lent) == []

    def test_it_does_not_move_while_somebody_is_asked_for_it(self, of):
        lent_to(of)
        slot, later = slot_of(of.session), dt.timedelta(days=1)
        with pytest.raises(Refused, match="annulez d’abord cette demande"):
            move_session(
                session=of.session, slot=Slot(slot.starts_at + later, slot.ends_at + later), by=None, at=timezone.now()
            )

    def test_the_ledger_is_written_once(self, of):
        lending = agree(lending=lent_to(of), by=None, at=timezone.now())
        for _again in range(3):
            note_done(lending=lending, by=None, at=of.session.ends_at)
        assert LedgerEntry.objects.count() == 1


def ill(client, of, **said):
    day = {"jour": soon().starts_at.date().isoformat()}
    page = reverse("sharing:ill", args=[of.dina.pk])
    return client.post(page, said | day, follow=True) if said else client.get(page, day)


class TestIll:
    def test_a_colleague_takes_the_session_in_two_presses_and_nothing_is_dropped(self, client, of):
        registration = Registration.objects.create(
            session=of.session, resident=_resident(of), state=Registration.State.SEATED, queued_at=timezone.now(),
            created_at=timezone.now(),
        )  # fmt: skip
        client.force_login(of.coordinator)
        assert "Rien n’est annulé" in words(ill(client, of, do="away"))
        ill(client, of, do="away")
        assert Absence.objects.filter(person=of.dina).count() == 1
        page = words(ill(client, of))
        assert page.index("Noé Exemple") < page.index("Lou Exemple")
        assert "Marie Dupont" in page
        assert "04 77 12 34 56" in page
        answer = ill(client, of, do="give", what=f"session-{of.session.pk}", user=of.colleague.pk)
        assert "Noé Exemple remplace" in words(answer)
        assert leaders(of.session) == {"Noé Exemple"}
        told = Message.objects.get(recipient=of.colleague.email)
        assert told.subject == "Vous remplacez Dina Exemple : IA pour débuter"
        assert reverse("workshops:team_session", args=[of.session.pk]) in told.body
        assert takes(of.dina) == ["absence"]
        assert "Rien n’est prévu ce jour-là" in words(answer)
        registration.refresh_from_db()
        assert registration.state == Registration.State.SEATED

    def test_somebody_of_another_place_comes_and_the_ill_one_leads_no_more(self, client, of):
        client.force_login(of.coordinator)
        ill(client, of, do="away")
        ill(client, of, do="give", what=f"session-{of.session.pk}", user=of.lent.pk)
        assert Lending.objects.get().state == Lending.State.AGREED
        assert leaders(of.session) == {"Lou Exemple"}
        assert (takes(of.dina), takes(of.lent)) == (["absence"], ["lending"])

    def test_until_the_other_place_agrees_the_session_keeps_its_leader(self, client, of):
        manager = RoleFactory(network=of.network, kind="place_manager", place=of.places[1]).user
        client.force_login(manager)
        ill(client, of, do="away")
        answer = ill(client, of, do="give", what=f"session-{of.session.pk}", user=of.lent.pk)
        assert "le lieu de Lou Exemple répond" in words(answer)
        assert leaders(of.session) == {"Dina Exemple"}
        agree(lending=Lending.objects.get(), by=of.manager, at=timezone.now())
        assert leaders(of.session) == {"Lou Exemple"}

    def test_a_lending_goes_to_somebody_else_who_knows(self, client, of):
        lent_to(of)
        agree(lending=Lending.objects.get(), by=None, at=timezone.now())
        knows(of.stays, of.skill)
        works(of.manager, of.places[0], soon().starts_at.weekday())
        client.force_login(of.coordinator)
        page = reverse("sharing:ill", args=[of.lent.pk])
        day = {"jour": soon().starts_at.date().isoformat()}
        what = f"lending-{Lending.objects.get().pk}"
        client.post(page, {"do": "give", "what": what, "user": of.stays.pk} | day)
        assert Lending.objects.get(state="agreed").user == of.stays
        assert leaders(of.session) == {"Dina Exemple", "Sacha Exemple"}

    @pytest.mark.parametrize("said", [{"do": "give"}, {"do": "give", "what": "session-0", "user": "1"}, {"do": "x"}])
    def test_what_is_not_on_the_page_is_refused(self, client, of, said):
        client.force_login(of.coordinator)
        assert ill(client, of, **said).status_code == 422

    def test_without_a_known_skill_only_colleagues_are_proposed(self, client, of):
        Skill.objects.update(name="Autre")
        client.force_login(of.coordinator)
        assert "Lou Exemple" not in words(ill(client, of))

    def test_who_is_taken_or_away_is_not_proposed(self, client, of):
        window = soon()
        declare_absence(
            person=of.colleague, starts_at=window.starts_at, ends_at=window.ends_at, by=None, at=timezone.now()
        )
        client.force_login(of.coordinator)
        assert "Noé Exemple" not in words(ill(client, of))
        answer = ill(client, of, do="give", what=f"session-{of.session.pk}", user=of.colleague.pk)
        assert answer.status_code == 422
        assert "n’est plus libre" in words(answer)


def _resident(of):
    return ResidentFactory(network=of.network, name="Marie Dupont", phone="+33477123456")
