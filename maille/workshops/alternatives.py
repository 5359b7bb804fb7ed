"""Full here, free there: other sessions for those who find one full, near and soon, in a constant number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Min, Q

from maille.territory.models import Place
from maille.territory.opening import local_time
from maille.territory.rules import Position, distance_km

from .models import Session, WorkshopVersion
from .rules.nearness import Candidate, Way, ranked, way

MOST = 3
HORIZON = timedelta(days=60)
MOST_READ = 400
"""Candidates read at most, the soonest first: what comes after them would not be proposed."""


@dataclass(frozen=True)
class Alternative:
    """Another session with seats enough: how many, how far (estimated), of the same workshop or on the same theme."""

    session: Session
    free: int
    km: float | None
    is_same: bool
    is_here: bool

    @property
    def way(self) -> Way | None:
        return None if self.km is None or self.is_here else way(self.km)


def alternatives(session: Session, *, at: datetime, size: int = 1, most: int = MOST) -> list[Alternative]:
    """Where else a group of that size may go, the least effort first; `session` has its version and its place."""
    candidates = _candidates([session], at, size)
    return _of(session, candidates, _first_dates(candidates, at), at, size)[:most]


def give_alternatives(sessions: Iterable[Session], *, at: datetime) -> None:
    """Give each full session of a list the best other date of the same workshop (`session.elsewhere`), if any."""
    full = [one for one in sessions if one.free_seats == 0]
    if not full:
        return
    candidates = _candidates(full, at, 1)
    firsts = _first_dates(candidates, at)
    for one in full:
        same = [other for other in _of(one, candidates, firsts, at, 1) if other.is_same]
        one.elsewhere = same[0] if same else None


def _candidates(wanted: Sequence[Session], at: datetime, size: int) -> list[Session]:
    """Open sessions of these workshops, or of their level and themes, with seats enough: one query."""
    open_now = Session.objects.open_to_all().filter(Q(closes_at=None) | Q(closes_at__gt=at))
    soon = open_now.filter(starts_at__gt=at, starts_at__lte=at + HORIZON, free_seats__gte=size)
    alike = Q(version__workshop__in={one.version.workshop_id for one in wanted})
    for level, theme in {(one.version.level, theme) for one in wanted for theme in one.version.themes}:
        alike |= Q(version__level=level, version__themes__has=theme)
    found = soon.filter(alike, network__in={one.network_id for one in wanted})
    return list(found.select_related("version", "place__commune").order_by("starts_at", "pk")[:MOST_READ])


def _first_dates(candidates: Sequence[Session], at: datetime) -> dict[int, tuple[datetime, int]]:
    """The first date of each cycle among them, and the seats free in all of its dates: a query when there is one."""
    cycles = {one.cycle_id for one in candidates if one.cycle_id}
    if not cycles:
        return {}
    dates = Session.objects.published().filter(cycle__in=cycles).order_by().values_list("cycle")
    return {
        cycle: (first, free) for cycle, first, free in dates.annotate(first=Min("starts_at"), free=Min("free_seats"))
    }


def _of(
    session: Session,
    candidates: Iterable[Session],
    firsts: dict[int, tuple[datetime, int]],
    at: datetime,
    size: int,
) -> list[Alternative]:
    found = {}
    for other in candidates:
        if other.pk == session.pk or (session.cycle_id and other.cycle_id == session.cycle_id):
            continue
        first, free = firsts.get(other.cycle_id or 0, (other.starts_at, other.free_seats))
        is_same = other.version.workshop_id == session.version.workshop_id
        if first == other.starts_at and free >= size and (is_same or _is_alike(session.version, other.version)):
            km = _km(session.place, other.place)
            found[other.pk] = Alternative(other, free, km, is_same, is_here=other.place_id == session.place_id)
    order = ranked(Candidate(key, _days(one.session, at), one.km, one.is_same) for key, one in found.items())
    return [found[one.key] for one in order]


def _is_alike(wanted: WorkshopVersion, other: WorkshopVersion) -> bool:
    return other.level == wanted.level and bool(set(other.themes) & set(wanted.themes))


def _km(here: Place, there: Place) -> float | None:
    ends = [_position(place) for place in (here, there)]
    return distance_km(ends[0], ends[1]) if ends[0] and ends[1] else None


def _position(place: Place) -> Position | None:
    if place.search_latitude is None or place.search_longitude is None:
        return None
    return Position(place.search_latitude, place.search_longitude)


def _days(session: Session, at: datetime) -> int:
    """Days to wait, on the calendar of the place."""
    return (local_time(session.place, session.starts_at).date() - local_time(session.place, at).date()).days
