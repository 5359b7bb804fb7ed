"""A request, step by step: who may, what is refused, what is told."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from maille.activity.actions import note_presence
from maille.companies import actions, load
from maille.companies.actions import Asked
from maille.companies.models import Certificate, Enquiry, Option
from maille.companies.rules.people import Line, read_text
from maille.core.models import Entry
from maille.core.refusals import Refused
from maille.messaging.models import Message
from maille.people.actions import erase_resident
from maille.workshops.actions import cancel_session, move_session
from maille.workshops.models import Registration, Session, WorkshopVersion
from maille.workshops.rules.times import Slot
from tests.companies.scenes import AFTER, FIRST, FIVE_LINES, NAMES, SIGNER, Scene
from tests.people.factories import UserFactory
from tests.workshops.factories import NOW

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def today(clock):
    clock.move_to(NOW)


@pytest.fixture
def scene():
    return Scene()


def subjects(enquiry):
    told = Message.objects.about(enquiry).filter(recipient=enquiry.email).order_by("pk")
    return [message.subject for message in told]


class TestAsk:
    def test_says_by_when_it_is_answered_and_sends_the_link(self, scene):
        assert (scene.enquiry.state, scene.enquiry.due_on) == ("asked", dt.date(2026, 12, 1))
        mail, for_us = Message.objects.about(scene.enquiry).order_by("pk")
        assert scene.enquiry.get_absolute_url() in mail.body
        assert "au plus tard le mardi 1er décembre" in mail.body.replace("\u00a0", " ")
        assert for_us.recipient == "reseau@maille.example"
        assert scene.enquiry.ticket not in for_us.body

    def test_refuses_nobody_and_a_request_that_cannot_be_answered(self, scene):
        for wrong, field in (({"people": 0}, "people"), ({"people": 501}, "people"), ({"email": ""}, "email")):
            with pytest.raises(Refused) as refusal:
                actions.ask(network=scene.network, asked=Asked(**{**FIVE_LINES, **wrong}), by=None, at=NOW)
            assert refusal.value.field == field


class TestPropose:
    def test_a_proposal_needs_an_option(self, scene):
        with pytest.raises(Refused, match="au moins une option"):
            actions.send_proposal(enquiry=scene.enquiry, by=scene.coordinator, at=NOW)

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"capacity": 13}, "capacity"),
            ({"hours": -1}, "dates"),
        ],
    )
    def test_refuses_an_option_that_cannot_be_held(self, scene, wrong, field):
        with pytest.raises(Refused) as refusal:
            scene.add_option(**wrong)
        assert refusal.value.field == field

    def test_refuses_a_past_date_and_two_dates_at_once(self, scene):
        for starts in ((NOW - DAY,), (FIRST, FIRST + dt.timedelta(hours=1))):
            with pytest.raises(Refused) as refusal:
                scene.add_option(*starts)
            assert refusal.value.field == "dates"

    def test_a_company_larger_than_any_room_is_proposed_a_part_then_asks_for_the_rest(self):
        scene = Scene(people=40)
        scene.to_agreed(capacity=12)
        rest = actions.split_rest(enquiry=scene.enquiry, by=scene.coordinator, at=NOW)
        assert (rest.people, rest.rest_of, rest.company) == (28, scene.enquiry, "Rubans Faure")
        assert rest.ticket != scene.enquiry.ticket
        with pytest.raises(Refused, match="tout le monde a une demande"):
            actions.split_rest(enquiry=scene.enquiry, by=scene.coordinator, at=NOW)

    def test_in_the_company_no_room_counts(self):
        scene = Scene(people=40)
        option = scene.add_option(capacity=40, on_site="3 rue des Teinturiers")
        assert option.room is None

    def test_in_the_company_its_own_computers_are_used(self, scene):
        WorkshopVersion.objects.update(needs_computers=True)
        scene.to_running(on_site="3 rue des Teinturiers")
        assert {one.registration.state for one in scene.trainees()} == {"seated"}

    def test_who_is_not_of_the_network_proposes_nothing(self, scene):
        with pytest.raises(Refused):
            actions.add_option(enquiry=scene.enquiry, offer=scene.offer(), by=UserFactory(), at=NOW)

    def test_a_proposal_taken_back_cannot_be_accepted_and_the_company_knows(self, scene):
        scene.to_proposed()
        actions.recall_proposal(enquiry=scene.enquiry, reason="Salle en travaux.", by=scene.coordinator, at=NOW)
        with pytest.raises(Refused, match="changer d’étape"):
            actions.accept_option(enquiry=scene.enquiry, option=scene.option, by=None, at=NOW)
        assert subjects(scene.enquiry)[-1] == "Notre proposition change"
        assert "Salle en travaux." in Message.objects.about(scene.enquiry).order_by("pk").last().body

    def test_a_refusal_says_why_and_ends_it(self, scene):
        with pytest.raises(Refused, match="Dites pourquoi"):
            actions.decline(enquiry=scene.enquiry, reason=" ", by=scene.coordinator, at=NOW)
        actions.decline(enquiry=scene.enquiry, reason="Trop loin.", by=scene.coordinator, at=NOW)
        assert (scene.fresh().state, scene.enquiry.due_on) == ("declined", None)

    def test_turned_down_it_comes_back_to_us_with_words(self, scene):
        scene.to_proposed()
        actions.turn_down(enquiry=scene.enquiry, words="Plutôt le soir", by=None, at=NOW)
        assert (scene.fresh().state, scene.enquiry.words) == ("asked", "Plutôt le soir")


class TestAccept:
    def test_keeps_the_room_and_the_mediator_without_showing_anything(self, scene):
        scene.to_agreed()
        first, second = scene.sessions()
        assert first.cycle is not None
        assert first.cycle == second.cycle
        assert (first.state, first.visibility, first.room) == ("draft", "link", scene.room)
        assert list(first.mediators.all()) == [scene.mediator]
        assert not Session.objects.open_to_all().exists()

    def test_of_two_options_accepted_at_once_the_first_is_heard(self, scene):
        other = scene.add_option(FIRST + 7 * DAY)
        scene.to_proposed()
        stale = Enquiry.objects.get(pk=scene.enquiry.pk)
        actions.accept_option(enquiry=scene.enquiry, option=scene.option, by=None, at=NOW)
        with pytest.raises(Refused, match="déjà acceptée"):
            actions.accept_option(enquiry=stale, option=other, by=None, at=NOW)
        assert Option.objects.filter(accepted_at__isnull=False).get() == scene.option

    def test_the_database_refuses_two_accepted_options(self, scene):
        other = scene.add_option(FIRST + 7 * DAY)
        scene.to_agreed()
        with pytest.raises(IntegrityError), transaction.atomic():
            Option.objects.filter(pk=other.pk).update(accepted_at=NOW)

    def test_dates_taken_meanwhile_are_refused_and_nothing_is_written(self, scene):
        scene.to_proposed()
        rival = Scene.__new__(Scene)
        rival.__dict__.update(scene.__dict__)
        rival.enquiry = actions.ask(network=scene.network, asked=Asked(**FIVE_LINES), by=None, at=NOW)
        rival.to_agreed()
        with pytest.raises(Refused, match="viennent d’être prises"):
            actions.accept_option(enquiry=scene.enquiry, option=scene.option, by=None, at=NOW)
        assert scene.fresh().state == "proposed"
        assert Session.objects.count() == 2

    def test_refuses_an_option_whose_first_date_has_passed(self, scene):
        scene.to_proposed()
        with pytest.raises(Refused, match="passée"):
            actions.accept_option(enquiry=scene.enquiry, option=scene.option, by=None, at=FIRST)


class TestSign:
    def test_keeps_who_signed_when_and_the_words_of_that_day(self, scene):
        scene.to_signed()
        assert (scene.enquiry.signer_name, scene.enquiry.signed_at) == ("Odile Faure", NOW)
        before = scene.enquiry.convention
        scene.mediator.name = "Quelqu’un d’autre"
        scene.mediator.save()
        assert scene.fresh().convention == before

    def test_on_paper_the_day_of_the_signature_is_not_to_come(self, scene):
        scene.to_agreed()
        with pytest.raises(Refused) as refusal:
            actions.record_paper(
                enquiry=scene.enquiry, siret="", signed_at=NOW + DAY, by=scene.coordinator, at=NOW, **SIGNER
            )
        assert refusal.value.field == "signed_on"
        actions.record_paper(
            enquiry=scene.enquiry, siret="", signed_at=NOW - DAY, by=scene.coordinator, at=NOW, **SIGNER
        )
        assert scene.fresh().is_signed_on_paper


class TestList:
    def add(self, scene, text):
        return actions.add_people(enquiry=scene.enquiry, lines=read_text(text), by=None, at=NOW)

    def test_keeps_what_is_right_and_says_the_rest(self, scene):
        scene.to_signed()
        made, refused = self.add(scene, "Élise Dupont\n??\nDupont Élise\nKarim Haddad")
        assert [one.name for one in made] == ["Élise Dupont", "Karim Haddad"]
        assert [line.problem.code for line in refused] == ["people.no_name", "people.twice"]
        made, refused = self.add(scene, "Karim Haddad")
        assert (made, refused[0].problem.code) == ([], "people.known")

    def test_is_not_asked_before_the_convention(self, scene):
        scene.to_agreed()
        with pytest.raises(Refused):
            self.add(scene, "Élise Dupont")

    def test_an_empty_list_is_not_complete(self, scene):
        scene.to_signed()
        with pytest.raises(Refused, match="vide"):
            actions.confirm_list(enquiry=scene.enquiry, by=None, at=NOW)

    def test_somebody_removed_gives_the_seat_back_and_may_be_replaced(self, scene):
        scene.to_running()
        trainee = scene.trainees()[0]
        actions.remove_person(trainee=trainee, by=None, at=NOW)
        trainee.registration.refresh_from_db()
        assert trainee.registration.state == "cancelled"
        (new,), _refused = self.add(scene, "Zoé Martel")
        assert new.registration is None
        actions.open_sessions(enquiry=scene.enquiry, by=scene.coordinator, at=NOW)
        new.refresh_from_db()
        assert new.registration.state == "seated"


class TestOpen:
    def test_seats_everybody_in_the_sessions_and_shows_them_to_nobody_else(self, scene):
        scene.to_running()
        states = {one.registration.state for one in scene.trainees()}
        assert states == {"seated"}
        assert {session.state for session in scene.sessions()} == {"published"}
        assert not Session.objects.open_to_all().exists()
        assert scene.enquiry.due_on == dt.date(2027, 1, 4)

    def test_nobody_registers_by_themselves(self, scene):
        scene.to_running(names=NAMES[:2])
        assert not scene.sessions()[0].is_open(NOW)

    def test_is_all_or_nobody(self, scene):
        scene.to_signed()
        lines = [Line(number, name) for number, name in enumerate(NAMES, start=1)]
        actions.add_people(enquiry=scene.enquiry, lines=lines, by=None, at=NOW)
        actions.confirm_list(enquiry=scene.enquiry, by=None, at=NOW)
        Session.objects.update(chosen_seats=5, seats=5, free_seats=5)
        with pytest.raises(Refused, match="Il n’y a plus de place pour Paul Roche"):
            actions.open_sessions(enquiry=scene.enquiry, by=scene.coordinator, at=NOW)
        assert not Registration.objects.exists()
        assert scene.fresh().state == "listed"


class TestTellChanges:
    def test_a_session_moved_is_told_once_old_and_new(self, scene):
        scene.to_running()
        first = scene.sessions()[0]
        later = Slot(FIRST + 3 * DAY, FIRST + 3 * DAY + dt.timedelta(hours=3))
        move_session(session=first, slot=later, by=scene.coordinator, at=NOW)
        assert actions.tell_changes(by=None, at=NOW) == 1
        assert actions.tell_changes(by=None, at=NOW) == 0
        body = Message.objects.about(scene.enquiry).order_by("pk").last().body.replace("\u00a0", " ")
        assert "Avant : mardi 15 décembre, 9 h – 12 h. Maintenant : vendredi 18 décembre, 9 h – 12 h." in body
        changed = load.shown(scene.fresh(), NOW).changed
        assert [one.session for one in changed] == [first]

    def test_a_session_cancelled_is_told_with_its_reason(self, scene):
        scene.to_running()
        cancel_session(session=scene.sessions()[1], reason="Médiateur malade.", by=scene.coordinator, at=NOW)
        assert actions.tell_changes(by=None, at=NOW) == 1
        body = Message.objects.about(scene.enquiry).order_by("pk").last().body
        assert "Médiateur malade." in body
        assert actions.tell_changes(by=None, at=NOW) == 0


class TestWithdraw:
    def test_frees_the_room_the_mediator_and_the_people(self, scene):
        scene.to_running()
        actions.withdraw(enquiry=scene.enquiry, reason="", by=None, at=NOW)
        assert {session.state for session in scene.sessions()} == {"cancelled"}
        assert not Registration.objects.active().exists()
        assert actions.tell_changes(by=None, at=NOW) == 0


class TestCertificates:
    def issue(self, scene, at=AFTER):
        return actions.issue_certificates(enquiry=scene.enquiry, by=scene.coordinator, at=at)

    def test_says_the_hours_of_each_of_eight_employees(self, scene):
        scene.to_done()
        given = Certificate.objects.order_by("pk")
        assert [one.content["name"] for one in given] == list(NAMES)
        assert {one.content["followed"] for one in given} == {"6\u00a0h"}
        assert len({one.code for one in given}) == 8

    def test_waits_for_the_last_session(self, scene):
        scene.to_running()
        with pytest.raises(Refused, match="ne sont pas passées"):
            self.issue(scene, at=FIRST + DAY)

    def test_a_signature_missing_is_said_with_who_and_which_half_day(self, scene):
        scene.to_running()
        scene.sign_everything(but=[("Tom Vial", 1), ("", 0)])
        session = scene.sessions()[1]
        for trainee in scene.trainees():
            if trainee.name == "Tom Vial":  # he was there, and has not signed
                note_presence(
                    session=session, who=f"r{trainee.registration_id}", state="present", by=scene.mediator,
                    at=session.starts_at,
                )  # fmt: skip
        with pytest.raises(Refused) as refusal:
            self.issue(scene)
        said = refusal.value.sentence.replace("\u00a0", " ")
        assert "la personne qui anime, mardi 15 décembre, matin" in said
        assert "Tom Vial, jeudi 17 décembre, matin" in said
        assert not Certificate.objects.exists()

    def test_somebody_of_whom_nothing_is_said_is_named(self, scene):
        scene.to_running()
        scene.sign_everything(but=[("Ana Sousa", 0)])
        with pytest.raises(Refused, match="Ana Sousa"):
            self.issue(scene)

    def test_who_missed_a_session_followed_less_and_who_never_came_gets_none(self, scene):
        scene.to_running()
        scene.sign_everything(but=[("Ana Sousa", 0), ("Tom Vial", 0), ("Tom Vial", 1)])
        by_name = {one.name: one for one in scene.trainees()}
        for name, rank in (("Ana Sousa", 0), ("Tom Vial", 0), ("Tom Vial", 1)):
            session = scene.sessions()[rank]
            actions.note_away(
                enquiry=scene.enquiry, session=session, trainee=by_name[name], by=scene.mediator, at=session.ends_at
            )
        given = {one.content["name"]: one.content["followed"] for one in self.issue(scene)}
        assert (len(given), given["Ana Sousa"], given["Paul Roche"]) == (7, "3\u00a0h", "6\u00a0h")

    def test_a_withdrawn_one_is_given_anew_with_another_code(self, scene):
        scene.to_done()
        old = Certificate.objects.get(trainee__name="Tom Vial")
        actions.withdraw_certificate(certificate=old, reason="Nom mal écrit", by=scene.coordinator, at=AFTER)
        (new,) = self.issue(scene)
        assert new.trainee == old.trainee
        assert new.code != old.code
        kept = Certificate.objects.get(code=old.code)
        assert (kept.withdrawn_at, kept.withdraw_reason) == (AFTER, "Nom mal écrit")
        assert self.issue(scene) == []

    def test_nobody_has_two_that_are_not_withdrawn(self, scene):
        scene.to_done()
        old = Certificate.objects.get(trainee__name="Tom Vial")
        with pytest.raises(IntegrityError), transaction.atomic():
            Certificate.objects.create(trainee=old.trainee, issued_at=AFTER)

    def test_withdrawn_again_it_keeps_the_first_day_and_reason(self, scene):
        scene.to_done()
        old = Certificate.objects.get(trainee__name="Tom Vial")
        late = Certificate.objects.get(pk=old.pk)  # another page, opened before
        actions.withdraw_certificate(certificate=old, reason="Nom mal écrit", by=scene.coordinator, at=AFTER)
        again = actions.withdraw_certificate(certificate=late, reason="Erreur", by=scene.coordinator, at=AFTER + DAY)
        assert (again.withdraw_reason, again.withdrawn_at) == ("Nom mal écrit", AFTER)
        assert Certificate.objects.get(pk=old.pk).withdraw_reason == "Nom mal écrit"


class TestErase:
    def test_a_request_without_a_convention_goes_a_year_after_its_end(self, scene):
        actions.decline(enquiry=scene.enquiry, reason="Non.", by=scene.coordinator, at=NOW)
        assert actions.erase_old_enquiries(at=NOW + 364 * DAY, by=None) == 0
        assert actions.erase_old_enquiries(at=NOW + 365 * DAY, by=None) == 1
        assert actions.erase_old_enquiries(at=NOW + 366 * DAY, by=None) == 0
        gone = scene.fresh()
        assert (gone.contact_name, gone.email, gone.topic) == ("", "", "")
        assert not Entry.objects.about(gone).exclude(object_label="").exclude(action="companies.erased").exists()
        assert Enquiry.opened_by(gone.ticket) is None

    def test_a_request_that_nobody_answers_ends_by_itself(self, scene):
        assert actions.erase_old_enquiries(at=NOW + 365 * DAY, by=None) == 1
        assert scene.fresh().state == "withdrawn"

    def test_papers_are_kept_six_years(self, scene):
        scene.to_done()
        assert actions.erase_old_enquiries(at=AFTER + 2191 * DAY, by=None) == 0
        assert actions.erase_old_enquiries(at=AFTER + 2192 * DAY, by=None) == 1
        assert set(Certificate.objects.values_list("content__name", flat=True)) == {None}
        assert {one.name for one in scene.trainees()} == {"Personne effacée"}

    def test_somebody_erased_keeps_the_papers_that_the_law_keeps(self, scene):
        scene.to_done()
        trainee = scene.trainees()[0]
        erase_resident(resident=trainee.registration.resident, by=None, at=AFTER)
        trainee.refresh_from_db()
        assert (trainee.name, trainee.email) == ("Élise Dupont", "")
