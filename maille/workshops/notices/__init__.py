"""Everything said to people about their registration: in their language, by the best channel they have, once.

    notices.tell(registration, SEATED, floor.sessions, at=floor.at, by=floor.by)

Each telling is planned in the transaction of what it tells. Its name holds the registration and its turn on the list,
so that the same news told again changes nothing, and news of a second turn is other news. Reminders are tied to the
beginning of their session, and follow it when it moves. Who has neither telephone nor mailbox is told at the desk,
and only what they could not know.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from maille.messaging.actions import cancel, plan, plan_new
from maille.messaging.rules.moments import reminder_at
from maille.messaging.rules.reach import CALL, EMAIL, Way, best_channel
from maille.messaging.saying import spoken
from maille.territory.opening import local_time
from maille.workshops.models import Registration, Session
from maille.workshops.rules.reminders import SOON, TODAY, Reminder, reminders

from .telling import CALLED_OFF, CANCELLED, ENDS, EXTRA, LAPSED, MOVED, OFFERED, SEATED, WAITING, Telling
from .texts import about, facts, language_of, message, question
from .words import words_of

__all__ = [
    "CALLED_OFF",
    "CANCELLED",
    "EXTRA",
    "LAPSED",
    "MOVED",
    "OFFERED",
    "SEATED",
    "WAITING",
    "Telling",
    "tell",
    "withdraw",
]

KNOWN_ALREADY = (SEATED, WAITING, CANCELLED, TODAY)
"""Said on the screen or by the person at the desk: nobody is called for it."""
TO_PRESCRIBER = (SEATED, WAITING, CANCELLED, CALLED_OFF, LAPSED)


def tell(
    registration: Registration,
    what: str,
    dates: Sequence[Session],
    *,
    at: datetime,
    by: Any = None,
    fresh: bool = False,
    **values: Any,
) -> None:
    """Plan what somebody is told; `dates` are the sessions it is about, with version, place and network.

    `values`: `position` (waiting), `reason` (called off), `before` (moved: the old instant of each session). `fresh`
    says that the registration is new: one query plans everything.
    """
    if not dates:
        return
    telling = Telling(registration, what, dates, at, values)
    if what in ENDS and registration.state not in Registration.ACTIVE:
        cancel(about=registration, at=at, by=by)
    elif what == CALLED_OFF:  # a date of a cycle whose others stay
        for one in dates:
            withdraw(registration, SOON, [one], at=at, by=by)
            withdraw(registration, TODAY, [one], at=at, by=by)
    with override(language_of(registration)):
        messages = [_news(telling), *_reminders(telling, fresh, by), _prescribers(telling)]
    wanted = [one for one in messages if one]
    if fresh:
        plan_new(wanted, at=at)
    else:
        for planned in wanted:
            _plan_following(planned, at, by)


def withdraw(registration: Registration, what: str, dates: Sequence[Session], *, at: datetime, by: Any = None) -> None:
    """Take back what was to be said of these dates, if it has not left: a call that is no longer needed, a reminder."""
    for one in dates:
        cancel(key=_key(Telling(registration, what, [one], at), what, one.pk), at=at, by=by)


def _plan_following(wanted: dict[str, Any], at: datetime, by: Any) -> None:
    """Plan; a reminder that had left for the old date of a session is said once more for the new one."""
    known = plan(**wanted, at=at, by=by)
    if known.has_left and wanted.get("offset") is not None and known.anchor_at != wanted["anchor_at"]:
        stamp = int(wanted["anchor_at"].timestamp())
        turn, _colon, kind = wanted["key"].rpartition(":")
        plan(**{**wanted, "key": f"{turn}.{stamp}:{kind}"}, at=at, by=by)


def _key(telling: Telling, kind: str, *parts: int) -> str:
    turn = int(telling.registration.queued_at.timestamp())
    return ".".join(map(str, [f"registration:{telling.registration.pk}", turn, *parts])) + f":{kind}"


# The news itself


def _news(telling: Telling) -> dict[str, Any] | None:
    way = best_channel(telling.registration.resident)
    if way.channel == CALL and telling.what in KNOWN_ALREADY:
        return None
    first = telling.first
    parts = {MOVED: [first.pk, first.sequence], CALLED_OFF: [first.pk], EXTRA: [first.pk]}.get(telling.what, [])
    if telling.what == EXTRA:  # whatever the channel, a person says it
        way = Way(CALL, telling.registration.resident.phone)
    return {
        **message(telling, way, telling.what),
        "key": _key(telling, telling.what, *parts),
        "send_at": telling.at,
        "anchor_at": telling.registration.offered_until if telling.what == OFFERED else telling.first.starts_at,
    }


def _reminders(telling: Telling, fresh: bool, by: Any) -> list[dict[str, Any]]:
    """The reminders of every date of somebody who has a seat; those that a move has made useless are cancelled."""
    if telling.what not in (SEATED, MOVED) or telling.registration.state != Registration.State.SEATED:
        return []
    way, wanted = best_channel(telling.registration.resident), []
    for one in telling.dates:
        due = reminders(local_time(one.place, one.starts_at), telling.at)
        kinds = {reminder.kind: reminder for reminder in due}
        for kind in (SOON, TODAY):
            if kind in kinds and _is_worth(way, kind):
                wanted.append(_reminder(telling, one, way, kinds[kind]))
            elif not fresh:
                cancel(key=_key(telling, kind, one.pk), at=telling.at, by=by)
    return wanted


def _is_worth(way: Way, kind: str) -> bool:
    """A call is made once, and only to somebody who has a number."""
    return way.channel != CALL or (bool(way.to) and kind not in KNOWN_ALREADY)


def _reminder(telling: Telling, session: Session, way: Way, reminder: Reminder) -> dict[str, Any]:
    about = Telling(telling.registration, reminder.kind, [session], telling.at)
    return {
        **message(about, way, reminder.kind),
        "key": _key(telling, reminder.kind, session.pk),
        "send_at": reminder_at(session.starts_at, reminder.offset),
        "anchor_at": session.starts_at,
        "offset": reminder.offset,
    }


def _prescribers(telling: Telling) -> dict[str, Any] | None:
    """The partner who sent somebody is told what became of it, in their own language, and nothing more."""
    registration = telling.registration
    if not registration.prescriber_email or telling.what not in TO_PRESCRIBER:
        return None
    language = spoken(registration.prescriber_language)
    with override(language):
        words = words_of(telling)
        name = registration.resident.name
        return {
            **about(telling),
            "channel": EMAIL,
            "to": registration.prescriber_email,
            "name": registration.prescriber_name,
            "subject": _("La personne que vous avez orientée\u00a0: %(news)s") % {"news": words.subject},
            "body": "\n".join(
                [
                    _("Bonjour,"),
                    "",
                    _("Voici ce qu’il en est pour %(name)s, que vous avez orientée.") % {"name": name},
                    "",
                    words.subject,
                    *facts(telling),
                    "",
                    question(telling.first),
                ]
            ),
            "key": _key(telling, f"prescriber-{telling.what}"),
            "send_at": telling.at,
            "phone": "",
            "language": language,
        }
