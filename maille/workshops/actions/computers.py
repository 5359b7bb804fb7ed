"""What a broken or mended computer does to the sessions of its room."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from maille.sharing.models import ConditionEvent
from maille.territory.models import Room
from maille.workshops.models import Seat, Session

from .holding import hold, settle_floors

MOST_AT_ONCE = 200


@dataclass
class Effect:
    """Sessions whose seats became fewer or more, and the seats now above the capacity: whom to call."""

    fewer: list[Session] = field(default_factory=list)
    more: list[Session] = field(default_factory=list)
    extras: list[Seat] = field(default_factory=list)


@transaction.atomic
def follow_conditions(*, by: Any, at: datetime) -> Effect:
    """Count again every session to come in the rooms where something broke or was mended, each event once.

    Bears being run again, and by two workers: the events are taken under a lock, and counting again changes nothing.
    """
    rows = ConditionEvent.objects.select_for_update(of=("self",)).filter(followed_at__isnull=True).order_by("pk")
    events = list(rows.select_related("unit")[:MOST_AT_ONCE])
    rooms = {event.unit.room_id for event in events if event.unit.room_id}
    # Whoever brings a session into one of them keeps it too, from before its computers are counted.
    list(Room.objects.select_for_update(no_key=True).filter(pk__in=rooms).order_by("pk").values_list("pk"))
    sessions = Session.objects.upcoming(at).exclude(state=Session.State.CANCELLED)
    held = hold(list(sessions.filter(room__in=rooms, version__needs_computers=True)), at=at, by=by)
    before = {session.pk: session.seats for session in held.sessions}
    effect = Effect(extras=settle_floors(held))
    effect.fewer = [session for session in held.sessions if session.seats < before[session.pk]]
    effect.more = [session for session in held.sessions if session.seats > before[session.pk]]
    ConditionEvent.objects.filter(pk__in=[event.pk for event in events]).update(followed_at=at)
    return effect
