"""Keeping a room of the network: the whole of it, or a part; what stands within it is taken with it."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Min
from django.utils.translation import gettext as _

from maille.core import journal
from maille.core.refusals import Refused
from maille.sharing import access
from maille.sharing.models import Occupation, RoomBooking
from maille.sharing.rules import Window
from maille.territory.models import Network, NetworkPlace, Place, Room
from maille.territory.rooms import meeting, rooms_of, smallest_parts

from .agreed import check_dates
from .occupying import occupy, release

SAID = ("room", "place", "starts_at", "ends_at", "purpose")
Because = Occupation.Because


def taken_from(rooms: Collection[int], at: datetime) -> Sequence[datetime]:
    """When each thing that takes one of these rooms begins, those that are over left out."""
    ahead = Occupation.objects.filter(room__in=rooms, ends_at__gt=at)
    return list(
        ahead.values_list("because", "object_id").annotate(begins=Min("starts_at")).values_list("begins", flat=True)
    )


def rooms_taken(window: Window, rooms: Any) -> set[int]:
    """Those of these rooms that something has within a time."""
    rows = Occupation.objects.filter(room__in=rooms).meeting(window.starts_at, window.ends_at)
    return {key for key in rows.values_list("room", flat=True) if key is not None}


@transaction.atomic
def book_room(
    *, network: Network, room: Room, place: Place, window: Window, purpose: str, by: Any, at: datetime
) -> RoomBooking:
    """Keep a room for a place; refused when a session or somebody else has it, or a part of it."""
    if not access.can_ask_for(by, network, place):
        raise Refused(_("Seule l’équipe de «\u00a0%(place)s\u00a0» demande pour ce lieu.") % {"place": place})
    if not purpose.strip():
        raise Refused(_("Dites pour quoi faire\u00a0: l’équipe du lieu saura qui vient."), field="purpose")
    check_dates(window, at)
    if not NetworkPlace.objects.filter(network=network, place=room.place_id).exists():
        raise Refused(_("Choisissez une salle du réseau."), field="room")
    list(Room.objects.select_for_update(no_key=True).filter(place=room.place_id).order_by("pk").values_list("pk"))
    rooms = rooms_of(room.place_id)
    parts = smallest_parts(room.pk, rooms)
    if rooms_taken(window, meeting(room.pk, rooms)):
        raise Refused(
            _("«\u00a0%(room)s\u00a0» est prise à ces heures-là\u00a0: choisissez une autre heure ou une autre salle.")
            % {"room": room},
            field="room",
        )
    booking = RoomBooking.objects.create(
        network=network,
        room=room,
        place=place,
        starts_at=window.starts_at,
        ends_at=window.ends_at,
        purpose=purpose.strip()[:200],
        booked_by=by if by is not None and by.is_authenticated else None,
        booked_at=at,
    )
    occupy(Because.BOOKING, {booking.pk: []}, {booking.pk: [(part, window) for part in sorted(parts)]})
    journal.record("sharing.room_booked", booking, by=by, after=journal.snapshot(booking, SAID), network_id=network.pk)
    return booking


@transaction.atomic
def cancel_booking(*, booking: RoomBooking, by: Any, at: datetime) -> None:
    """Give a room back: who asked for it, the place it belongs to, the coordination. Again, it changes nothing."""
    booking = RoomBooking.objects.select_for_update(of=("self",)).get(pk=booking.pk)
    if not access.can_cancel_booking(by, booking):
        raise Refused(_("Seuls le lieu qui a réservé, le lieu de la salle et la coordination annulent."))
    if booking.cancelled_at is not None:
        return
    booking.cancelled_at = at
    booking.save(update_fields=["cancelled_at"])
    release(Because.BOOKING, [booking.pk])
    journal.record("sharing.booking_cancelled", booking, by=by, network_id=booking.network_id)
