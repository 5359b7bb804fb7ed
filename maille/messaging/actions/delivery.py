"""What a worker writes while it delivers: takes one message, hands it over, says what became of it.

Each step is a short transaction of its own, and each holds only if the one before is still true: a worker that was
believed dead, and wakes up, can neither hand over nor settle a message that another has taken since.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import F

from maille.core import journal
from maille.core.bulk import update_where
from maille.messaging.models import Message, MessageQuerySet
from maille.messaging.rules.attempts import Attempt, Outcome
from maille.messaging.rules.moments import is_too_late, next_try

from .moments import leaves_at, turn_to_call

State = Message.State
SHOWN = ("channel", "state", "error")
IN_MY_HANDS = (State.SENDING, State.HANDING_OVER)
IN_HAND = {Outcome.FAILED: State.FAILED, Outcome.BOUNCED: State.BOUNCED}


def claim_next(*, at: datetime, by: Any = None) -> Message | None:
    """Take the first message that must leave, for this worker alone; None when there is none."""
    return next(iter(claim_due(at=at, most=1, by=by)), None)


@transaction.atomic
def claim_due(*, at: datetime, most: int, by: Any = None) -> list[Message]:
    """Take the first messages that must leave, for this worker alone; nothing when there is none.

    One that would ring at a quiet hour is put off, and one that would come too late goes to the list of calls.
    """
    claimed: list[Message] = []
    while not claimed and (found := _first_due(at, most)):
        claimed = [message for message in found if _leaves_now(message, at, by)]
    if claimed:
        taken = Message.objects.filter(pk__in=[message.pk for message in claimed])
        taken.update(state=State.SENDING, claimed_at=at, try_at=at, attempts=F("attempts") + 1)
    return claimed


def _first_due(at: datetime, most: int) -> list[Message]:
    """Lock some rows (on SQLite the transaction is alone); what a dead worker held comes first."""
    for rows in (Message.objects.abandoned(at).order_by("claimed_at", "pk"), Message.objects.due(at)):
        if found := list(_free(rows).to_deliver()[:most]):
            return found
    return []


def _free(rows: MessageQuerySet) -> MessageQuerySet:
    """Those that nobody holds, kept; the others are for the next turn."""
    if connection.features.has_select_for_update_skip_locked:
        return rows.select_for_update(of=("self",), skip_locked=True)
    return rows


def _leaves_now(message: Message, at: datetime, by: Any) -> bool:
    """Tell whether it is to be sent now, and make it this worker's; else write when, or who says it instead."""
    message.try_at = leaves_at(message, at)
    if is_too_late(message.try_at, message.anchor_at):
        _give_up_in_time(message, at, by)
    elif message.try_at > at:
        message.state = State.WAITING
        message.save(update_fields=["try_at", "state"])
    else:
        message.state, message.claimed_at, message.attempts = State.SENDING, at, message.attempts + 1
        return True
    return False


def release(*, messages: Sequence[Message], by: Any = None) -> None:
    """Give back what was taken and not begun: another worker, or the next run, sends it at once."""
    for claimed_at in {message.claimed_at for message in messages}:
        mine = Message.objects.filter(pk__in=[one.pk for one in messages], state=State.SENDING, claimed_at=claimed_at)
        mine.update(state=State.WAITING, attempts=F("attempts") - 1)


def _give_up_in_time(message: Message, at: datetime, by: Any) -> None:
    """Leave a late message to a person while a call is still useful; afterwards say that it never left."""
    before = journal.snapshot(message, SHOWN)
    if is_too_late(at, message.anchor_at):
        message.state, message.done_at = State.FAILED, at
    else:
        message.state = State.WAITING
        turn_to_call(message, at)
    message.save()
    _record("messaging.too_late", message, before, by)


def hand_over(*, message: Message, by: Any = None) -> bool:
    """Say that the whole text is about to leave: from now on nobody sends it again without being asked.

    False when another worker has taken the message since: then nothing may leave.
    """
    mine = {"id": message.pk, "state": State.SENDING, "claimed_at": message.claimed_at}
    if not update_where(Message, {"state": State.HANDING_OVER}, mine):
        return False
    message.state = State.HANDING_OVER
    return True


def settle_attempt(*, message: Message, attempt: Attempt, at: datetime, by: Any = None) -> Message:
    """Write what an attempt gave: gone, to try again, refused for good, or in doubt; only for who holds the claim."""
    if attempt.outcome == Outcome.SENT:  # what becomes of nearly all: one statement, no line of the journal
        changes = {"state": State.SENT, "error": attempt.words[:300], "done_at": at}
        if update_where(Message, changes, {"id": message.pk, "claimed_at": message.claimed_at, "state": IN_MY_HANDS}):
            message.state, message.error, message.done_at = State.SENT, attempt.words[:300], at
        return message
    return _settle_unsent(message, attempt, at, by)


@transaction.atomic
def _settle_unsent(message: Message, attempt: Attempt, at: datetime, by: Any) -> Message:
    held = Message.objects.filter(pk=message.pk, claimed_at=message.claimed_at, state__in=IN_MY_HANDS)
    kept = held.select_for_update(of=("self",)).to_deliver().first()
    if kept is None:
        return message
    before = journal.snapshot(kept, SHOWN)
    kept.error = attempt.words[:300]
    _settle(kept, attempt.outcome, at)
    kept.save()
    if kept.state != State.WAITING or kept.channel != message.channel:
        _record("messaging.not_sent", kept, before, by)
    return kept


@transaction.atomic
def close_missed(*, at: datetime, by: Any = None) -> int:
    """Take off the list the calls that nobody made in time, and say so."""
    missed = Message.objects.filter(channel=Message.Channel.CALL, state=State.WAITING, anchor_at__lte=at)
    kept = list(_free(missed.order_by("pk"))[:500])
    for message in kept:
        before = journal.snapshot(message, SHOWN)
        message.state, message.done_at = State.FAILED, at
        message.save(update_fields=["state", "done_at"])
        _record("messaging.missed", message, before, by)
    return len(kept)


def _settle(message: Message, outcome: Outcome, at: datetime) -> None:
    if outcome == Outcome.DOUBT:
        message.state = State.HANDING_OVER
    elif outcome == Outcome.LATER:
        _put_off(message, at)
    elif outcome == Outcome.CALL:
        message.state = State.WAITING
        turn_to_call(message, at)
    else:
        message.state, message.done_at = IN_HAND[outcome], at


def _put_off(message: Message, at: datetime) -> None:
    again = next_try(message.attempts, at)
    if again is None:
        message.state, message.done_at = State.FAILED, at
        return
    message.state, message.try_at = State.WAITING, again
    if is_too_late(leaves_at(message, again), message.anchor_at):
        turn_to_call(message, at)


def _record(action: str, message: Message, before: dict[str, Any], by: Any) -> None:
    after = journal.snapshot(message, SHOWN)
    journal.record(action, message, by=by, before=before, after=after, network_id=message.network_id)
