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
        "addresses": dict(addresses(world)) | imports_in_each_state(world),
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


PLACES = """id,nom,commune,code_postal,code_insee,adresse,telephone,date_maj
un,Maison de quartier et centre social intercommunal de la vallée,Saint-Étienne,42000,42218,3 rue Michelet,{phone},{day}
deux,Sans commune,Nulle-Part,,,3 rue Michelet,,{day}
"""


def imports_in_each_state(world: Any) -> dict[str, str]:
    """Imports tried, done over a joining and undone, with lines of each sort: their addresses."""
    from django.urls import reverse
    from django.utils import timezone

    from maille.directory.actions import apply_import, merge_places, try_places, undo_import
    from maille.territory.models import Place

    by, at = world.people["coordinator"], timezone.now()

    def tried(source: str, phone: str, day: str = "2024-05-02") -> Any:
        data = PLACES.format(phone=phone, day=day).encode()
        return try_places(source=source, data=data, file_name=f"{source}.csv", network=world.network, by=by, at=at)

    for source, phone in (("metropole", "+33477332201"), ("caf", "")):
        apply_import(of_import=tried(source, phone), by=by, at=at)
    kept, absorbed = (Place.objects.get(source=source, source_key="un") for source in ("metropole", "caf"))
    merge_places(kept=kept, absorbed=absorbed, choices={}, by=by, at=at)
    over = apply_import(of_import=tried("caf", "+33477332202", "2025-06-03"), by=by, at=at)
    undone = undo_import(of_import=apply_import(of_import=tried("erreur", ""), by=by, at=at), by=by, at=at)
    told = {"tried": tried("metropole", "+33477332203", "2025-06-03"), "over a joining": over, "undone": undone}
    return {f"import {name}": reverse("directory:import", args=[one.pk]) for name, one in told.items()}


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
