"""What the clock of the house asks of sharing."""

from datetime import datetime, timedelta

from maille.core.clock import alone

from . import notices
from .models import Promise
from .story import next_of

PATIENCE = timedelta(minutes=30)
"""How long after its end a loan is late: the time to come to the door and say so."""
OLD = timedelta(days=30)


def tell_late(*, at: datetime) -> None:
    """Tell whoever is next of each unit that is not back; each once, whatever the clock does again."""
    late = Promise.objects.standing().filter(left_at__isnull=False, ends_at__lte=at - PATIENCE, ends_at__gt=at - OLD)
    for promise in late.select_related("unit__model", "place").order_by("ends_at", "pk"):
        with alone("sharing.tasks.tell_late", promise):
            coming = next_of(promise.unit, at)
            if coming is not None and coming.pk != promise.pk:
                notices.hand_over_late(promise, coming, at=at)
