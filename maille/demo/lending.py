"""The people lent of the demonstration: skills, hours and ways of the invented mediators, lendings done and asked."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from django.utils import timezone

from maille.people.actions import claim_skill
from maille.people.models import Habilitation, Role, Skill, User
from maille.people.rules import MEDIATOR, PLACE_MANAGER
from maille.sharing.actions import agree, ask_for_somebody, note_done, offer
from maille.sharing.candidates import candidates_for
from maille.sharing.models import Lending, Mobility, Need, NeedLine, WorkingHours
from maille.sharing.rules import Window
from maille.territory.models import Network, Place

SKILLS = ("IA pour débuter", "Démarches en ligne", "Impression 3D")
HOURS = (time(8, 0), time(19, 0))
MODES = (["transit"], ["cycle", "transit"], ["foot", "transit"])
# Days from now, rank of the place that asks and of the skill, for what, how far it goes.
LENT = (
    (-65, 2, 0, "Découverte de l’IA", "done"),
    (-37, 4, 1, "Permanence impôts", "done"),
    (-23, 7, 2, "Porte-clés en 3D", "done"),
    (-9, 2, 1, "Permanence impôts", "done"),
    (6, 4, 0, "IA débutants", "agreed"),
    (8, 9, 2, "Réparer avec la 3D", "offered"),
    (12, 5, 0, "IA débutants", "asked"),
)


def load_lending(network: Network, places: Sequence[Place], *, at: datetime) -> None:
    """Skills, hours and lendings by everybody's actions; nothing when there are some already."""
    if Skill.objects.filter(network=network).exists():
        return
    skills = [Skill.objects.create(network=network, name=name) for name in SKILLS]
    roles = Role.objects.filter(network=network, kind__in=(MEDIATOR, PLACE_MANAGER), place__isnull=False)
    for rank, role in enumerate(roles.select_related("user", "place").order_by("pk")):
        _describe(role.user, role.place, skills, rank, at)
    for days, place, skill, purpose, goes_to in LENT:
        _lend(network, places[place % len(places)], skills[skill], purpose, _afternoon(at, days), goes_to, at)


def _describe(user: User, place: Place | None, skills: Sequence[Skill], rank: int, at: datetime) -> None:
    since = (at - timedelta(days=400)).date()
    Habilitation.objects.get_or_create(
        user=user,
        skill=skills[rank % len(skills)],
        defaults={
            "since": since,
            "ends_on": (at + timedelta(days=45)).date() if rank % 7 == 3 else None,
            "evidence": "Formation du réseau (inventée)",
        },
    )
    if rank % 9 == 4:
        other = skills[(rank + 1) % len(skills)]
        claim_skill(person=user, skill=other, evidence="Deux ateliers animés (inventés)", by=None, at=at)
    Mobility.objects.get_or_create(user=user, defaults={"modes": MODES[rank % len(MODES)], "longest_way": 60})
    if place is not None and not WorkingHours.objects.filter(user=user).exists():
        WorkingHours.objects.bulk_create(
            WorkingHours(user=user, place=place, weekday=day, starts=HOURS[0], ends=HOURS[1]) for day in range(5)
        )


def _afternoon(at: datetime, days: int) -> Window:
    """Two hours of an afternoon so many days from now, on a day of the week."""
    day = (timezone.localtime(at) + timedelta(days=days)).date()
    day += timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)
    zone = timezone.get_default_timezone()
    return Window(datetime.combine(day, time(14), zone), datetime.combine(day, time(16), zone))


def _lend(
    network: Network, place: Place, skill: Skill, purpose: str, window: Window, goes_to: str, at: datetime
) -> None:
    before = min(at, window.starts_at - timedelta(days=5))
    need = ask_for_somebody(
        network=network, place=place, window=window, purpose=purpose, skill=skill, by=None, at=before
    )
    line = NeedLine.objects.select_related("need__network", "need__place", "skill").get(need=need)
    if goes_to == "done":
        _came(line, at)
    elif goes_to != "asked" and (found := candidates_for(line)).can:
        lending = offer(line=line, user=found.people[found.can[0].key], by=None, at=before)
        if goes_to == "agreed":
            agree(lending=lending, by=None, at=before)


def _came(line: NeedLine, at: datetime) -> None:
    """The invented people begin today: who came before is written as agreed, then noted like any other."""
    roles = Role.objects.filter(network=line.need.network, kind__in=(MEDIATOR, PLACE_MANAGER), place__isnull=False)
    able = roles.filter(user__habilitations__skill=line.skill).exclude(place=line.need.place).order_by("pk")
    if not able:
        return
    role, need = able[line.pk % len(able)], line.need
    lending = Lending.objects.create(
        line=line,
        user=role.user,
        home_id=role.place_id,
        starts_at=need.starts_at,
        ends_at=need.ends_at,
        way_minutes=20,
        mode="transit",
        state=Lending.State.AGREED,
        offered_at=need.asked_at,
        answered_at=need.asked_at,
    )
    Need.objects.filter(pk=need.pk).update(state=Need.State.CONFIRMED, answered_at=need.asked_at)
    note_done(lending=lending, by=None, at=at)
