"""What is read of presence: who was there for how long, what is still to be signed. Other capabilities begin here.

hours_followed(registration)    -> timedelta: all the sessions of the registration, its cycle's too
signatures_missing(session)     -> who was there and has not signed, half-day by half-day, the trainer too
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q

from maille.people.models import Resident
from maille.workshops.load import zone_of
from maille.workshops.models import Registration, Session
from maille.workshops.models.registrations import RegistrationQuerySet

from .models import Attendance, Signature, Tick
from .models.presence import AttendanceQuerySet, State
from .rules.half_days import HalfDay, followed, half_days
from .rules.ticks import overruled


@dataclass(frozen=True, slots=True)
class Missing:
    """A signature that is not there; without a presence, the trainer's."""

    half_day: HalfDay
    attendance: Attendance | None

    @property
    def registration(self) -> Registration | None:
        return self.attendance.registration if self.attendance else None


def half_days_of(session: Session) -> tuple[HalfDay, ...]:
    """The half-days of a session on the clock of its place."""
    return half_days(session.starts_at, session.ends_at, zone_of(session.place))


def registered(session: Session) -> RegistrationQuerySet:
    """Those registered for a session, through its cycle too, who have not left, the first first."""
    rows = Registration.objects.of_session(session).active().select_related("resident")
    return rows.order_by("queued_at", "pk")


def attendances_of(session: Session) -> AttendanceQuerySet:
    """The presences of a session with their names, as they were noted."""
    return (
        Attendance.objects.filter(session=session)
        .select_related("registration__resident", "resident", "by", "session")
        .order_by("pk")
    )


def hours_followed(registration: Registration) -> timedelta:
    """How long a registration was followed, over all its sessions; what was cancelled counts for nothing."""
    return time_followed([registration])[registration.pk]


def time_followed(registrations: Iterable[Registration], *, as_signed: bool = False) -> dict[int, timedelta]:
    """The same for many registrations, by their keys, in two queries; `as_signed` counts what is signed for alone."""
    keys = [one.pk for one in registrations]
    rows = Attendance.objects.present().filter(registration__in=keys).select_related("session__place")
    times: dict[int, timedelta] = dict.fromkeys(keys, timedelta())
    for attendance, length in _lengths(rows, as_signed=as_signed):
        if attendance.registration_id is not None:
            times[attendance.registration_id] += length
    return times


def followed_by(resident: Resident) -> list[tuple[Session, timedelta]]:
    """The sessions where somebody was, registered or not, with how long, the oldest first."""
    mine = Q(registration__resident=resident) | Q(resident=resident) | Q(resident__merged_into=resident)
    rows = Attendance.objects.present().filter(mine, session__network=resident.network_id)
    rows = rows.select_related("session__version", "session__place__commune").order_by("session__starts_at", "pk")
    longest: dict[int, tuple[Session, timedelta]] = {}
    for attendance, length in _lengths(rows):
        _session, known = longest.get(attendance.session_id, (None, timedelta()))
        longest[attendance.session_id] = (attendance.session, max(known, length))
    return list(longest.values())


def _lengths(rows: AttendanceQuerySet, *, as_signed: bool = False) -> list[tuple[Attendance, timedelta]]:
    """Each presence with how long it lasted; a session that was cancelled after all is left out.

    Once the trainer has said that somebody was away for a half-day, only what is signed counts.
    """
    held = list(rows.exclude(session__state=Session.State.CANCELLED))
    signed: dict[int, set[str]] = defaultdict(set)
    strict: set[int] = {one.pk for one in held} if as_signed else set()
    marks = Signature.objects.filter(attendance__in=[one.pk for one in held])
    for attendance, half_day, how in marks.values_list("attendance", "half_day", "how"):
        if how == Signature.How.AWAY:
            strict.add(attendance)
        else:
            signed[attendance].add(half_day)
    return [
        (one, followed(half_days_of(one.session), is_present=True, signed=signed[one.pk], as_signed=one.pk in strict))
        for one in held
    ]


def signatures_missing(session: Session) -> list[Missing]:
    """What is still to be signed: each half-day by each person who was there, then by who leads; in two queries."""
    there = sorted(attendances_of(session).present(), key=lambda one: one.registration_id is None)
    held = set(Signature.objects.filter(session=session).values_list("attendance", "half_day"))
    parts = half_days_of(session)
    people: Sequence[Attendance | None] = [*there, None]
    return [
        Missing(part, person)
        for person in people
        for part in parts
        if (person.pk if person else None, part.code) not in held
    ]


def people_present(sessions: Iterable[Session]) -> dict[int, int]:
    """How many people were there by name, by the key of each session: one query."""
    keys = [one.pk for one in sessions]
    counts = dict.fromkeys(keys, 0)
    for session, people in Attendance.objects.present().filter(session__in=keys).values_list("session", "people"):
        counts[session] += people
    return counts


@dataclass(frozen=True, slots=True)
class Person:
    """One line of a presence sheet: somebody registered, or who walked in; `overruled` is what another device said."""

    who: str
    name: str
    people: int
    state: str
    code: str = ""
    is_waiting: bool = False
    attendance: Attendance | None = None
    overruled: Tick | None = None

    @property
    def walked_in(self) -> bool:
        return self.who.startswith("w")


def people_of(session: Session) -> list[Person]:
    """Everybody on the sheet of a session, those with a seat first, then who waits, then who walked in; three queries.

    Who left the session is there only once something has been said of them; a walk-in taken back is not.
    """
    noted = {one.key: one for one in attendances_of(session)}
    ticks: dict[int, list[Tick]] = defaultdict(list)
    for tick in Tick.objects.filter(attendance__session=session).select_related("by"):
        ticks[tick.attendance_id].append(tick)
    listed = {f"r{one.pk}": one for one in registered(session)}
    lines = [_line(who, one, noted.get(who), ticks) for who, one in listed.items()]
    lines.sort(key=lambda line: line.is_waiting)
    others = [one for key, one in noted.items() if key not in listed and one.state != State.EXPECTED]
    return [*lines, *(_line(one.key, one.registration, one, ticks) for one in others)]


def _line(
    who: str, registration: Registration | None, attendance: Attendance | None, ticks: dict[int, list[Tick]]
) -> Person:
    mine = ticks[attendance.pk] if attendance else []
    lost = overruled(tick.as_rule for tick in mine)
    name = registration.resident.name if registration else attendance.shown_name if attendance else ""
    size = registration.size if registration else 1
    return Person(
        who=who,
        name=name,
        people=attendance.people if attendance else size,
        state=attendance.state if attendance else State.EXPECTED,
        code=registration.code if registration else "",
        is_waiting=registration is not None and registration.state != Registration.State.SEATED,
        attendance=attendance,
        overruled=next((tick for tick in mine if lost and tick.nonce == lost.nonce), None),
    )
