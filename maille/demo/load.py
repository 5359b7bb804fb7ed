"""Loading the demonstration network, through the same importer and the same actions as anybody's data."""

import tomllib
from datetime import date, datetime
from importlib.resources import files
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import override

from maille.directory.actions import find_pairs, import_places
from maille.directory.mapping.load import load_packaged_mapping, packaged_mappings
from maille.people.demo import load_demo_people
from maille.territory.actions import create_network, join_network, load_communes, save_places
from maille.territory.models import Commune, Network, NetworkPlace, Place
from maille.workshops.actions import add_from_library
from maille.workshops.load import library

from .appointments import load_appointments
from .companies import load_companies
from .cupboard import load_cupboard
from .equipment import load_equipment
from .habilitations import load_habilitations
from .lending import load_lending
from .past import load_past
from .posters import load_posters
from .rounds import load_rounds
from .statements import load_statement
from .watch import load_watch
from .workshops import load_workshops

SLUG = "saint-etienne"
# Known to everyone who reads this line: only for a demonstration on one's own machine.
PASSWORD = "maille-demo-2026"  # noqa: S105

Account = tuple[str, str, str]


def demo_network() -> Network | None:
    return Network.objects.filter(slug=SLUG).first()


def is_loaded() -> bool:
    return demo_network() is not None


def load_demo(*, at: datetime) -> Network:
    """Load communes, places, the network with its invented people, and a month of workshops after a fortnight of them.

    Again, it changes nothing that has not changed in the files.
    """
    with override("fr"):
        if not Commune.objects.exists():
            load_communes()
        for name in packaged_mappings():
            mapping = load_packaged_mapping(name)
            data = (files("maille.demo") / "data" / mapping.source.file).read_bytes()
            import_places(mapping_name=name, data=data, file_name=mapping.source.file, network=None, by=None, at=at)
        # Together: a network alone would pass for a demonstration already loaded.
        with transaction.atomic():
            network = _network()
            _join(network, since=at.date())
            accounts(network, today=at.date())
            find_pairs(network=network, by=None, at=at)
            add_from_library(network=network, keys=[one["key"] for one in library()], by=None, at=at)
            load_month(network, at=at)
            load_past(network, _members(), at=at)
            load_statement(network, at=at)
            load_companies(network, _holding(network), at=at)
            load_lending(network, list(_members().values()), at=at)
            load_posters(network, at=at)
            load_equipment(network, _members(), at=at)
            load_cupboard(network, _members(), at=at)
            load_habilitations(network)
            load_rounds(network, at=at)
            load_watch(network, at=at)
    return network


def load_month(network: Network, *, at: datetime) -> None:
    """Make what is missing of the rooms, the computers and the sessions of the month that comes."""
    with override("fr"), transaction.atomic():
        members = _members()
        load_workshops(network, members, at=at)
        load_appointments(network, members, at=at)


def _members() -> dict[str, Place]:
    """The places of the network by their name in the source."""
    told = membership()
    of_source = {place.source_key: place for place in Place.objects.filter(source=told["source"])}
    return {member["name"]: of_source[member["key"]] for member in told["members"]}


def accounts(network: Network, *, today: date) -> list[Account]:
    """The demonstration accounts, created when missing; with a password only on a local machine."""
    return load_demo_people(network, today=today, password=PASSWORD if settings.LOCAL else None)


def membership() -> dict[str, Any]:
    """Which places of the sources make the network."""
    return tomllib.loads((files("maille.demo") / "members.toml").read_text(encoding="utf-8"))


def _network() -> Network:
    if existing := demo_network():
        return existing
    told = membership()
    centre = Place.objects.get(source=told["source"], source_key=told["resource_centre"]["key"])
    return create_network(
        slug=SLUG,
        name=told["network"]["name"],
        presentation=told["network"]["presentation"],
        resource_centre=centre,
        main_commune=Commune.objects.get(pk=told["network"]["commune"]),
        phone=centre.phone,
        email=centre.emails[0] if centre.emails else "",
        data_notice=told["network"]["data_notice"],
        by=None,
    )


def _holding(network: Network) -> Place:
    """The member that holds what the companies of the demonstration ask for."""
    return Place.objects.in_network(network, kind=NetworkPlace.Kind.MEMBER).order_by("pk")[0]


def _join(network: Network, *, since: date) -> None:
    """The thirteen first, so that each has the ribbon drawn from its own id; then their neighbours."""
    told = membership()
    of_source = {place.source_key: place for place in Place.objects.filter(source=told["source"])}
    doubles = [of_source[double["key"]] for double in told["doubles"]]
    for double in doubles:
        double.is_published = False
    save_places(doubles, by=None)
    members = [of_source[member["key"]] for member in told["members"]]
    join_network(network=network, places=members, kind=NetworkPlace.Kind.MEMBER, since=since, by=None)
    others = Place.objects.published().exclude(pk__in=[place.pk for place in members]).order_by("pk")
    join_network(network=network, places=list(others), kind=NetworkPlace.Kind.NEIGHBOUR, since=since, by=None)
