"""What people do with messages: cancel, tell again, settle a doubt, call, post."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from maille.core import journal
from maille.core.refusals import Refused
from maille.messaging.access import can_handle
from maille.messaging.models import Message
from maille.messaging.rules.keys import first_key, said_again

from .moments import set_moment

State, Channel = Message.State, Message.Channel
OUTCOME_LENGTH = 300


@transaction.atomic
def cancel_message(*, message: Message, at: datetime, by: Any) -> Message:
    """Keep a message from leaving. Refused when it is too late; cancelling again changes nothing."""
    message = _mine(message, by)
    if message.state == State.CANCELLED:
        return message
    if message.state != State.WAITING:
        raise Refused(_("Ce message n’attend plus\u00a0: il est trop tard pour l’annuler."))
    return _change("messaging.cancelled", message, by, state=State.CANCELLED, done_at=at, done_by=by)


@transaction.atomic
def replay(*, message: Message, at: datetime, by: Any) -> Message:
    """Tell the same thing again, now, as a new message: because somebody asked, never by itself."""
    message = _mine(message, by)
    if message.erased_at:
        raise Refused(_("Le texte de ce message est effacé\u00a0: écrivez à la personne autrement."))
    if message.state in (State.WAITING, State.SENDING):
        raise Refused(_("Ce message va partir\u00a0: attendez de voir ce qu’il devient."))
    again = Message.objects.get(pk=message.pk)
    again.pk, again._state.adding = None, True
    again.key = said_again(message.key, _times_told(message) + 1)
    again.state, again.attempts, again.error, again.outcome, again.asked = State.WAITING, 0, "", "", ""
    again.planned_at, again.send_at, again.claimed_at, again.done_at, again.done_by = at, at, None, None, None
    again.offset = None  # it is told now, wherever the session goes
    set_moment(again, at)
    again.save(force_insert=True)
    journal.record("messaging.told_again", message, by=by, network_id=message.network_id)
    return again


def _times_told(message: Message) -> int:
    """Count how often it was told; its first message is locked, so that two people do not name two tellings alike."""
    first = first_key(message.key)
    Message.objects.select_for_update().filter(key=first).first()
    return 1 + Message.objects.filter(key__startswith=f"{first}~").count()


@transaction.atomic
def settle_doubt(*, message: Message, has_left: bool, at: datetime, by: Any) -> Message:
    """Say of a message that was in a worker's hands when it died whether it left; if not, it can be told again."""
    message = _mine(message, by)
    if message.state != State.HANDING_OVER:
        raise Refused(_("Il n’y a pas de doute sur ce message\u00a0: regardez son état."))
    state = State.SENT if has_left else State.FAILED
    return _change("messaging.doubt_settled", message, by, state=state, done_at=at, done_by=by)


@transaction.atomic
def mark_called(*, message: Message, reached: bool, outcome: str, at: datetime, by: Any) -> Message:
    """Write that somebody called: reached, it is done; not reached, it stays on the list with what was noted."""
    message = _mine(message, by)
    if message.channel != Channel.CALL or message.state != State.WAITING:
        raise Refused(_("Cet appel n’est plus à faire\u00a0: revenez à la liste."))
    noted = outcome.strip()
    if len(noted) > OUTCOME_LENGTH:
        raise Refused(
            _("%(most)s caractères au plus\u00a0: notez l’essentiel.") % {"most": OUTCOME_LENGTH}, field="outcome"
        )
    if not reached:
        return _change("messaging.not_reached", message, by, outcome=noted, attempts=message.attempts + 1, try_at=at)
    return _change("messaging.called", message, by, outcome=noted, state=State.SENT, done_at=at, done_by=by)


@transaction.atomic
def mark_bounced(*, message: Message, at: datetime, by: Any, reason: str = "") -> Message:
    """Write that a message came back: the address is wrong, and the desk must call."""
    message = _mine(message, by)
    if message.state == State.BOUNCED:
        return message
    if message.state not in (State.SENT, State.HANDING_OVER):
        raise Refused(_("Ce message n’est pas parti\u00a0: il ne peut pas revenir."))
    return _change("messaging.bounced", message, by, state=State.BOUNCED, error=reason[:300], done_at=at, done_by=by)


@transaction.atomic
def mark_posted(*, messages: Iterable[Message], at: datetime, by: Any) -> int:
    """Write that letters were put in the post; those that are no longer waiting stay as they are."""
    posted = 0
    for message in messages:
        kept = _mine(message, by)
        if kept.channel == Channel.LETTER and kept.state == State.WAITING:
            _change("messaging.posted", kept, by, state=State.SENT, done_at=at, done_by=by)
            posted += 1
    return posted


def _mine(message: Message, by: Any) -> Message:
    """Read the message again, alone, if the person may handle it."""
    if not can_handle(by, message):
        raise Refused(_("Seules l’équipe du lieu et la coordination s’occupent de ce message."))
    return Message.objects.select_for_update(of=("self",)).select_related("place", "network").get(pk=message.pk)


def _change(action: str, message: Message, by: Any, **values: Any) -> Message:
    before = journal.snapshot(message, ("state",))
    for name, value in values.items():
        setattr(message, name, value)
    message.save(update_fields=values)
    after = journal.snapshot(message, ("state",))
    journal.record(action, message, by=by, before=before, after=after, network_id=message.network_id)
    return message
