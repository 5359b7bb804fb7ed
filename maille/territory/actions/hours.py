"""Writing opening hours: the usual week, and dated exceptions."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maille.core import journal
from maille.core.refusals import Refused
from maille.language.phrases import Phrase
from maille.territory import access
from maille.territory.hours.french import read_french
from maille.territory.models import HoursException, Place
from maille.territory.rules import Period

from .journalled import network_of


@transaction.atomic
def set_hours(*, place: Place, text: str, keep: bool = False, by: Any) -> Place:
    """Set the usual hours from a French sentence or an OSM value.

    Refused, with the reason, when they cannot be said without loss, unless the person asks to `keep` the sentence.
    """
    from .places import save_places

    access.check_edit_place(by, place)
    text = text.strip()
    place.hours = "" if keep or not text else _usual_hours(text)
    place.hours_text = text if keep else ""
    said = ["", timezone.localdate().isoformat()]
    place.origins = place.origins | {"hours": said, "hours_text": said}
    save_places([place], by=by)
    return place


@transaction.atomic
def add_hours_exception(
    *, place: Place, starts_on: date, ends_on: date, hours: str = "", reason: str = "", by: Any
) -> HoursException:
    """Close a place, or give it other hours, from a day to a day, both included."""
    access.check_edit_place(by, place)
    if ends_on < starts_on:
        raise Refused(_("La fin est avant le début\u00a0: corrigez l’une des deux dates."), field="ends_on")
    if (ends_on - starts_on).days > 366:
        raise Refused(_("Plus d’un an\u00a0: changez plutôt les horaires habituels."), field="ends_on")
    exception = HoursException(
        place=place, starts_on=starts_on, ends_on=ends_on, hours=_daily_hours(hours), reason=reason
    )
    Place.objects.select_for_update().get(pk=place.pk)  # two people noting the same days queue here
    wanted = Period(starts_on, ends_on)
    for other in place.hours_exceptions.filter(ends_on__gte=starts_on):
        if wanted.overlaps(Period(other.starts_on, other.ends_on)):
            raise Refused(
                _("Une autre exception couvre déjà une partie de ces dates\u00a0: supprimez-la d’abord."),
                field="starts_on",
            )
    exception.save()
    journal.record(
        "territory.hours_exception_added", place, by=by, after=_said(exception), network_id=network_of(place)
    )
    return exception


@transaction.atomic
def remove_hours_exception(*, exception: HoursException, by: Any) -> None:
    """Forget an exception: the usual hours apply again."""
    access.check_edit_place(by, exception.place)
    place = exception.place
    journal.record(
        "territory.hours_exception_removed", place, by=by, before=_said(exception), network_id=network_of(place)
    )
    exception.delete()


def _said(exception: HoursException) -> dict[str, str]:
    told = journal.snapshot(exception, ["starts_on", "ends_on", "hours", "reason"])
    return {f"territory.hoursexception.{name}": value for name, value in told.items()}


def _said_here(reason: Phrase | None) -> str:
    """Why a text is no hours, in the language of the page."""
    return reason.in_(get_language() or "fr") if reason else _("Ces horaires ne se comprennent pas.")


def _usual_hours(text: str) -> str:
    """The OSM value of a week ("du lundi au vendredi 9h-12h" → "Mo-Fr 09:00-12:00")."""
    reading = read_french(text)
    if not reading.osm:
        raise Refused(_said_here(reading.reason), field="text")
    if not reading.names_days:
        raise Refused(
            _("Dites aussi les jours\u00a0: «\u00a0tous les jours\u00a0», «\u00a0du lundi au vendredi\u00a0»."),
            field="text",
        )
    if len(reading.osm) > (Place._meta.get_field("hours").max_length or 0):
        raise Refused(
            _("Ces horaires sont trop longs\u00a0: gardez-les tels quels, ou dites-les plus court."), field="text"
        )
    return reading.osm


def _daily_hours(text: str) -> str:
    """The OSM times of one day ("9h-12h" → "09:00-12:00"), or nothing for a closed day."""
    if not text.strip():
        return ""
    reading = read_french(text)
    if not reading.osm:
        raise Refused(_said_here(reading.reason), field="hours")
    if reading.names_days:
        raise Refused(_("Ne dites que les heures\u00a0: ce sont les mêmes chacun de ces jours."), field="hours")
    if len(reading.osm) > (HoursException._meta.get_field("hours").max_length or 0):
        raise Refused(_("Ces horaires sont trop longs\u00a0: dites-les plus court."), field="hours")
    return reading.osm
