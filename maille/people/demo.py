"""Invented people for the demonstration network: every name says that nobody bears it, every address is `.example`."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from maille.territory.models import Network, NetworkPlace, Place

from . import rules
from .actions import grant_role, open_account
from .actions.accounts import prove_address
from .actions.roles import held_meanwhile
from .models import Role, User

DOMAIN = "maille.example"
FICTION = "+3346571"  # numbers that no subscriber will ever have (Arcep, decision 2018-0881, for works of fiction)
DEPARTEMENT = "42"

# Given names of the demonstration, in the order the accounts are made; family names say that they are invented.
# fmt: off
GIVEN = (
    "Amina", "Baptiste", "Chloé", "Driss", "Élodie", "Farid", "Gaëlle", "Hugo", "Inès",
    "Jamal", "Karine", "Lucas", "Maëlle", "Nadir", "Océane", "Paul", "Quitterie", "Rachid",
    "Sophie", "Théo", "Ulysse", "Violette", "Wassim", "Xavier", "Yasmine", "Zoé", "Anouk",
    "Bilal", "Céline", "Damien", "Esther", "Félix", "Guilhem", "Houria", "Ivan", "Jeanne",
)
# fmt: on
FAMILY = ("Demo", "Exemple", "Fictif", "Essai", "Invente")

MANAGER, MEDIATOR, DESK = rules.PLACE_MANAGER, rules.MEDIATOR, rules.DESK
# One to three people a place at first, so that the thirteen do not look alike.
TEAMS = ((MANAGER, MEDIATOR), (MANAGER,), (MANAGER, MEDIATOR, MEDIATOR), (MANAGER, MEDIATOR, DESK))


# Mediators in all: the others come after everybody else, place after place.
MEDIATORS = 40


@dataclass(frozen=True, slots=True)
class Invented:
    """One invented person and the role they hold; `place` is None for a role over the network."""

    name: str
    email: str
    phone: str
    kind: str
    place: Place | None = None
    territory: str = ""


@transaction.atomic
def load_demo_people(network: Network, *, today: date, password: str | None) -> list[tuple[str, str, str]]:
    """Make the people of the demonstration that are missing; gives (role, e-mail, password) of those worth trying.

    Without a password the accounts open by a code sent to their address only. Again, it changes nothing.
    """
    people = invented_people(network)
    for person in people:
        _make(person, network, today, password)
    return [(_role_words(person), person.email, password or "") for person in worth_trying(people)]


def invented_people(network: Network) -> list[Invented]:
    """Who works in the demonstration: a coordinator, the teams of the members, a neighbour and a partner."""
    people, members = [_invented(0, rules.COORDINATOR)], _places(network, NetworkPlace.Kind.MEMBER)
    for number, place in enumerate(members):
        people += [_invented(len(people) + rank, kind, place) for rank, kind in enumerate(TEAMS[number % len(TEAMS)])]
    if neighbour := _neighbour(network):
        people.append(_invented(len(people), rules.NEIGHBOUR, neighbour))
    people.append(_invented(len(people), rules.PARTNER, territory=DEPARTEMENT))
    known = sum(person.kind == MEDIATOR for person in people)
    for number in range(MEDIATORS - known if members else 0):
        people.append(_invented(len(people), MEDIATOR, members[number % len(members)]))
    return people


def worth_trying(people: list[Invented]) -> list[Invented]:
    """The first person of each kind of role."""
    firsts: dict[str, Invented] = {}
    for person in people:
        firsts.setdefault(person.kind, person)
    return [firsts[kind] for kind in rules.KINDS if kind in firsts]


def _invented(number: int, kind: str, place: Place | None = None, territory: str = "") -> Invented:
    given = GIVEN[number % len(GIVEN)]
    family = FAMILY[number // len(GIVEN) % len(FAMILY)]
    address = f"{slugify(given)}.{slugify(family)}@{DOMAIN}"
    return Invented(f"{given} {family.upper()} (fictif)", address, f"{FICTION}{number:04}", kind, place, territory)


def _places(network: Network, kind: str) -> list[Place]:
    links = NetworkPlace.objects.filter(network=network, kind=kind).select_related("place").order_by("place_id")
    return [link.place for link in links]


def _neighbour(network: Network) -> Place | None:
    """A Linux user group if the network has one beside it, else any neighbour."""
    neighbours = Place.objects.filter(
        network_places__network=network, network_places__kind=NetworkPlace.Kind.NEIGHBOUR
    ).order_by("pk")
    return neighbours.filter(name__icontains="alolise").first() or neighbours.first()


def _make(person: Invented, network: Network, today: date, password: str | None) -> None:
    user = User.objects.filter(email=person.email).first()
    if user is None:
        user = open_account(email=person.email, name=person.name, phone=person.phone, by=None)
        if password:
            user.password = _hashed(password)
            user.save(update_fields=["password"])
        prove_address(user, person.email)
    offer: dict[str, Any] = {"kind": person.kind, "network": network, "place": person.place}
    wanted = Role(user=user, starts_on=today, territory=person.territory, **offer)
    if not held_meanwhile(wanted).exists():
        grant_role(user=user, starts_on=today, territory=person.territory, by=None, **offer)


@cache
def _hashed(password: str) -> str:
    """Hash the common password once: thirty slow hashes would make a newcomer wait half a minute."""
    return make_password(password)


def _role_words(person: Invented) -> str:
    role = str(Role.Kind(person.kind).label)
    where = person.place.name if person.place else (_("Loire (42)") if person.territory else "")
    return f"{role}, {where}" if where else role
