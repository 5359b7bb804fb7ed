"""What is read to say who could be lent: roles, hours, what takes people, ways, what places gave each other."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Prefetch

from maille.people.models import Habilitation, Role, User
from maille.people.rules import MEDIATOR, PLACE_MANAGER
from maille.sharing.fairness import balances
from maille.sharing.load import travel_between
from maille.sharing.models import Mobility, NeedLine, Occupation, WorkingHours
from maille.sharing.rules import Window, left_of
from maille.sharing.rules.journeys import Mode, Pair
from maille.sharing.rules.lending import Candidate, Home, Kept, Person, ranked
from maille.territory.hours.calendar import clock_of
from maille.territory.models import HoursException, Place
from maille.territory.opening import openings_between

RECEIVES = (MEDIATOR, PLACE_MANAGER)
OUT = (Occupation.Because.ABSENCE, Occupation.Because.LENDING, Occupation.Because.ROUND)
"""What takes somebody out of her place; a session or an appointment is taken to be held there."""
AROUND = timedelta(days=1)
"""Longer than any way: what is read of a day before and after may still matter."""
USUAL_MODE = Mode.TRANSIT
"""How somebody goes who did not say."""


@dataclass(frozen=True)
class Found:
    """The answer for one need, with the people and the places that it names, by their keys."""

    can: Sequence[Candidate]
    cannot: Sequence[Kept]
    people: Mapping[int, User]
    places: Mapping[int, Place]


@dataclass(frozen=True)
class Team:
    """Who receives the public in the places of a network one day, with the hours that were written."""

    places: Mapping[int, Place]
    people: Mapping[int, User]
    of_place: Mapping[int, Sequence[int]]
    hours: Mapping[int, Sequence[WorkingHours]]

    def places_of(self, user: int) -> list[int]:
        return [place for place, users in self.of_place.items() if user in users]

    def works(self, user: int, around: Window, place: int | None = None) -> list[Window] | None:
        """When somebody works, in one place or in any; nothing when nobody wrote it."""
        rows = self.hours.get(user, [])
        if place is not None:
            rows = [row for row in rows if row.place_id == place]
        if not self.hours.get(user):
            return None
        return [one for row in rows if row.place_id in self.places for one in self._on_days(row, around)]

    def _on_days(self, row: WorkingHours, around: Window) -> Iterable[Window]:
        zone = ZoneInfo(clock_of(self.places[row.place_id].calendar))
        day, last = around.starts_at.astimezone(zone).date(), around.ends_at.astimezone(zone).date()
        while day <= last:
            if day.weekday() == row.weekday:
                yield Window(datetime.combine(day, row.starts, zone), datetime.combine(day, row.ends, zone))
            day += timedelta(days=1)


def local_day(line: NeedLine) -> date:
    """The day of a need, on the clock of its place."""
    return line.need.starts_at.astimezone(ZoneInfo(clock_of(line.need.place.calendar))).date()


def candidates_for(line: NeedLine, *, only: Collection[int] | None = None) -> Found:
    """Everybody of the other places of the network (or `only` these), ranked, and those who could not come."""
    need, day = line.need, local_day(line)
    window = Window(need.starts_at, need.ends_at)
    around = Window(window.starts_at - AROUND, window.ends_at + AROUND)
    team = team_of(need.network, day)
    taken = _taken(team.people, around)
    here = set(team.of_place.get(need.place_id, ()))
    asked = [key for key in team.people if key not in here and (only is None or key in only)]
    persons = _persons(team, asked, line, day, around, taken)
    can, cannot = ranked(persons, _homes(team, around, taken, balances(need.network, day)), window, day)
    return Found(can, cannot, team.people, team.places)


def colleagues_for(network: Any, place: Place, window: Window, *, without: int) -> Found:
    """The others of one place who are free then: nobody has a way to go, no place stays without anybody."""
    day = window.starts_at.astimezone(ZoneInfo(clock_of(place.calendar))).date()
    around = Window(window.starts_at - AROUND, window.ends_at + AROUND)
    team = team_of(network, day)
    keys = [key for key in team.of_place.get(place.pk, ()) if key != without]
    taken = _taken(keys, around)
    persons = [
        Person(
            key, place.pk, (date.min, None), team.works(key, around, place.pk),
            [Window(row.starts_at, row.ends_at) for row in taken.get(key, ())], {Mode.FOOT: 0},
        )
        for key in keys
    ]  # fmt: skip
    can, cannot = ranked(persons, {place.pk: Home(openings=[])}, window, day)
    return Found(can, cannot, team.people, team.places)


def team_of(network: Any, day: date) -> Team:
    """Mediators and managers of each place, places with their exceptions around."""
    roles = Role.objects.inside().current(day).filter(network=network, place__isnull=False, kind__in=RECEIVES)
    rows = list(roles.filter(user__is_active=True).select_related("user").order_by("pk"))
    exceptions = HoursException.objects.filter(ends_on__gte=day - AROUND).order_by("starts_on")
    places = Place.objects.in_network(network).select_related("commune")
    known = places.prefetch_related(Prefetch("hours_exceptions", exceptions, to_attr="coming_exceptions"))
    of_place: dict[int, list[int]] = defaultdict(list)
    for role in rows:
        if role.place_id and role.user_id not in of_place[role.place_id]:
            of_place[role.place_id].append(role.user_id)
    people = {role.user_id: role.user for role in rows}
    hours: dict[int, list[WorkingHours]] = defaultdict(list)
    for row in WorkingHours.objects.filter(user__in=people).order_by("weekday", "starts"):
        hours[row.user_id].append(row)
    return Team({place.pk: place for place in known}, people, of_place, hours)


def _taken(people: Iterable[int], around: Window) -> dict[int, list[Occupation]]:
    found: dict[int, list[Occupation]] = defaultdict(list)
    rows = Occupation.objects.of_people(list(people)).meeting(around.starts_at, around.ends_at)
    for row in rows.order_by("starts_at", "pk"):
        if row.person_id is not None:
            found[row.person_id].append(row)
    return found


def _persons(
    team: Team,
    asked: Sequence[int],
    line: NeedLine,
    day: date,
    around: Window,
    taken: Mapping[int, Sequence[Occupation]],
) -> list[Person]:
    knows = Habilitation.objects.filter(skill=line.skill, user__in=asked)
    skilled = {user: (since, ends_on) for user, since, ends_on in knows.values_list("user", "since", "ends_on")}
    mobility = {row.user_id: row for row in Mobility.objects.filter(user__in=asked)}
    # Hundreds of neighbours have nobody to lend: the ways are those between the places that have a team, and this one.
    near = [place for key, place in team.places.items() if key in team.of_place or key == line.need.place_id]
    travel = {mode: travel_between(line.need.network, near, mode) for mode in Mode}
    persons = []
    for key in asked:
        home, said = _home_of(team, key, line, around), mobility.get(key) or Mobility()
        persons.append(
            Person(
                key,
                home,
                skilled.get(key),
                team.works(key, around),
                [Window(row.starts_at, row.ends_at) for row in taken.get(key, ())],
                _ways(travel, said, (home, line.need.place_id)),
                said.longest_way,
                said.is_lendable,
            )
        )
    return persons


def _ways(travel: Mapping[Mode, Mapping[Pair, int]], said: Mobility, pair: Pair) -> dict[Mode, int]:
    modes = [Mode(mode) for mode in said.modes] or [USUAL_MODE]
    return {mode: travel[mode][pair] for mode in modes if pair in travel[mode]}


def _home_of(team: Team, key: int, line: NeedLine, around: Window) -> int:
    """The place where she works at that time; the first of hers when nobody wrote it."""
    places, window = team.places_of(key), Window(line.need.starts_at, line.need.ends_at)
    there = (one for one in places if any(window.overlaps(when) for when in team.works(key, around, one) or []))
    return next(there, places[0])


def _homes(
    team: Team, around: Window, taken: Mapping[int, Sequence[Occupation]], balance: Mapping[int, int]
) -> dict[int, Home]:
    first, last = around.starts_at.date(), around.ends_at.date()
    homes = {}
    for key, place in team.places.items():
        spans = openings_between(place, first, last)
        there = {user: _there(team, user, key, around, taken) for user in team.of_place.get(key, ())}
        openings = None if spans is None else [Window(*one) for one in spans]
        homes[key] = Home(openings, there, balance.get(key, 0))
    return homes


def _there(
    team: Team, user: int, place: int, around: Window, taken: Mapping[int, Sequence[Occupation]]
) -> list[Window]:
    works = team.works(user, around, place)
    out = [Window(row.starts_at, row.ends_at) for row in taken.get(user, ()) if row.because in OUT]
    return left_of([around] if works is None else works, out)
