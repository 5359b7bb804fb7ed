"""The texts of each channel: a mail with its calendar, one SMS, what a person of the team says."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import get_language_info, override
from django.utils.translation import gettext as _

from maille.core.telephone import say_number
from maille.messaging.rules.gsm import as_sms
from maille.messaging.rules.reach import CALL, EMAIL, SMS, Way
from maille.messaging.saying import spoken
from maille.workshops import calendars, saying
from maille.workshops.models import Registration, Session
from maille.workshops.rules.reminders import cut

from .telling import CALLED_OFF, CANCELLED, ENDS, MOVED, SEATED, Telling
from .words import Words, words_of

CALENDAR = {SEATED: "REQUEST", MOVED: "REQUEST", CANCELLED: "CANCEL", CALLED_OFF: "CANCEL"}
SEATED_ONCE = (Registration.State.SEATED, Registration.State.CANCELLED)
"""Only these have, or had, dates in their calendar: nobody puts there a seat that is not theirs yet."""
WIDEST, NARROWEST, STEP = 40, 8, 4  # letters left to a title or a place in an SMS


def language_of(registration: Registration) -> str:
    """The language of somebody's messages, or ours when nobody speaks it here any more."""
    return spoken(registration.language)


def message(telling: Telling, way: Way, what: str) -> dict[str, Any]:
    words = words_of(telling)
    resident = telling.registration.resident
    body = {EMAIL: _mail, SMS: sms, CALL: _call}[way.channel]
    return {
        **about(telling),
        "channel": way.channel,
        "to": way.to,
        "name": resident.name,
        "phone": resident.phone,
        "subject": f"{words.subject}\u00a0: {telling.first.title}",
        "body": body(telling, words),
        "attachments": _calendar(telling, what) if way.channel == EMAIL else (),
    }


def about(telling: Telling) -> dict[str, Any]:
    return {
        "language": telling.registration.language,
        "about": telling.registration,
        "network": telling.first.network,
        "place": telling.first.place,
    }


def _mail(telling: Telling, words: Words) -> str:
    resident = telling.registration.resident
    return "\n".join(
        [
            _("Bonjour %(name)s,") % {"name": resident.name},
            "",
            words.sentence,
            "",
            *facts(telling),
            "",
            _("Votre code\u00a0: %(code)s") % {"code": telling.registration.spoken_code},
            _("Votre page, pour répondre, changer ou dire que vous ne venez pas\u00a0:"),
            link(telling.registration),
            "",
            question(telling.first),
        ]
    )


def facts(telling: Telling) -> list[str]:
    place, content = telling.first.place, telling.first.version
    lines = [telling.first.title, *(saying.when(one) for one in telling.dates)]
    lines += [place.name, f"{place.address}, {place.postal_code} {place.commune.name}"]
    if content.to_bring and telling.what not in ENDS:
        lines.append(_("À apporter\u00a0: %(what)s") % {"what": content.to_bring})
    return lines


def question(session: Session) -> str:
    values = {"place": session.place.name, "phone": say_number(session.place.phone)}
    if session.place.phone:
        return _("Une question\u00a0? %(place)s répond au %(phone)s.") % values
    return _("Une question\u00a0? Passez à %(place)s.") % values


def sms(telling: Telling, words: Words) -> str:
    """One SMS, whatever the length of the title and of the place; the link goes last, whole."""
    title, place, moment = telling.first.title, telling.first.place.name, _moment(telling)
    for end in (link(telling.registration), _("Code %(code)s") % {"code": telling.registration.spoken_code}):
        for width in range(WIDEST, NARROWEST - 1, -STEP):
            text = f"{words.short}\u00a0: {cut(title, width)}, {moment}, {cut(place, width)}. {end}"
            if as_sms(text).segments == 1:
                return text
    return f"{words.short}\u00a0: {moment}. {end}"


def _moment(telling: Telling) -> str:
    first = telling.first
    return saying.instant(first.place, first.starts_at)


def _call(telling: Telling, words: Words) -> str:
    """What a person of the team says, in the language of the team."""
    with override(settings.LANGUAGE_CODE):
        words = words_of(telling)
        lines = [words.sentence, *facts(telling)]
        lines.append(_("Code\u00a0: %(code)s") % {"code": telling.registration.spoken_code})
        if not telling.registration.resident.phone:
            lines.append(_("Ni téléphone ni courriel\u00a0: à dire à l’accueil."))
        if (language := language_of(telling.registration)) != settings.LANGUAGE_CODE:
            lines.append(_("Parle\u00a0: %(language)s") % {"language": get_language_info(language)["name_translated"]})
    return "\n".join(lines)


def _calendar(telling: Telling, what: str) -> list[dict[str, str]]:
    if what not in CALENDAR or telling.registration.state not in SEATED_ONCE:
        return []
    method = CALENDAR[what]
    files = [_file("atelier.ics", method, telling, telling.dates)]
    if left := telling.values.get("left"):  # another session: another event, so the old one has to be taken out
        files.append(_file("ancienne-date.ics", "CANCEL", telling, left))
    return files


def _file(name: str, method: str, telling: Telling, dates: Sequence[Session]) -> dict[str, str]:
    registration = telling.registration
    text = calendars.sent(registration, dates, method=method, url=link(registration), at=telling.at)
    return {"name": name, "type": f"text/calendar; method={method}", "text": text.decode()}


def link(registration: Registration) -> str:
    """The whole address of somebody's registration, in the language of their messages."""
    with override(language_of(registration)):
        return settings.SITE_URL + registration.get_absolute_url()
