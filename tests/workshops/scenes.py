"""A place of a network with its team, where sessions are prepared."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from maille.people import rules as roles
from maille.workshops import actions
from maille.workshops.actions import Arrangement
from maille.workshops.models import Session, Workshop
from maille.workshops.rules.times import Slot
from tests.people.factories import RoleFactory
from tests.workshops.factories import NOW, RoomFactory, WorkshopFactory

PARIS = ZoneInfo("Europe/Paris")


def slot(month: int, day: int, hour: int = 14, minutes: int = 120, year: int = 2026) -> Slot:
    """An afternoon in Paris, two hours long unless said otherwise."""
    starts_at = dt.datetime(year, month, day, hour, tzinfo=PARIS)
    return Slot(starts_at, starts_at + dt.timedelta(minutes=minutes))


@dataclass
class Scene:
    workshop: Workshop
    place: Any
    room: Any
    mediator: Any
    coordinator: Any

    def arrangement(self, **fields: Any) -> Arrangement:
        return Arrangement(**{"room": self.room, "mediators": [self.mediator], **fields})

    def create(self, *slots: Slot, by: Any = None, at: dt.datetime = NOW, **fields: Any) -> list[Session]:
        how = {name: fields.pop(name) for name in ("cycle_title", "publish", "workshop", "place") if name in fields}
        return actions.create_sessions(
            **{"workshop": self.workshop, "place": self.place, **how},
            slots=slots,
            arrangement=self.arrangement(**fields),
            by=by or self.mediator,
            at=at,
        )


def scene(**content: Any) -> Scene:
    """A member place with a room of twelve, its mediator, and the coordination."""
    workshop = WorkshopFactory(**{f"content__{name}": value for name, value in content.items()})
    role = RoleFactory(kind=roles.MEDIATOR, network=workshop.network)
    coordinator = RoleFactory(kind=roles.COORDINATOR, network=workshop.network).user
    return Scene(workshop, role.place, RoomFactory(place=role.place), role.user, coordinator)
