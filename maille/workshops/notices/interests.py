"""What is said to those who asked to be told of the next session: a mail, one SMS, or a call."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from maille.messaging.actions import plan
from maille.messaging.rules.gsm import as_sms
from maille.messaging.rules.reach import CALL, EMAIL, best_channel
from maille.messaging.saying import spoken
from maille.workshops import saying
from maille.workshops.models import Interest, Session
from maille.workshops.rules.reminders import cut

from .partners import TOLD, is_told_by_prescriber, stop_link, tell_prescriber
from .texts import NARROWEST, STEP, WIDEST, question


def tell_of(interest: Interest, session: Session, *, at: datetime) -> None:
    """Plan the one message by which somebody hears of one session, in their language, by the channel they have.

    The partner who sent them is told too; alone, when the person has no channel.
    """
    tell_prescriber(interest, TOLD, at=at, session=session)
    if is_told_by_prescriber(interest):
        return
    way = best_channel(interest.resident)
    language = spoken(interest.language)
    with override(settings.LANGUAGE_CODE if way.channel == CALL else language):
        body = {EMAIL: _mail, CALL: _call}.get(way.channel, _sms)(interest, session)
        subject = _("Des places libres\u00a0: %(title)s") % {"title": session.title}
    plan(
        key=f"interest:{interest.pk}.{session.pk}:interest",
        channel=way.channel,
        to=way.to,
        phone=interest.resident.phone,
        name=interest.resident.name,
        subject=subject,
        body=body,
        send_at=at,
        anchor_at=session.starts_at,
        at=at,
        language=language,
        about=interest,
        network=session.network,
        place=session.place,
    )


def _mail(interest: Interest, session: Session) -> str:
    news = _("Vous avez demandé à être prévenu. Il reste des places\u00a0; la première personne inscrite a la sienne.")
    if interest.prescriber_organisation:
        news = _(
            "%(who)s a demandé que vous soyez prévenu. Il reste des places\u00a0; la première personne inscrite a la"
            " sienne."
        ) % {"who": interest.prescriber_organisation}
    lines = [_("Bonjour %(name)s,") % {"name": interest.resident.name}, "", news, "", *_facts(session), ""]
    lines += [_("Pour vous inscrire\u00a0:"), settings.SITE_URL + session.get_absolute_url(), ""]
    lines += [_("Pour ne plus recevoir ces messages\u00a0:"), stop_link(interest), "", question(session)]
    return "\n".join(lines)


def _call(interest: Interest, session: Session) -> str:
    sentence = _("A demandé à être prévenu de cet atelier\u00a0: il reste des places. Proposez d’inscrire la personne.")
    return "\n".join([sentence, *_facts(session)])


def _facts(session: Session) -> list[str]:
    place = session.place
    return [
        session.title,
        saying.when(session),
        place.name,
        f"{place.address}, {place.postal_code} {place.commune.name}",
    ]


def _sms(interest: Interest, session: Session) -> str:
    """One SMS, whatever the length of the title and of the place, with the link that stops it; two at worst."""
    links = " ".join(
        [settings.SITE_URL + session.get_absolute_url(), _("STOP\u00a0: %(link)s") % {"link": stop_link(interest)}]
    )
    moment, text = saying.instant(session.place, session.starts_at), ""
    for width in range(WIDEST, NARROWEST - 1, -STEP):
        values = {"title": cut(session.title, width), "when": moment, "where": cut(session.place.name, width)}
        text = _("Places libres\u00a0: %(title)s, %(when)s, %(where)s.") % values + f" {links}"
        if as_sms(text).segments == 1:
            return text
    short = _("Places libres\u00a0: %(when)s.") % {"when": moment} + f" {links}"
    return short if as_sms(short).segments == 1 else text
