"""What is said to a partner who asked that somebody be told of a topic; and to that person, who did not ask alone."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from maille.messaging.actions import plan
from maille.messaging.rules.gsm import as_sms
from maille.messaging.rules.reach import CALL, EMAIL, best_channel
from maille.messaging.saying import spoken
from maille.workshops import saying
from maille.workshops.models import Interest, Session
from maille.workshops.rules.reminders import cut

NOTED, TOLD, TAKEN, STOPPED, OVER = "noted", "told", "taken", "stopped", "over"


def tell_of_orientation(interest: Interest, *, at: datetime) -> None:
    """Say that it is noted, to both: the person can stop it; nobody is called for that."""
    tell_prescriber(interest, NOTED, at=at)
    way = best_channel(interest.resident)
    if way.channel == CALL:
        return
    with override(spoken(interest.language)):
        subject = _("Nous vous préviendrons\u00a0: %(topic)s") % {"topic": interest.topic}
        body = _mail(interest) if way.channel == EMAIL else _sms(interest)
    _plan(interest, "asked", at, channel=way.channel, to=way.to, phone=interest.resident.phone,
          name=interest.resident.name, subject=subject, body=body, language=spoken(interest.language))  # fmt: skip


def tell_prescriber(interest: Interest, news: str, *, at: datetime, session: Session | None = None) -> None:
    """Tell the partner what became of the person they sent, in their own language, and nothing more."""
    if not interest.prescriber_email:
        return
    language = spoken(interest.prescriber_language)
    with override(language):
        subject, sentence = _words(interest, news)
        lines = [_("Bonjour,"), "", sentence, "", _("Ce qui est demandé\u00a0: %(topic)s") % {"topic": interest.topic}]
        lines += [_("Près de\u00a0: %(near)s") % {"near": interest.near}] if interest.near else []
        lines += ["", *_dates(session)] if session else []
        subject = _("La personne que vous avez orientée\u00a0: %(news)s") % {"news": subject}
    kind = f"prescriber-{news}" if session is None else f"{session.pk}-prescriber-{news}"
    _plan(interest, kind, at, channel=EMAIL, to=interest.prescriber_email, name=interest.prescriber_name,
          subject=subject, body="\n".join(lines), language=language)  # fmt: skip


def is_told_by_prescriber(interest: Interest) -> bool:
    """Who has neither telephone nor address is told by the partner who sent them."""
    resident = interest.resident
    return bool(interest.prescriber_email and not (resident.email or resident.phone))


def _plan(interest: Interest, kind: str, at: datetime, **fields: Any) -> None:
    stamp = int((interest.ended_at or at).timestamp())
    key = f"interest:{interest.pk}.{stamp}:{kind}"
    plan(key=key, send_at=at, at=at, about=interest, network=interest.network, **fields)


def _words(interest: Interest, news: str) -> tuple[str, str]:
    said: dict[str, Callable[[], tuple[str, str]]] = {
        NOTED: lambda: (
            _("demande notée"),
            _("Nous préviendrons %(name)s du prochain atelier qui convient, et nous vous dirons ce qu’il en est."),
        ),
        TOLD: lambda: (_("un atelier lui est proposé"), _told(interest)),
        TAKEN: lambda: (_("une place est prise"), _("%(name)s a une place. Merci de votre orientation.")),
        STOPPED: lambda: (
            _("demande arrêtée"),
            _("%(name)s a arrêté sa demande. Si c’est une erreur, orientez la personne à nouveau."),
        ),
        OVER: lambda: (
            _("demande finie"),
            _("Six mois ont passé sans que %(name)s prenne une place. Orientez la personne à nouveau si c’est utile."),
        ),
    }
    subject, sentence = said[news]()
    return subject, sentence % {"name": interest.resident.name}


def _told(interest: Interest) -> str:
    if is_told_by_prescriber(interest):
        return _(
            "Des places sont libres. %(name)s n’a ni téléphone ni courriel\u00a0: prévenez et inscrivez la personne."
        )
    return _("Des places sont libres, et nous venons de prévenir %(name)s. La première personne inscrite a la sienne.")


def _dates(session: Session) -> list[str]:
    place = session.place
    lines = [session.title, saying.when(session), place.name]
    lines += [f"{place.address}, {place.postal_code} {place.commune.name}", ""]
    return [
        *lines,
        _("Pour inscrire la personne\u00a0:"),
        settings.SITE_URL + reverse("workshops:orient", args=[session.pk]),
    ]


def _mail(interest: Interest) -> str:
    values = {"who": interest.prescriber_organisation, "topic": interest.topic, "name": interest.resident.name}
    asked = _("%(who)s a demandé pour vous que nous vous prévenions du prochain atelier\u00a0: %(topic)s.") % values
    lines = [
        _("Bonjour %(name)s,") % values,
        "",
        asked,
        "",
        _("Pour ne plus recevoir ces messages\u00a0:"),
        stop_link(interest),
    ]
    return "\n".join(lines)


def _sms(interest: Interest) -> str:
    for width in range(60, 9, -5):
        values = {"who": cut(interest.prescriber_organisation, width), "topic": cut(interest.topic, width)}
        text = _("Demande de %(who)s\u00a0: nous vous préviendrons (%(topic)s).") % values
        text += " " + _("STOP\u00a0: %(link)s") % {"link": stop_link(interest)}
        if as_sms(text).segments == 1:
            break
    return text


def stop_link(interest: Interest) -> str:
    """The whole address of the page that says what was asked, and stops it."""
    return settings.SITE_URL + reverse("workshops:interest", args=[interest.secret])
