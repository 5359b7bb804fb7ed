"""Everything said to people about their appointment: in their language, by the best channel they have, once.

Each telling is planned in the transaction of what it tells, under a name that holds the appointment and its turn
(`sequence`). The reminder of the day before follows the appointment when it moves. Who has neither telephone nor
mailbox is told at the desk, and only what they could not know. A partner who sent somebody is told what became of it.
"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import get_language_info, override
from django.utils.translation import gettext as _

from maille.core.telephone import say_number
from maille.messaging.actions import cancel, plan
from maille.messaging.rules.gsm import as_sms
from maille.messaging.rules.moments import reminder_at
from maille.messaging.rules.reach import CALL, EMAIL, Way, best_channel
from maille.messaging.saying import spoken
from maille.people.models import Resident
from maille.territory.opening import local_time
from maille.workshops import saying
from maille.workshops.rules.reminders import cut

from . import calendars
from .models import Appointment, EarlierOffer
from .rules.reminders import reminder_offset
from .vocabulary import Mode

BOOKED, MOVED, CANCELLED, CALLED_OFF = "booked", "moved", "cancelled", "called_off"
OFFERED, REMINDER = "offered", "reminder"
CALENDAR = {BOOKED: "REQUEST", MOVED: "REQUEST", CANCELLED: "CANCEL", CALLED_OFF: "CANCEL"}
TO_PRESCRIBER = (BOOKED, MOVED, CANCELLED, CALLED_OFF)
WIDEST, NARROWEST, STEP = 40, 8, 4  # letters left to a place in an SMS


def tell(
    appointment: Appointment,
    what: str,
    *,
    at: datetime,
    by: Any = None,
    before: datetime | None = None,
    offer: EarlierOffer | None = None,
) -> None:
    """Plan what the person is told, with the reminder; `before` is where it was, `offer` the slot kept for them."""
    if what in (CANCELLED, CALLED_OFF):
        cancel(about=appointment, at=at, by=by)
    with override(language_of(appointment)):
        _news(appointment, what, at=at, by=by, before=before, offer=offer)
        if what in (BOOKED, MOVED):
            _remind(appointment, at=at, by=by)
    if what in TO_PRESCRIBER and appointment.prescriber_email:
        _tell_prescriber(appointment, what, at=at, by=by)


def withdraw_offer(appointment: Appointment, *, at: datetime, by: Any = None) -> None:
    """Take back what was still to be said of a slot that is no longer kept."""
    cancel(about=appointment, kind=OFFERED, at=at, by=by)


def language_of(appointment: Appointment) -> str:
    """The language of somebody's messages, or ours when nobody speaks it here any more."""
    return spoken(appointment.language)


def link(appointment: Appointment) -> str:
    """The whole address of somebody's appointment, in the language of their messages."""
    with override(language_of(appointment)):
        return settings.SITE_URL + appointment.get_absolute_url()


def person(appointment: Appointment) -> Resident:
    """The record in which the person lives on."""
    return appointment.resident.living


def _news(
    appointment: Appointment,
    what: str,
    *,
    at: datetime,
    by: Any,
    before: datetime | None,
    offer: EarlierOffer | None,
) -> None:
    way = best_channel(person(appointment))
    # Who did it knows; the team says to somebody at the desk what it does there.
    knows = what in (BOOKED, CANCELLED) or (what == MOVED and by is None)
    if way.channel == CALL and knows:
        return
    words = _words(appointment, what, before, offer)
    plan(
        **_message(appointment, way, words, offer),
        key=f"appointment:{appointment.pk}.{appointment.sequence}{f'.{offer.pk}' if offer else ''}:{what}",
        attachments=_calendar(appointment, what, at) if way.channel == EMAIL else (),
        send_at=at,
        anchor_at=offer.until if offer else appointment.starts_at,
        at=at,
        by=by,
    )


def _remind(appointment: Appointment, *, at: datetime, by: Any) -> None:
    """Plan the reminder; where the appointment went elsewhere after it had left, it is said once more."""
    key, way = f"appointment:{appointment.pk}:{REMINDER}", best_channel(person(appointment))
    offset = reminder_offset(local_time(appointment.place, appointment.starts_at), at)
    if offset is None or (way.channel == CALL and not way.to):
        cancel(key=key, at=at, by=by)
        return
    fields: dict[str, Any] = {
        **_message(appointment, way, _words(appointment, REMINDER, None, None), None),
        "send_at": reminder_at(appointment.starts_at, offset),
        "anchor_at": appointment.starts_at,
        "offset": offset,
        "at": at,
        "by": by,
    }
    known = plan(**fields, key=key)
    if known.has_left and known.anchor_at != appointment.starts_at:
        plan(**fields, key=f"appointment:{appointment.pk}.{appointment.sequence}:{REMINDER}")


# The words


def _words(
    appointment: Appointment, what: str, before: datetime | None, offer: EarlierOffer | None
) -> tuple[str, str, str]:
    """The subject of a mail, its sentence, and the few words that begin an SMS."""
    if what == OFFERED and offer:
        until = saying.instant(offer.place, offer.until)
        return (
            _("Un créneau plus tôt est libre pour vous"),
            _(
                "Un créneau plus tôt est libre pour vous. Répondez avant %(until)s\u00a0: ensuite, il ira à une autre"
                " personne. Sans réponse, votre rendez-vous reste comme il est."
            )
            % {"until": until},
            _("Plus tôt\u00a0? Répondez avant %(until)s") % {"until": until},
        )
    if what == MOVED:
        sentence = _("Votre rendez-vous change.")
        if before:
            was = saying.instant(appointment.place, before)
            sentence += " " + _("Il n’a plus lieu %(before)s.") % {"before": was}
        return _("Votre rendez-vous change"), sentence, _("CHANGEMENT de rendez-vous")
    if what == CALLED_OFF:
        sentence = f"{_('Votre rendez-vous est annulé.')} {appointment.end_reason}".strip()
        return _("Votre rendez-vous est annulé"), sentence, _("ANNULÉ, rendez-vous")
    if what == CANCELLED:
        sentence = _("Votre rendez-vous est annulé, comme vous l’avez demandé. Merci d’avoir prévenu.")
        return _("Votre rendez-vous est annulé"), sentence, _("Rendez-vous annulé")
    if what == REMINDER:
        return (
            _("C’est demain"),
            _("Votre rendez-vous est demain. Vous ne pouvez pas\u00a0? Dites-le, il servira à quelqu’un."),
            _("Demain, rendez-vous"),
        )
    return _("Votre rendez-vous est pris"), _("Votre rendez-vous est pris."), _("Rendez-vous pris")


def how(appointment: Appointment) -> str:
    """Where one meets: the place, a call to a number, a visit. The address of a visit stays on the person's page."""
    if appointment.mode == Mode.PHONE:
        return _("Nous vous appelons au %(phone)s.") % {"phone": say_number(person(appointment).phone)}
    if appointment.mode == Mode.HOME:
        return _("Nous venons chez vous.")
    place = appointment.place
    return f"{place.name}, {place.address}, {place.postal_code} {place.commune.name}"


def facts(appointment: Appointment, slot: Any) -> list[str]:
    """What, when, how, with whom, in lines; `slot` is the appointment, or the offer that may take its place."""
    place = slot.place
    day, hours = saying.day_there(place, slot.starts_at), saying.hours_there(place, slot.starts_at, slot.ends_at)
    lines = [appointment.reason.name, f"{day}, {hours}", how(appointment)]
    lines.append(_("Avec %(mediator)s, %(place)s") % {"mediator": slot.mediator, "place": place.name})
    if appointment.reason.to_bring:
        lines.append(_("À apporter\u00a0: %(what)s") % {"what": appointment.reason.to_bring})
    return lines


def _message(
    appointment: Appointment, way: Way, words: tuple[str, str, str], offer: EarlierOffer | None
) -> dict[str, Any]:
    subject, sentence, short = words
    slot, resident = offer or appointment, person(appointment)
    if way.channel == EMAIL:
        body = _mail(appointment, sentence, slot)
    elif way.channel == CALL:
        with override(settings.LANGUAGE_CODE):
            body = _call(appointment, sentence, slot)
    else:
        body = sms(appointment, short, slot)
    return {
        "channel": way.channel,
        "to": way.to,
        "phone": resident.phone,
        "name": resident.name,
        "subject": f"{subject}\u00a0: {appointment.reason.name}",
        "body": body,
        "language": appointment.language,
        "about": appointment,
        "network": appointment.network,
        "place": appointment.place,
    }


def _mail(appointment: Appointment, sentence: str, slot: Any) -> str:
    return "\n".join(
        [
            _("Bonjour %(name)s,") % {"name": person(appointment).name},
            "",
            sentence,
            "",
            *facts(appointment, slot),
            "",
            _("Votre code\u00a0: %(code)s") % {"code": appointment.spoken_code},
            _("Votre page, pour répondre, déplacer ou annuler\u00a0:"),
            link(appointment),
            "",
            question(appointment),
        ]
    )


def question(appointment: Appointment) -> str:
    place = appointment.place
    values = {"place": place.name, "phone": say_number(place.phone)}
    if place.phone:
        return _("Une question\u00a0? %(place)s répond au %(phone)s.") % values
    return _("Une question\u00a0? Passez à %(place)s.") % values


def sms(appointment: Appointment, short: str, slot: Any) -> str:
    """One SMS, whatever the length of the place; the link goes last, whole."""
    moment = saying.instant(slot.place, slot.starts_at)
    for end in (link(appointment), _("Code %(code)s") % {"code": appointment.spoken_code}):
        for width in range(WIDEST, NARROWEST - 1, -STEP):
            text = f"{short}\u00a0: {moment}, {cut(slot.place.name, width)}. {end}"
            if as_sms(text).segments == 1:
                return text
    return f"{short}\u00a0: {moment}. {end}"


def _call(appointment: Appointment, sentence: str, slot: Any) -> str:
    """What a person of the team says, in the language of the team."""
    lines = [sentence, *facts(appointment, slot)]
    lines.append(_("Code\u00a0: %(code)s") % {"code": appointment.spoken_code})
    if not person(appointment).phone:
        lines.append(_("Ni téléphone ni courriel\u00a0: à dire à l’accueil."))
    if (language := language_of(appointment)) != settings.LANGUAGE_CODE:
        lines.append(_("Parle\u00a0: %(language)s") % {"language": get_language_info(language)["name_translated"]})
    return "\n".join(lines)


def _calendar(appointment: Appointment, what: str, at: datetime) -> list[dict[str, str]]:
    if what not in CALENDAR:
        return []
    method = CALENDAR[what]
    text = calendars.sent(appointment, method=method, url=link(appointment), where=how(appointment), at=at)
    return [{"name": "rendez-vous.ics", "type": f"text/calendar; method={method}", "text": text.decode()}]


def _tell_prescriber(appointment: Appointment, what: str, *, at: datetime, by: Any) -> None:
    """The partner who sent somebody is told what became of it, in their own language, and nothing more."""
    language = spoken(appointment.prescriber_language)
    with override(language):
        subject = _words(appointment, what, None, None)[2].capitalize()
        day = saying.instant(appointment.place, appointment.starts_at)
        lines = [
            _("Bonjour,"),
            "",
            _("Voici ce qu’il en est pour %(name)s, que vous avez orientée.") % {"name": person(appointment).name},
            "",
            subject,
            appointment.reason.name,
            f"{day}, {appointment.place.name}",
            "",
            question(appointment),
        ]
        plan(
            key=f"appointment:{appointment.pk}.{appointment.sequence}:prescriber-{what}",
            channel=EMAIL,
            to=appointment.prescriber_email,
            name=appointment.prescriber_name,
            subject=_("La personne que vous avez orientée\u00a0: %(news)s") % {"news": subject},
            body="\n".join(lines),
            language=language,
            send_at=at,
            about=appointment,
            network=appointment.network,
            place=appointment.place,
            at=at,
            by=by,
        )
