"""The fortnight that is over: sessions that were held, who came, and one attestation, by everybody's actions."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

from maille.activity.actions import close_sheet, issue_attestation, set_headcount, take_ticks
from maille.activity.models import Attendance, Sheet
from maille.activity.rules.ticks import Said, State
from maille.people.models import User
from maille.territory.models import Network, Place
from maille.workshops.actions import register
from maille.workshops.models import Registration, Session

from .month import past_dates_of, programme
from .workshops import hold, invented, leader_of

PLANNED = timedelta(days=28)
"""How long before today those sessions were announced, and their people signed up."""
FIRST_PERSON = 520  # far from the residents of the month that comes
ANSWERS = (State.PRESENT,) * 5 + (State.ABSENT, State.PRESENT, State.EXCUSED, State.PRESENT, State.LATE_CANCEL)


def load_past(network: Network, places: dict[str, Place], *, at: datetime) -> None:
    """Make the fortnight before the first month, with its presence; nothing when a sheet has ever been closed."""
    if Sheet.objects.filter(session__network=network, closed_at__isnull=False).exists():
        return
    held: list[Session] = []
    for line in programme().lines:
        place = places[line.place]
        leader, days = leader_of(network, place, at), past_dates_of(line, at.date())
        held += hold(line, network, place, days, leader=leader, at=at - PLANNED)
    for rank, session in enumerate(held):
        _note(session, _seat(session, rank, at - PLANNED))
    _attest(held, at)


def _seat(session: Session, rank: int, at: datetime) -> list[Registration]:
    """From two to four people, by telephone alone: nothing is written to anybody about what is over."""
    people = min(2 + rank % 3, session.seats)
    return [
        register(
            target=session, applicant=invented(FIRST_PERSON + 5 * rank + number, mailbox=False),
            source=Registration.Source.PUBLIC, by=None, at=at,
        )
        for number in range(people)
    ]  # fmt: skip


def _note(session: Session, people: Sequence[Registration]) -> None:
    """Who leads the session says who came, at its end, and closes the sheet."""
    leader, at = _leader(session), session.ends_at
    said = [
        Said(uuid.uuid4().hex, f"r{one.pk}", ANSWERS[(session.pk + rank) % len(ANSWERS)], at)
        for rank, one in enumerate(people)
    ]
    take_ticks(session=session, said=said, sent_at=at, device="", by=leader, received_at=at)
    came = sum(one.state == State.PRESENT for one in said)
    set_headcount(session=session, heads=came, by=leader, at=at)
    close_sheet(session=session, by=leader, at=at)


def _leader(session: Session) -> User:
    return User.objects.get(session_mediators__session=session)


def _attest(held: Sequence[Session], at: datetime) -> None:
    """The first person who came asked for an attestation."""
    came = Attendance.objects.present().filter(session__in=held, registration__isnull=False)
    first = came.select_related("registration__resident", "session").order_by("session__starts_at", "pk").first()
    if first and first.registration:
        issue_attestation(
            resident=first.registration.resident, sessions=[first.session_id], agreed=True,
            by=_leader(first.session), at=at,
        )  # fmt: skip
