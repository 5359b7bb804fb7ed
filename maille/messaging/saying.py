"""How a message is said: in which language, and on the clock of which place."""

from datetime import datetime

from django.conf import settings
from django.utils import timezone

from maille.territory.models import Place
from maille.territory.opening import local_time


def on_clock_of(place: Place | None, at: datetime) -> datetime:
    """An aware instant on the clock that the team of a message reads: of its place, or of the house without one."""
    return local_time(place, at) if place else timezone.localtime(at)


def spoken(code: str) -> str:
    """A language that somebody asked for, or ours when nobody speaks it here, or no more."""
    return code if code in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
