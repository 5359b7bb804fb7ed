"""What could be had in place of what was asked, when there is too little of it: looked for, then ranked."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from maille.sharing.models import EquipmentModel, NeedLine
from maille.sharing.rules import Window
from maille.sharing.rules.alternatives import Alternative, Why, ranked
from maille.territory.hours.clock import local_instant
from maille.territory.models import Place
from maille.territory.opening import local_time

from .load import free_at, free_for, models_of, zone_of

DAYS = 7
SHIFTS = timedelta(hours=-4), timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class Possible:
    """Something else that can be had now, with its model."""

    model: EquipmentModel
    window: Window
    count: int
    why: Why


def substitutes(line: NeedLine, *, at: datetime) -> list[Possible]:
    """What could be promised in place of a line of a need, the most helpful first; none when all of it is free."""
    need, model = line.need, line.model
    if model is None:
        return []
    asked = Window(need.starts_at, need.ends_at)
    of_sort = [one for one in models_of(need.network_id) if one.category == model.category or one == model]
    now = {one.model.pk: one.free for one in free_for(need.network_id, need.place, asked, at=at, of=of_sort)}
    if now.get(model.pk, 0) >= line.count:
        return []
    found = [
        Alternative(one.pk, asked, line.count, Why.OTHER_MODEL)
        for one in of_sort
        if one != model and now[one.pk] >= line.count
    ]
    if now.get(model.pk):
        found.append(Alternative(model.pk, asked, now[model.pk], Why.FEWER))
    times = _other_times(need.place, asked, at)
    there = free_at(need.network_id, need.place, times, at=at, count=line.count, of=[model])
    found += [
        Alternative(model.pk, window, line.count, Why.OTHER_TIME)
        for window, (one,) in zip(times, there, strict=True)
        if one.free >= line.count
    ]
    names = {one.pk: one for one in of_sort}
    best = ranked(found, asked, line.count)
    return [Possible(names[one.model], one.window, one.count, one.why) for one in best]


def _other_times(place: Place, asked: Window, at: datetime) -> list[Window]:
    """The same length some hours earlier or later, then the same hours of the clock on the days around."""
    near = [Window(asked.starts_at + by, asked.ends_at + by) for by in SHIFTS]
    days = [timedelta(days=sign * rank) for rank in range(1, DAYS + 1) for sign in (1, -1)]
    near += [Window(_later(place, asked.starts_at, by), _later(place, asked.ends_at, by)) for by in days]
    return [one for one in near if one.starts_at > at]


def _later(place: Place, at: datetime, by: timedelta) -> datetime:
    """The same time of the clock, so many days later."""
    here = local_time(place, at)
    return local_instant(here.date() + by, here.time(), zone_of(place))
