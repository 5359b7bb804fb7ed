"""When a mediator receives: openings added, and ended. What is booked already stays until a person moves it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from maille.appointments import access
from maille.appointments.load import receivers
from maille.appointments.models import Opening
from maille.core import journal
from maille.core.refusals import Refused
from maille.people.models import User
from maille.sharing.actions import hold_people
from maille.territory.models import Network, Place
from maille.territory.opening import local_time

SAID = ("place", "mediator", "weekday", "start", "end", "starts_on", "ends_on")


@dataclass(frozen=True)
class Hours:
    """Every week on a day, from one hour to another, between two days."""

    weekday: int
    start: time
    end: time
    starts_on: date
    ends_on: date | None = None


@transaction.atomic
def add_opening(*, network: Network, place: Place, mediator: User, hours: Hours, by: Any) -> Opening:
    """Open appointments with a mediator in a place; refused when she receives at that hour already."""
    _check(by, mediator, place, network)
    if not receivers(network, hours.starts_on).filter(pk=mediator.pk).exists():
        raise Refused(
            _("%(person)s ne reçoit pas dans ce réseau\u00a0: choisissez quelqu’un d’autre.") % {"person": mediator},
            field="mediator",
        )
    hold_people([mediator.pk])
    opening = Opening(network=network, place=place, mediator=mediator, **vars(hours))
    try:
        opening.full_clean()
    except ValidationError as wrong:
        raise Refused(wrong.messages[0], field="end" if hours.end <= hours.start else "ends_on") from wrong
    _refuse_overlap(opening)
    opening.save()
    journal.record("appointments.opening_added", opening, by=by, after=_said(opening), network_id=network.pk)
    return opening


@transaction.atomic
def end_opening(*, opening: Opening, by: Any, at: datetime) -> None:
    """Stop receiving from today on: an opening that has begun keeps its past, another goes."""
    _check(by, opening.mediator, opening.place, opening.network)
    before = _said(opening)
    yesterday = local_time(opening.place, at).date() - timedelta(days=1)
    journal.record("appointments.opening_ended", opening, by=by, before=before, network_id=opening.network_id)
    if opening.starts_on > yesterday:
        opening.delete()
    elif opening.ends_on is None or opening.ends_on > yesterday:
        opening.ends_on = yesterday
        opening.save(update_fields=["ends_on"])


def _check(by: Any, mediator: User, place: Place, network: Network) -> None:
    if not access.can_open(by, mediator, place, network):
        raise Refused(_("Seules la personne, la responsable du lieu et la coordination ouvrent ses rendez-vous."))


def _refuse_overlap(opening: Opening) -> None:
    same = Opening.objects.filter(mediator=opening.mediator, weekday=opening.weekday)
    same = same.filter(start__lt=opening.end, end__gt=opening.start).not_over(opening.starts_on)
    if opening.ends_on:
        same = same.filter(starts_on__lte=opening.ends_on)
    if known := same.select_related("place").first():
        raise Refused(
            _("%(person)s reçoit déjà à cette heure-là (%(place)s)\u00a0: changez les heures, ou fermez l’autre plage.")
            % {"person": opening.mediator, "place": known.place},
            field="start",
        )


def _said(opening: Opening) -> dict[str, Any]:
    return journal.snapshot(opening, SAID)
