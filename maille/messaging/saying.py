"""The clock that the team of a message reads: that of its place, or of the house for a message without place."""

from datetime import datetime

from django.utils import timezone

from maille.territory.models import Place
from maille.territory.opening import local_time


def on_clock_of(place: Place | None, at: datetime) -> datetime:
    """An aware instant on the clock of a place."""
    return local_time(place, at) if place else timezone.localtime(at)
