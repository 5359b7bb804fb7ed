"""A session that is being held: the team of its place, and people registered for it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from maille.people import rules as roles
from maille.workshops import actions as workshops
from maille.workshops.models import Registration, Session
from tests.people.factories import RoleFactory
from tests.workshops.factories import NOW, START, SessionFactory, applicant

ARRIVED = START + dt.timedelta(minutes=5)
OVER = START + dt.timedelta(hours=2, minutes=10)


@dataclass
class Held:
    session: Session
    desk: Any
    people: list[Registration]

    def who(self, index: int) -> str:
        return f"r{self.people[index].pk}"


def held(*names: str, **fields: Any) -> Held:
    session = SessionFactory(**{"seats": max(len(names), 1), **fields})
    desk = RoleFactory(kind=roles.DESK, network=session.network, place=session.place).user
    people = [
        workshops.register(target=session, applicant=applicant(name), source="public", by=None, at=NOW)
        for name in names
    ]
    return Held(session, desk, people)
