"""Put something behind every address of a demonstration, and say what opens each screen: run by its own process.

The objects and the people are those of the access table (tests/world.py), added to the demonstration's network, so that
a new screen is looked at as soon as it has its line there.
"""

import json
import sys
from collections.abc import Iterator
from typing import Any

import django


def furnish() -> dict[str, Any]:
    """Give the address of each screen, the session of each person, the cookie of a desk, the pages of errors."""
    from django.core.signing import get_cookie_signer
    from django.template.loader import render_to_string

    from maille.people.context import DESK_COOKIE, SALT

    world = furnished_world()
    return {
        "addresses": dict(addresses(world)),
        "sessions": {name: session_of(user) for name, user in world.people.items() if user},
        "desk": {DESK_COOKIE: get_cookie_signer(salt=DESK_COOKIE + SALT).sign("poste")},
        "errors": {name: render_to_string(f"{name}.html") for name in ("500", "403_csrf", "403", "429")},
    }


def furnished_world() -> Any:
    from maille.territory.models import Network, NetworkPlace
    from tests.world import World, add_objects, add_people

    network = Network.objects.get()
    inside, beside = (
        network.network_places.filter(kind=kind).order_by("pk").first() for kind in ("member", "neighbour")
    )
    elsewhere = Network.objects.create(slug="ailleurs", name="Réseau d’ailleurs", main_commune=network.main_commune)
    NetworkPlace.objects.create(network=elsewhere, place=beside.place, kind="member", rhythm=2, hues=2, edge=0)
    world = World(network, elsewhere, inside.place, beside.place, inside)
    add_people(world)
    add_objects(world)
    give_second_lock(world.people["manager"])
    return world


def give_second_lock(user: Any) -> None:
    """A password and an application of codes: what the pages that ask again are for."""
    from allauth.mfa.models import Authenticator

    user.set_password("une phrase bien longue")
    user.save()
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DPEHPK3PXP"})


def addresses(world: Any) -> Iterator[tuple[str, str]]:
    """Every page that is read: ours with their arguments, and those of the account's library that ask for none."""
    from tests.access_table import rows
    from tests.test_access_table import OTHERS, address_of, plain_address
    from tests.test_access_table import addresses as all_addresses

    yield from ((name, address_of(world, name)) for method, name in rows() if method == "GET")
    for name, _pattern in all_addresses():
        if name.startswith(OTHERS[1:]) and (address := plain_address(name)):
            yield name, address


def session_of(user: Any) -> str:
    """Open a session as someone who has just signed in, and give its key."""
    import time

    from django.test import Client

    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["account_authentication_methods"] = [{"method": "code", "at": time.time(), "email": user.email}]
    session.save()
    return str(session.session_key)


if __name__ == "__main__":
    django.setup()
    json.dump(furnish(), sys.stdout)
