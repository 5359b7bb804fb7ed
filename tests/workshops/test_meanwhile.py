"""One changes a registration, or who it is of, while another does; each stops where it would hurt."""

import datetime as dt
from functools import partial

import pytest

from maille.messaging.actions import close_missed, plan
from maille.messaging.models import Message
from maille.people import actions as people
from maille.people import rules as roles
from maille.people.models import Resident
from maille.sharing.actions import add_units, report_condition
from maille.sharing.models import Unit
from maille.workshops import actions, tasks
from maille.workshops.actions import catalogue, changing, floor, interests, merging, residents
from maille.workshops.load import library
from maille.workshops.models import Interest, Registration, Workshop
from tests.people.factories import RoleFactory
from tests.racing import meanwhile, wrong
from tests.territory.factories import NetworkFactory
from tests.workshops.factories import NOW, START, RoomFactory, SessionFactory, WorkshopFactory, applicant
from tests.workshops.scenes import scene, slot
from tests.workshops.soundness import faults

__all__ = ["meanwhile"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_url", "clock")]
OLD, NEW = "+33612345678", "+33699999999"


@pytest.fixture(autouse=True)
def today(clock):
    clock.move_to(NOW)


def come(session, phone=OLD, name="Nadia Benali", **fields):
    who = applicant(name, phone=phone, **fields)
    return actions.register(target=session.cycle or session, applicant=who, source="public", by=None, at=NOW)


def another(session, days=1, **fields):
    return SessionFactory(
        workshop=session.version.workshop, place=session.place, starts_at=START + dt.timedelta(days=days), **fields
    )


def test_library_added_twice_at_once(meanwhile):
    network = NetworkFactory()
    coordinator = RoleFactory(kind=roles.COORDINATOR, network=network, place=None).user
    key = library()[0]["key"]
    add = partial(actions.add_from_library, network=network, keys=[key], by=coordinator, at=NOW)
    answers = meanwhile(catalogue, "create_workshop", add, add, before=True)
    assert wrong(answers) == []
    assert Workshop.objects.count() == 1


def test_a_new_person_asks_to_be_told_twice_at_once(meanwhile):
    workshop = WorkshopFactory()
    ask = partial(
        actions.ask_to_be_told,
        network=workshop.network,
        applicant=applicant("Nadia Benali", phone=OLD),
        workshop=workshop,
        by=None,
        at=NOW,
    )
    answers = meanwhile(interests, "welcome_resident", ask, ask)
    assert wrong(answers) == []
    assert (Resident.objects.count(), Interest.objects.count()) == (1, 1)


def test_a_known_person_asks_to_be_told_twice_at_once(meanwhile):
    workshop = WorkshopFactory()
    come(SessionFactory(workshop=WorkshopFactory(network=workshop.network)))
    ask = partial(
        actions.ask_to_be_told,
        network=workshop.network,
        applicant=applicant("Nadia Benali", phone=OLD),
        workshop=workshop,
        by=None,
        at=NOW,
    )
    answers = meanwhile(interests, "welcome_resident", ask, ask)
    assert wrong(answers) == []
    assert (Resident.objects.count(), Interest.objects.count()) == (1, 1)


def test_who_says_stop_is_told_nothing_more(meanwhile):
    session = SessionFactory()
    wish = actions.ask_to_be_told(
        network=session.network,
        applicant=applicant("Nadia Benali", phone=OLD),
        workshop=session.version.workshop,
        by=None,
        at=NOW,
    )
    answers = meanwhile(
        interests,
        "interested_in",
        lambda: actions.tell_interested(session=session, by=None, at=NOW),
        lambda: actions.stop_telling(interest=wish, by=None, at=NOW),
    )
    assert wrong(answers) == []
    wish.refresh_from_db()
    assert wish.ended_at
    assert not Message.objects.about(wish).filter(state="waiting").exists()


def test_joined_while_registered_at_the_desk(meanwhile):
    one = come(SessionFactory())
    two = come(another(one.session), NEW, "Nadia Bénali")
    third = another(one.session, 2)
    team = RoleFactory(kind=roles.MEDIATOR, network=one.session.network, place=one.session.place).user
    answers = meanwhile(
        merging,
        "_move",
        lambda: actions.merge_people(kept=one.resident, joined=two.resident, by=team, at=NOW),
        lambda: actions.register_at_desk(
            target=third,
            applicant=applicant("Nadia Bénali", phone=NEW),
            source="desk",
            by=team,
            at=NOW,
            resident=two.resident,
        ),
    )
    assert wrong(answers) == []
    lost = Registration.objects.filter(resident__merged_into__isnull=False)
    assert not lost.exists(), answers


def test_erased_while_coming_back(meanwhile):
    gone = come(SessionFactory(seats=3))
    actions.cancel_registration(registration=gone, by=None, at=NOW)
    manager = RoleFactory(kind=roles.PLACE_MANAGER, network=gone.session.network, place=gone.session.place).user
    answers = meanwhile(
        residents,
        "_forget_what_was_said",
        lambda: people.erase_resident(resident=gone.resident, by=manager, at=NOW),
        lambda: actions.come_back(registration=gone, by=None, at=NOW + dt.timedelta(hours=1)),
    )
    assert wrong(answers) == []
    assert faults([gone.session]) == [], answers


def test_corrected_while_an_offer_is_accepted(meanwhile):
    session = SessionFactory(seats=1)
    first = come(session, "+33611111111", "Anne Un")
    waits = come(session)
    actions.cancel_registration(registration=first, by=None, at=NOW)
    waits.refresh_from_db()
    assert waits.state == "offered"
    team = RoleFactory(kind=roles.MEDIATOR, network=session.network, place=session.place).user
    correct = partial(
        actions.correct_resident,
        resident=waits.resident,
        by=team,
        at=NOW,
        name="Nadia Benali",
        phone=NEW,
        email="",
        language="fr",
        needs="",
    )
    answers = meanwhile(
        residents, "know_again", correct, lambda: actions.accept_offer(registration=waits, by=None, at=NOW)
    )
    assert wrong(answers) == []
    to = set(
        Message.objects.about(waits).filter(state="waiting", offset__isnull=False).values_list("recipient", flat=True)
    )
    assert to == {NEW}


def test_cancelled_while_missed_calls_are_closed(meanwhile, clock):
    session = SessionFactory(seats=1)
    first = come(session, "+33612345601", "Anne Un")
    late = come(session, "+33612345603", "Chloé Trois")
    during = START + dt.timedelta(minutes=30)
    for one in (late, first):
        plan(
            key=f"registration:{one.pk}:offered",
            channel="call",
            to=one.resident.phone,
            name="x",
            body="x",
            send_at=NOW,
            anchor_at=START,
            about=one,
            network=session.network,
            place=session.place,
            at=NOW,
        )
    clock.move_to(during)
    from maille.workshops import notices

    team = RoleFactory(kind=roles.MEDIATOR, network=session.network, place=session.place).user
    answers = meanwhile(
        notices,
        "cancel",
        lambda: actions.cancel_session(session=session, reason="Malade", by=team, at=during),
        lambda: close_missed(at=during),
    )
    assert wrong(answers) == []


def test_account_closed_while_her_session_moves(meanwhile):

    here = scene()
    (one,) = here.create(slot(12, 2), publish=True)
    RoleFactory(kind=roles.COORDINATOR, network=one.network, place=None, user=here.mediator)
    come(one)
    close = partial(
        people.set_account_rights, user=here.mediator, is_active=False, is_staff=False, is_superuser=False, by=None
    )
    answers = meanwhile(
        changing,
        "refuse_clashes",
        lambda: actions.move_session(session=one, slot=slot(12, 3), by=here.coordinator, at=NOW),
        close,
    )
    assert wrong(answers) == []


def test_erased_while_registered_at_the_desk(meanwhile):
    from maille.people.actions import residents as acts

    gone = come(SessionFactory(seats=3))
    actions.cancel_registration(registration=gone, by=None, at=NOW)
    manager = RoleFactory(kind=roles.PLACE_MANAGER, network=gone.session.network, place=gone.session.place).user
    third = another(gone.session, 2)
    answers = meanwhile(
        acts,
        "_records_of",
        lambda: people.erase_resident(resident=gone.resident, by=manager, at=NOW),
        lambda: actions.register_at_desk(
            target=third,
            applicant=applicant("Nadia Benali", phone=OLD),
            source="desk",
            by=manager,
            at=NOW,
            resident=gone.resident,
        ),
    )
    assert wrong(answers) == []
    gone.resident.refresh_from_db()
    assert not (gone.resident.erased_at and Registration.objects.active().filter(resident=gone.resident).exists())


def test_what_was_cancelled_in_a_workers_hands_does_not_leave_later():
    """A worker has taken the reminder when the registration is cancelled; the server asks to try later."""
    from maille.messaging.actions import claim_due, settle_attempt
    from maille.messaging.rules.attempts import Attempt, Outcome

    session = SessionFactory(seats=1)
    made = come(session, "", email="nadia@example.org")
    eve = Message.objects.about(made).filter(offset__isnull=False).order_by("send_at").first()
    at = eve.try_at
    Message.objects.about(made).filter(offset__isnull=True).update(state="sent", done_at=NOW)
    (taken,) = claim_due(at=at, most=1)
    actions.cancel_registration(registration=made, by=None, at=at)
    settle_attempt(message=taken, attempt=Attempt(Outcome.LATER, "try later"), at=at)
    taken.refresh_from_db()
    again = claim_due(at=at + dt.timedelta(hours=1), most=10)
    assert taken.pk not in [one.pk for one in again], (taken.state, taken.key)


def test_a_computer_breaks_while_a_session_comes_into_its_room(meanwhile):
    """The change has counted the computers; one breaks and the clock follows it; then the change is written."""
    here = scene(needs_computers=True)
    add_units(room=here.room, count=4, by=here.mediator, at=NOW)
    tasks.follow_conditions(at=NOW)
    (one,) = here.create(slot(12, 2), room=RoomFactory(place=here.place, seats=12), publish=False)

    def breaks():
        report_condition(unit=Unit.objects.first(), condition="broken", reason="écran noir", by=here.mediator, at=NOW)
        actions.follow_conditions(by=None, at=NOW)

    answers = meanwhile(
        floor,
        "working_computers",
        lambda: actions.change_session(session=one, arrangement=here.arrangement(), by=here.mediator, at=NOW),
        breaks,
    )
    assert wrong(answers) == []
    one.refresh_from_db()
    seats = one.seats
    actions.settle(target=one, by=None, at=NOW)
    one.refresh_from_db()
    assert seats == one.seats
