"""A request for the equipment of the network: what the addresses of sharing show."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from maille.core.documents.pictures import small_jpeg
from maille.sharing.actions import add_consumable, ask, book_room, propose, save_round, save_van, show_model
from maille.sharing.models import CustodyEvent, CustodyPhoto, Leg, Promise
from maille.sharing.rules import Window
from maille.territory.actions import add_room
from tests.core.pictures import drawn_picture

SMALLEST = small_jpeg(drawn_picture(8, 8))


def add_sharing(world: Any) -> None:
    now = timezone.now()
    model = world.objects["lent_unit"].model
    day = now + timedelta(days=9)
    need = ask(
        network=world.network, place=world.member, window=Window(day, day + timedelta(hours=3)),
        purpose="Atelier photo", wanted=[(model, 1)], by=None, at=now,
    )  # fmt: skip
    later = Window(day + timedelta(days=1), day + timedelta(days=1, hours=3))
    offered = propose(line=need.lines.get(), model=model, count=1, window=later, by=None, at=now)
    # A room of its own: those of the demonstration are taken at some hours of some days.
    room = add_room(place=world.member, name="Salle d’essai", seats=8, by=None)
    booking = book_room(
        network=world.network, room=room, place=world.member, window=later, purpose="Réunion", by=None, at=now
    )
    van = save_van(network=world.network, name="Camionnette d’essai", holds=4, base=world.member, by=None, at=now)
    tour = save_round(van=van, driver=None, window=Window(day, day + timedelta(hours=3)), by=None, at=now)
    way = Leg.objects.create(
        network=world.network, unit=world.objects["lent_unit"], origin=world.member, destination=world.beside,
        leaves_at=day, due_at=day + timedelta(hours=1),
    )  # fmt: skip
    event = CustodyEvent.objects.create(
        unit=world.objects["lent_unit"], kind="checked", place=world.member, at=now, noted_at=now
    )
    photo = CustodyPhoto.objects.create(event=event, jpeg=SMALLEST, alt="La caisse, fermée")
    show_model(model=model, jpeg=SMALLEST, alt="Une tablette posée à plat", by=None)
    spools = add_consumable(network=world.network, name="Filament d’essai", measure="bobine", low=2, by=None)
    world.objects |= {"consumable": spools}
    far = day + timedelta(days=11)
    other = ask(
        network=world.network, place=world.beside, window=Window(far, far + timedelta(hours=3)),
        purpose="Atelier vidéo", wanted=[(model, 1)], by=None, at=now,
    )  # fmt: skip
    promise = Promise.objects.create(
        line=other.lines.get(), unit=world.objects["lent_unit"], place=world.beside,
        starts_at=other.starts_at, ends_at=other.ends_at, promised_at=now,
    )  # fmt: skip
    world.objects |= {"equipment": model, "need": need, "round": tour, "way": way}
    world.objects |= {"booking": booking, "proposal": offered, "promise": promise, "custody_photo": photo}
