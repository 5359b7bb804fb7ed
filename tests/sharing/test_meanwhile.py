"""One gives, moves or cancels what takes people while another does; each stops where it would hurt."""

import datetime as dt
from functools import partial

import pytest

from maille.companies import actions as companies
from maille.companies.actions import agreeing
from maille.people.rules import MEDIATOR
from maille.sharing.actions import agree, ask_for_somebody, cancel_need, lending, offer, replace
from maille.sharing.actions.leaves import AskedLeave, note_leaves
from maille.sharing.models import Lending, Need
from maille.sharing.rules import Window
from maille.workshops import actions
from maille.workshops.actions import changing, sessions
from maille.workshops.actions.leading import change_leaders
from maille.workshops.actions.occupying import occupy_mediators
from maille.workshops.models import Session
from maille.workshops.rules.times import Slot
from tests.companies.scenes import Scene
from tests.people.factories import RoleFactory, UserFactory
from tests.racing import errors, meanwhile, wrong
from tests.sharing.factories import MORNING
from tests.sharing.lent import knows, needed, team, works
from tests.workshops.factories import NOW, SessionFactory, WorkshopFactory

__all__ = ["meanwhile"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_url", "clock")]


@pytest.fixture(autouse=True)
def today(clock):
    clock.move_to(NOW)


def second_able(of):
    """A second person of Le Colibri who knows it too, and somebody more who stays."""
    other = RoleFactory(
        network=of.network, kind=MEDIATOR, place=of.places[0], user=UserFactory(name="Max Exemple")
    ).user
    works(other, of.places[0])
    knows(other, of.skill)
    return other


def test_company_gives_up_while_its_second_date_changes(meanwhile):
    made = Scene()
    made.to_agreed()
    _first, second = made.sessions()
    other = made._person("mediator", place=made.place)
    change_leaders(session=second, add=[other], remove=[made.mediator], by=None, at=NOW)
    second.refresh_from_db()
    how = actions.Arrangement(room=made.room, mediators=[other], visibility="link", chosen_seats=8)
    answers = meanwhile(
        agreeing,
        "cancel_session",
        lambda: companies.withdraw(enquiry=made.enquiry, reason="Plus besoin", by=None, at=NOW),
        lambda: actions.change_session(session=second, arrangement=how, by=made.coordinator, at=NOW),
    )
    assert wrong(answers) == []


def test_a_need_of_two_cancelled_while_their_leaves_are_noted(meanwhile):
    of = team()
    other = second_able(of)
    line = needed(of, count=2)
    for person in (other, of.lent):
        agree(lending=offer(line=line, user=person, by=None, at=NOW), by=None, at=NOW)
    away = [
        AskedLeave(person, MORNING.starts_at + dt.timedelta(days=20), MORNING.ends_at + dt.timedelta(days=20))
        for person in (other, of.lent)
    ]
    answers = meanwhile(
        lending,
        "_cancel",
        lambda: cancel_need(need=line.need, by=None, at=NOW),
        lambda: note_leaves(leaves=away, by=None, at=NOW),
    )
    assert wrong(answers) == []


@pytest.fixture
def led():
    made = team()
    made.dina = RoleFactory(
        network=made.network, kind=MEDIATOR, place=made.places[1], user=UserFactory(name="Dina")
    ).user
    made.session = session_of(made)
    return made


def session_of(of, window=MORNING, **fields):
    session = SessionFactory(
        workshop=WorkshopFactory(network=of.network, content__title="IA"),
        network=of.network,
        place=of.places[1],
        starts_at=window.starts_at,
        ends_at=window.ends_at,
        led_by=[of.dina],
        **fields,
    )
    occupy_mediators([session])
    return session


def asked_for(of, session):
    need = ask_for_somebody(
        network=of.network,
        place=session.place,
        window=Window(session.starts_at, session.ends_at),
        purpose=session.title,
        skill=of.skill,
        because="session",
        object_id=session.pk,
        by=None,
        at=NOW,
    )
    return need.lines.select_related("need__network", "need__place", "skill").get()


def moved(session):
    return Slot(session.starts_at + dt.timedelta(days=1), session.ends_at + dt.timedelta(days=1))


def test_asked_for_while_the_session_moves(meanwhile, led):
    answers = meanwhile(
        changing,
        "refuse_asked",
        lambda: actions.move_session(session=led.session, slot=moved(led.session), by=led.coordinator, at=NOW),
        lambda: asked_for(led, led.session),
    )
    assert wrong(answers) == []
    led.session.refresh_from_db()
    assert [one for one in Need.objects.filter(because="session") if one.starts_at != led.session.starts_at] == [], (
        answers
    )


def test_lent_while_the_session_is_cancelled(meanwhile, led):
    """Whoever is heard first tells the other; nobody stays lent for a session that is cancelled."""

    def lend():
        return agree(lending=offer(line=asked_for(led, led.session), user=led.lent, by=None, at=NOW), by=None, at=NOW)

    cancel = partial(actions.cancel_session, session=led.session, reason="Fermé", by=led.coordinator, at=NOW)
    answers = meanwhile(sessions, "withdraw_for", cancel, lend)
    assert wrong(answers) == []
    assert len(errors(answers)) == 1
    led.session.refresh_from_db()
    if led.session.state != "cancelled":
        cancel()
    assert not Lending.objects.filter(state="agreed").exists()


def test_asked_for_while_the_session_is_being_cancelled(meanwhile, led):
    """It is held by then: who asks waits, and is told."""
    answers = meanwhile(
        sessions,
        "concerned_by",
        lambda: actions.cancel_session(session=led.session, reason="Fermé", by=led.coordinator, at=NOW),
        lambda: asked_for(led, led.session),
    )
    assert wrong(answers) == []
    assert "vient d’être déplacée ou annulée" in str(answers[1])
    assert not Need.objects.filter(because="session").exists()


def test_one_replaced_while_another_of_her_place_is_lent(meanwhile, led):
    """Two sessions at two hours with the same leader: in one, the one lent is replaced; for the other, one is lent."""
    later = Window(MORNING.starts_at + dt.timedelta(hours=4), MORNING.ends_at + dt.timedelta(hours=4))
    second = session_of(led, later)
    other = second_able(led)
    lent = agree(lending=offer(line=asked_for(led, led.session), user=led.lent, by=None, at=NOW), by=None, at=NOW)
    offered = offer(line=asked_for(led, second), user=other, by=None, at=NOW)
    # Whoever opened their account last has the highest key: Dina, here, is older than those of Le Colibri or not.
    answers = meanwhile(
        lending,
        "cancel_lending",
        lambda: replace(lending=lent, user=other, reason="Malade", by=None, at=NOW),
        lambda: agree(lending=offered, by=None, at=NOW),
    )
    assert wrong(answers) == []


def test_series_cancelled_while_it_is_changed(meanwhile, led):
    """Each date has somebody lent of its own; the lent of the second has a lower key than the leader."""
    import uuid

    later = Window(MORNING.starts_at + dt.timedelta(hours=4), MORNING.ends_at + dt.timedelta(hours=4))
    series = uuid.uuid4()
    second = session_of(led, later, series=series)
    Session.objects.filter(pk=led.session.pk).update(series=series)
    led.session.refresh_from_db()
    other = second_able(led)
    knows_first = other  # the first date has the newest account
    agree(lending=offer(line=asked_for(led, led.session), user=knows_first, by=None, at=NOW), by=None, at=NOW)
    agree(lending=offer(line=asked_for(led, second), user=led.lent, by=None, at=NOW), by=None, at=NOW)
    how = actions.Arrangement(mediators=[led.dina, led.lent], chosen_seats=3)
    answers = meanwhile(
        lending,
        "_cancel",
        lambda: actions.cancel_session(
            session=led.session, reason="La salle est prise", scope="following", by=led.coordinator, at=NOW
        ),
        lambda: actions.change_session(session=second, arrangement=how, by=led.coordinator, at=NOW),
    )
    assert wrong(answers) == []
