"""People of a network for the tests: three places, two mediators in the first, and a skill that one of them has."""

import datetime as dt
from dataclasses import dataclass

from maille.people.models import Habilitation, Skill, User
from maille.people.rules import MEDIATOR
from maille.sharing.actions import ask_for_somebody
from maille.sharing.models import Need, NeedLine, WorkingHours
from maille.sharing.rules import Window
from maille.territory.models import Place
from tests.people.factories import RoleFactory, UserFactory
from tests.sharing.factories import MORNING, NOW, Cupboard, cupboard


@dataclass
class Team(Cupboard):
    skill: Skill
    lent: User
    stays: User


def team() -> Team:
    """Le Colibri has a manager, Lou who knows AI and Sacha who stays; the others ask."""
    of = cupboard(units=0)
    colibri = of.places[0]
    skill = Skill.objects.create(network=of.network, name="IA pour débuter")
    lent, stays = (
        RoleFactory(network=of.network, kind=MEDIATOR, place=colibri, user=UserFactory(name=name)).user
        for name in ("Lou Exemple", "Sacha Exemple")
    )
    for person in (lent, stays, of.manager):
        works(person, colibri)
    # The manager does not work that day: only Sacha stays when Lou goes.
    WorkingHours.objects.filter(user=of.manager).update(weekday=4)
    knows(lent, skill)
    return Team(**vars(of), skill=skill, lent=lent, stays=stays)


def works(person: User, place: Place, weekday: int = MORNING.starts_at.weekday()) -> None:
    WorkingHours.objects.create(user=person, place=place, weekday=weekday, starts=dt.time(8), ends=dt.time(18))


def knows(person: User, skill: Skill) -> None:
    Habilitation.objects.create(user=person, skill=skill, since=dt.date(2025, 1, 1), evidence="Formation de 2025")


def needed(of: Team, *, place: Place | None = None, window: Window = MORNING, count: int = 1) -> NeedLine:
    need: Need = ask_for_somebody(
        network=of.network, place=place or of.places[1], window=window, purpose="IA débutants", skill=of.skill,
        count=count, by=None, at=NOW,
    )  # fmt: skip
    return need.lines.select_related("need__network", "need__place", "skill").get()
