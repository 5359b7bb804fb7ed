"""How presence is said: a half-day, how long it lasted; in the language of the page."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maille.territory.models import Place
from maille.workshops import saying as sessions

from .rules.half_days import HalfDay, Part

PARTS = {
    Part.MORNING: gettext_lazy("matin"),
    Part.AFTERNOON: gettext_lazy("après-midi"),
    Part.EVENING: gettext_lazy("soir"),
}


def half_day(place: Place, part: HalfDay) -> str:
    """A half-day with its hours: "matin, 9 h – 13 h"."""
    return f"{PARTS[part.part]}, {sessions.hours_there(place, part.starts_at, part.ends_at)}"


def duration(length: timedelta) -> str:
    """How long: "2 h", "1 h 30", "45 min"."""
    hours, minutes = divmod(round(length.total_seconds() / 60), 60)
    if not hours:
        return _("%(minutes)s\u00a0min") % {"minutes": minutes}
    if not minutes:
        return _("%(hours)s\u00a0h") % {"hours": hours}
    return _("%(hours)s\u00a0h\u00a0%(minutes)02d") % {"hours": hours, "minutes": minutes}
