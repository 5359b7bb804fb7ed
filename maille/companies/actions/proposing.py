"""What the network proposes: options, written then sent together; taken back; or no."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maille.companies import notices, saying
from maille.companies.models import Enquiry, Option, OptionDate
from maille.companies.rules.life import State
from maille.core.refusals import Refused
from maille.people.models import User
from maille.territory.models import NetworkPlace, Place, Room
from maille.workshops import access as workshops_access
from maille.workshops.load import leaders
from maille.workshops.models import Workshop
from maille.workshops.rules import times
from maille.workshops.rules.times import Slot

from .moving import held, move, record

MOST_OPTIONS, MOST_DATES = 5, 12


@dataclass(frozen=True)
class Offer:
    """An option as it is written: see `Option`."""

    workshop: Workshop
    place: Place
    mediator: User
    slots: Sequence[Slot]
    capacity: int
    room: Room | None = None
    on_site: str = ""
    kit: str = ""
    price: str = ""


@transaction.atomic
def add_option(*, enquiry: Enquiry, offer: Offer, by: Any, at: datetime) -> Option:
    """Write one option of a proposal; the company sees it once the proposal is sent."""
    enquiry = held(enquiry, (State.ASKED,), by=by)
    if enquiry.options.count() >= MOST_OPTIONS:
        raise Refused(_("%(most)s options au plus\u00a0: retirez-en une.") % {"most": MOST_OPTIONS})
    _check(enquiry, offer, by, at)
    option = Option.objects.create(
        enquiry=enquiry,
        workshop=offer.workshop,
        place=offer.place,
        room=None if offer.on_site else offer.room,
        on_site=offer.on_site.strip(),
        mediator=offer.mediator,
        capacity=offer.capacity,
        kit=offer.kit.strip(),
        price=offer.price.strip(),
    )
    ordered = sorted(offer.slots, key=lambda slot: slot.starts_at)
    OptionDate.objects.bulk_create(
        OptionDate(option=option, starts_at=slot.starts_at, ends_at=slot.ends_at) for slot in ordered
    )
    _take_charge(enquiry, by)
    record("option_added", enquiry, by=by)
    return option


def _take_charge(enquiry: Enquiry, by: Any) -> None:
    """Who writes the first option is whom the company calls."""
    if enquiry.handler is None and isinstance(by, User):
        enquiry.handler = by
        enquiry.save(update_fields=["handler"])


def _check(enquiry: Enquiry, offer: Offer, by: Any, at: datetime) -> None:
    network = enquiry.network
    if offer.workshop.network_id != network.pk or offer.workshop.archived_at:
        raise Refused(_("Cet atelier n’est plus au catalogue\u00a0: choisissez-en un autre."), field="workshop")
    if not NetworkPlace.objects.filter(network=network, place=offer.place).exists():
        raise Refused(_("Ce lieu n’est pas dans le réseau\u00a0: choisissez-en un autre."), field="place")
    if not workshops_access.can_hold_sessions(by, offer.place, network):
        raise Refused(_("Vous ne préparez pas de séances dans ce lieu\u00a0: choisissez le vôtre."), field="place")
    if not leaders(network, timezone.localdate(at)).filter(pk=offer.mediator.pk).exists():
        raise Refused(_("Cette personne n’anime pas dans le réseau\u00a0: choisissez-en une autre."), field="mediator")
    _check_room(offer)
    _check_dates(offer.slots, at)


def _check_room(offer: Offer) -> None:
    if offer.room is None or offer.on_site:
        return
    if offer.room.place_id != offer.place.pk:
        raise Refused(_("Cette salle n’est pas dans ce lieu\u00a0: choisissez-en une autre."), field="room")
    if offer.capacity > offer.room.seats:
        raise Refused(
            _(
                "«\u00a0%(room)s\u00a0» accueille %(seats)s personnes\u00a0: proposez moins de places, ou une option"
                " dans l’entreprise."
            )
            % {"room": offer.room, "seats": offer.room.seats},
            field="capacity",
        )


def _check_dates(slots: Sequence[Slot], at: datetime) -> None:
    if not slots:
        raise Refused(_("Donnez au moins une date, avec ses heures."), field="dates")
    if len(slots) > MOST_DATES:
        raise Refused(_("%(most)s dates au plus\u00a0: faites deux options.") % {"most": MOST_DATES}, field="dates")
    for slot in slots:
        try:
            times.check(slot)
        except times.Wrong as wrong:
            raise Refused(_("Une date finit avant de commencer\u00a0: corrigez ses heures."), field="dates") from wrong
    if any(slot.starts_at <= at for slot in slots):
        raise Refused(_("Une date est passée\u00a0: choisissez-en une à venir."), field="dates")
    ordered = sorted(slots, key=lambda slot: slot.starts_at)
    if any(one.overlaps(other) for one, other in itertools.pairwise(ordered)):
        raise Refused(_("Deux dates se chevauchent\u00a0: espacez-les."), field="dates")


@transaction.atomic
def drop_option(*, option: Option, by: Any) -> None:
    """Take an option out of a proposal that is not sent yet."""
    enquiry = held(option.enquiry, (State.ASKED,), by=by)
    option.delete()
    record("option_dropped", enquiry, by=by)


@transaction.atomic
def send_proposal(*, enquiry: Enquiry, by: Any, at: datetime) -> Enquiry:
    """Send the options to the company, which chooses one of them."""
    enquiry = held(enquiry, (State.ASKED,), by=by)
    options = list(enquiry.options.select_related("place__commune", "workshop__current", "room").order_by("pk"))
    if not options:
        raise Refused(_("Écrivez au moins une option, puis envoyez."))
    firsts = [min(one.starts_at for one in option.dates.all()) for option in options]
    if any(first <= at for first in firsts):
        raise Refused(_("Une option a une date passée\u00a0: retirez-la, ou écrivez-en une autre."))
    move(enquiry, State.PROPOSED, at=at)
    record("proposed", enquiry, by=by)
    lines = [line for number, option in enumerate(options, start=1) for line in _lines(number, option)]
    notices.tell(enquiry, notices.PROPOSED, at=at, by=by, lines=lines)
    return enquiry


def _lines(number: int, option: Option) -> list[str]:
    head = _("Option %(number)s\u00a0: %(title)s, %(where)s") % {
        "number": number, "title": option, "where": saying.where(option)
    }  # fmt: skip
    dates = [f"– {saying.when_agreed(option, one)}" for one in option.dates.all()]
    return [head, *dates, _("Prix\u00a0: %(price)s") % {"price": saying.price(option)}]


@transaction.atomic
def recall_proposal(*, enquiry: Enquiry, reason: str, by: Any, at: datetime) -> Enquiry:
    """Take a proposal back to correct it: nothing of it can be accepted meanwhile, and the company knows."""
    enquiry = held(enquiry, (State.PROPOSED,), by=by)
    move(enquiry, State.ASKED, at=at)
    record("recalled", enquiry, by=by)
    notices.tell(enquiry, notices.RECALLED, at=at, by=by, reason=reason.strip())
    return enquiry


@transaction.atomic
def decline(*, enquiry: Enquiry, reason: str, by: Any, at: datetime) -> Enquiry:
    """Say no, and why, as long as nothing was agreed."""
    enquiry = held(enquiry, (State.ASKED, State.PROPOSED), by=by)
    if not reason.strip():
        raise Refused(_("Dites pourquoi\u00a0: l’entreprise le lira."), field="reason")
    move(enquiry, State.DECLINED, at=at, reason=reason.strip())
    record("declined", enquiry, by=by, close_reason=enquiry.close_reason)
    notices.tell(enquiry, notices.DECLINED, at=at, by=by)
    return enquiry
