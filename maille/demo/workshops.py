"""The workshops of the demonstration: rooms, computers, a month of sessions and who comes, by everybody's actions."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from maille.people.models import Role, User
from maille.people.rules import MEDIATOR, PLACE_MANAGER
from maille.sharing.actions import add_units, report_condition
from maille.sharing.models import Unit
from maille.territory.actions import add_room
from maille.territory.hours.clock import local_instant
from maille.territory.models import Network, Place, Room
from maille.territory.opening import local_time
from maille.workshops.actions import Arrangement, cancel_registration, cancel_session, create_sessions, register
from maille.workshops.load import library, why_skipped, zone_of
from maille.workshops.models import Registration, Session, Workshop
from maille.workshops.rules.signup import Applicant
from maille.workshops.rules.times import Slot

from .month import Line, RoomLine, dates_of, is_cancelled, people_in, programme

# Numbers that no subscriber will ever have (Arcep, decision 2018-0881, for works of fiction): a landline, which is
# called and never written to, so that a demonstration sends nothing by itself.
LANDLINE = "+3346571"
FIRST_NUMBER = 1000  # those before are the teams'
PARTNER = {"prescriber_name": "Accueil (fictif)", "prescriber_organisation": "Une structure d’exemple"}
DOMAIN = "maille.example"
NOBODY = ("closed", "public_holiday")
EVERY_MAILBOX = 17
"""One person in so many has an address, so that the outbox shows something."""


def load_workshops(network: Network, places: dict[str, Place], *, at: datetime) -> list[Session]:
    """Make what is missing of the month that comes: rooms and computers, then sessions with their people.

    `places` are the members by their name in the source. Again, it changes nothing; later, it adds what has come near.
    """
    rooms = {line.place: _room(line, places[line.place], at) for line in programme().rooms}
    made: list[Session] = []
    for line in programme().lines:
        made += _sessions(line, network, places[line.place], rooms[line.place], at)
    return made


def has_programme(network: Network, at: datetime) -> bool:
    """Tell whether anything is still to come: a demonstration opened again after a month shows another month."""
    return Session.objects.filter(network=network).open_to_all().upcoming(at).exists()


def _room(line: RoomLine, place: Place, at: datetime) -> Room:
    known = Room.objects.filter(place=place, name=line.name).first()
    if known:
        return known
    room = add_room(place=place, name=line.name, seats=line.seats, is_step_free=line.step_free, by=None)
    if line.computers:
        units: Sequence[Unit] = add_units(room=room, count=line.computers, by=None, at=at)
        if line.broken:
            report_condition(unit=units[0], condition=Unit.Condition.BROKEN, reason=line.broken, by=None, at=at)
    return room


def _sessions(line: Line, network: Network, place: Place, room: Room, at: datetime) -> list[Session]:
    today, why, made = local_time(place, at).date(), why_skipped(place), list[Session]()
    leader = _leader(network, place, today)
    for days in dates_of(line, today, lambda day: why(day) in NOBODY):
        created = _hold(line, network, room, leader, days, at)
        if created:
            _fill(line, created, at)
            made += created
    return made


def hold(
    line: Line, network: Network, place: Place, days: Sequence[date], *, leader: User | None, at: datetime
) -> list[Session]:
    """Announce a line of the programme on other days, as it was done at that instant; not when its place is closed."""
    why, room = why_skipped(place), Room.objects.filter(place=place).first()
    return _hold(line, network, room, leader, [day for day in days if why(day) not in NOBODY], at) if room else []


def _hold(
    line: Line, network: Network, room: Room, leader: User | None, days: Sequence[date], at: datetime
) -> list[Session]:
    workshop, place = _workshop(network, line.workshop), room.place
    slots = _missing(line, workshop, place, days) if workshop and leader else []
    if not (workshop and leader and slots):
        return []
    return create_sessions(
        workshop=workshop,
        place=place,
        slots=slots,
        arrangement=_arrangement(line, room, leader),
        cycle_title=line.cycle,
        publish=True,
        by=None,
        at=at,
    )


def leader_of(network: Network, place: Place, at: datetime) -> User | None:
    """Who leads the sessions of a place, if anybody does."""
    return _leader(network, place, local_time(place, at).date())


def _workshop(network: Network, key: str) -> Workshop | None:
    """The workshop of the catalogue that came from the library under this key, when nobody has set it aside."""
    title = next(one["title"] for one in library() if one["key"] == key)
    return Workshop.objects.in_use().filter(network=network, versions__title=title).with_content().first()


def _leader(network: Network, place: Place, today: date) -> User | None:
    roles = Role.objects.inside().not_over(today).filter(network=network, place=place, starts_on__lte=today)
    led = roles.filter(kind__in=(MEDIATOR, PLACE_MANAGER)).select_related("user").order_by("kind", "pk")
    return next((role.user for role in led), None)


def _missing(line: Line, workshop: Workshop, place: Place, days: Sequence[date]) -> list[Slot]:
    """The times of these days that the place has not got yet; none of a cycle that has one of them."""
    if workshop.current is None:
        return []
    zone, lasts = zone_of(place), timedelta(minutes=workshop.current.minutes)
    starts = [local_instant(day, line.start, zone) for day in days]
    same = Session.objects.filter(place=place, version__workshop=workshop, starts_at__in=starts)
    known = set(same.values_list("starts_at", flat=True))
    if known and line.cycle:
        return []
    return [Slot(start, start + lasts) for start in starts if start not in known]


def _arrangement(line: Line, room: Room, leader: User) -> Arrangement:
    return Arrangement(room=room, mediators=[leader], cost=line.cost, notes=line.notes, carer_takes_seat=line.carer)


def _fill(line: Line, sessions: Sequence[Session], at: datetime) -> None:
    for session in sessions[:1] if line.cycle else sessions:
        day = local_time(session.place, session.starts_at).date()
        people = people_in(line, session.seats, (session.starts_at - at).days)
        seated = _seat(session, people, at)
        if line.given_back and people > session.seats:
            cancel_registration(registration=seated[0], by=None, at=at)
        if is_cancelled(line, day):
            cancel_session(session=session, reason=line.cancelled, by=None, at=at)


def _seat(session: Session, people: int, at: datetime) -> list[Registration]:
    """Sign people up one after the other, alone or by two, some sent by a partner; the last ones wait."""
    target, first = session.cycle or session, session.place_id * 7 + session.starts_at.toordinal() * 11
    made: list[Registration] = []
    left = people
    while left > 0:
        rank = len(made)
        size = 2 if rank % 5 == 3 and left > 1 else 1
        source, prescriber = (
            (Registration.Source.PARTNER, PARTNER) if rank % 9 == 7 else (Registration.Source.PUBLIC, {})
        )
        applicant = invented(first + rank, size)
        made.append(register(target=target, applicant=applicant, source=source, prescriber=prescriber, by=None, at=at))
        left -= size
    return made


def invented(number: int, size: int = 1, *, mailbox: bool = True) -> Applicant:
    """Somebody who does not exist; the same number is the same person everywhere."""
    told = programme()
    number %= len(told.given) * len(told.family)
    given, family = told.given[number % len(told.given)], told.family[number // len(told.given)]
    email = f"habitant-{number}@{DOMAIN}" if mailbox and number % EVERY_MAILBOX == 0 else ""
    phone = "" if email else f"{LANDLINE}{FIRST_NUMBER + number}"
    return Applicant(name=f"{given} {family} (fictif)", phone=phone, email=email, size=size)
