"""Coming earlier: what becomes free is kept for a time for the first who asked, then for the next.

The rule that screens say: same place (or by telephone anywhere), in the order people asked, up to a day to answer
(`workshops.rules.offers`), nothing when it is too near for anybody to answer; the same slot is offered once to each.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from maille.appointments import notices
from maille.appointments.load import Choice, receiving, wanted
from maille.appointments.models import Appointment, EarlierOffer
from maille.appointments.models.appointments import AppointmentQuerySet
from maille.appointments.rules.slots import starts
from maille.appointments.vocabulary import Mode
from maille.core import journal
from maille.core.refusals import Refused
from maille.people.models import User
from maille.sharing.actions import hold_people, occupy, release
from maille.sharing.models import Occupation
from maille.sharing.rules import Window
from maille.territory.models import Network, Place
from maille.workshops.rules.offers import offered_until

from .going import go_to
from .holding import check_right, check_to_come, fresh, record, snapshot, window_taken

State = EarlierOffer.State
MOST_ASKED = 50
"""Of those who wait, so many are looked at when a slot becomes free."""


@transaction.atomic
def want_earlier(*, appointment: Appointment, by: Any, at: datetime) -> Appointment:
    """Ask to be told when an earlier slot becomes free; asking again keeps one's rank."""
    check_right(by, appointment)
    appointment = fresh(appointment)
    check_to_come(appointment, at)
    if appointment.wants_earlier_at is None:
        _note(appointment, at, "appointments.earlier_wanted", by)
    return appointment


@transaction.atomic
def drop_earlier(*, appointment: Appointment, by: Any, at: datetime) -> Appointment:
    """Want nothing earlier any more; a slot that was kept goes to the next."""
    check_right(by, appointment)
    appointment = fresh(appointment)
    if appointment.wants_earlier_at is not None:
        _note(appointment, None, "appointments.earlier_dropped", by)
    close_offers(appointment, by=by, at=at)
    return appointment


def _note(appointment: Appointment, wants_at: datetime | None, action: str, by: Any) -> None:
    appointment.wants_earlier_at = wants_at
    appointment.save(update_fields=["wants_earlier_at"])
    journal.record(action, appointment, by=by, network_id=appointment.network_id)


def offer_freed(place: Place, mediator: User, freed: Window, *, network: Network, by: Any, at: datetime) -> None:
    """Keep what has become free for those who asked to come earlier; the caller holds the mediator."""
    if freed.starts_at > at:
        offer_any(place, mediator, [freed], Appointment.objects.filter(network=network), by=by, at=at)


def offer_any(
    place: Place, mediator: User, freed: Sequence[Window], among: AppointmentQuerySet, *, by: Any, at: datetime
) -> None:
    """Keep some of what has become free, in order, for each of those who asked; the caller holds the mediator."""
    waiting = among.waiting_for_earlier().for_display().exclude(offers__state=State.OPEN)
    waiting = waiting.filter(Q(place=place) | Q(mode=Mode.PHONE), starts_at__gt=max(at, freed[0].starts_at))
    for one in waiting[:MOST_ASKED]:
        if choice := _slot_for(one, place, mediator, freed, at):
            _offer(one, choice, by=by, at=at)


def _slot_for(one: Appointment, place: Place, mediator: User, freed: Sequence[Window], at: datetime) -> Choice | None:
    """The first slot, earlier than theirs, that they could have of what was freed and were never offered."""
    want = wanted(one.reason, one.mode, at, is_team=True)
    found = receiving(one.reason, freed[0].starts_at, freed[-1].ends_at, place=place, mediator=mediator)
    told = set(one.offers.filter(mediator=mediator).values_list("starts_at", flat=True))
    for receives in found:
        for start in starts(receives.windows, receives.taken, want):
            whole = want.taking(start)
            is_freed = any(window.overlaps(whole) for window in freed)
            if is_freed and start < one.starts_at and start not in told and offered_until(at, start):
                return Choice(place, mediator, start, start + want.lasts)
    return None


def _offer(one: Appointment, choice: Choice, *, by: Any, at: datetime) -> None:
    # Who is being moved or cancelled right now is left alone: waiting for them while holding others could be for ever.
    if Appointment.objects.select_for_update(of=("self",), skip_locked=True).filter(pk=one.pk).first() is None:
        return
    one.refresh_from_db(fields=["state", "wants_earlier_at", "starts_at"])
    if not one.is_booked or one.wants_earlier_at is None or one.starts_at <= choice.starts_at:
        return
    if one.offers.filter(state=State.OPEN).exists():  # by who freed another slot meanwhile
        return
    until = offered_until(at, choice.starts_at)
    offer = EarlierOffer.objects.create(
        appointment=one,
        mediator=choice.mediator,
        place=choice.place,
        starts_at=choice.starts_at,
        ends_at=choice.ends_at,
        until=until or choice.starts_at,
        at=at,
    )
    way = one.reason.way(one.mode)
    whole = Window(choice.starts_at - way, choice.ends_at + way)
    occupy(Occupation.Because.OFFER, {offer.pk: [(choice.mediator.pk, whole)]})
    record("appointments.earlier_offered", one, by)
    notices.tell(one, notices.OFFERED, at=at, by=by, offer=offer)


@transaction.atomic
def accept_offer(*, offer: EarlierOffer, by: Any, at: datetime) -> Appointment:
    """Say yes: the appointment goes to the earlier slot, and the one it leaves is offered in turn. Again is nothing."""
    check_right(by, offer.appointment)
    appointment = fresh(offer.appointment, offer.mediator_id)
    offer = _again(offer)
    if offer.state == State.ACCEPTED:
        return appointment
    if not offer.is_open(at):
        raise Refused(_("Ce créneau n’est plus gardé pour vous\u00a0: votre rendez-vous reste comme il était."))
    check_to_come(appointment, at)
    freed = (appointment.place, appointment.mediator, window_taken(appointment))
    _end(offer, State.ACCEPTED)
    appointment.wants_earlier_at = None
    appointment.save(update_fields=["wants_earlier_at"])
    go_to(appointment, Choice(offer.place, offer.mediator, offer.starts_at, offer.ends_at), by=by, at=at)
    offer_freed(*freed, network=appointment.network, by=by, at=at)
    return appointment


@transaction.atomic
def decline_offer(*, offer: EarlierOffer, by: Any, at: datetime) -> Appointment:
    """Say no: the slot goes to the next who asked, and the appointment stays. Again is nothing."""
    check_right(by, offer.appointment)
    appointment = fresh(offer.appointment, offer.mediator_id)
    _give_back(_again(offer), State.DECLINED, by=by, at=at)
    return appointment


@transaction.atomic
def lapse_offer(*, offer: EarlierOffer, by: Any, at: datetime) -> None:
    """End an offer that nobody answered in time; the next who asked is offered the slot."""
    hold_people([offer.mediator_id])
    offer = _again(offer)
    if not offer.is_open(at):
        _give_back(offer, State.LAPSED, by=by, at=at)


def close_offers(appointment: Appointment, *, by: Any, at: datetime) -> None:
    """Give back what was kept for somebody who needs it no more."""
    for offer in EarlierOffer.objects.filter(appointment=appointment, state=State.OPEN):
        _give_back(offer, State.DECLINED, by=by, at=at)


def _again(offer: EarlierOffer) -> EarlierOffer:
    EarlierOffer.objects.select_for_update(of=("self",)).filter(pk=offer.pk).first()
    rows = EarlierOffer.objects.select_related("appointment__network", "mediator", "place__commune")
    return rows.get(pk=offer.pk)


def _give_back(offer: EarlierOffer, state: str, *, by: Any, at: datetime) -> None:
    if offer.state != State.OPEN:
        return
    appointment = Appointment.objects.for_display().get(pk=offer.appointment_id)
    _end(offer, state)
    journal.record(
        "appointments.offer_ended", appointment, by=by, after=snapshot(appointment), network_id=appointment.network_id
    )
    notices.withdraw_offer(appointment, at=at, by=by)
    freed = Window(offer.starts_at - appointment.reason.way(appointment.mode), offer.ends_at)
    offer_freed(offer.place, offer.mediator, freed, network=appointment.network, by=by, at=at)


def _end(offer: EarlierOffer, state: str) -> None:
    offer.state = state
    offer.save(update_fields=["state"])
    release(Occupation.Because.OFFER, [offer.pk])
