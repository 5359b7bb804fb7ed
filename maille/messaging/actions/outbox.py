"""What the capabilities ask for: plan a message, change it while it has not left, cancel it, move it with its session.

Everything happens in the caller's transaction: the message exists if and only if what it tells is true. Texts are
written by the capability that speaks, in the language of the person.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils import timezone

from maille.core import journal
from maille.core.bulk import insert_few
from maille.messaging.models import Message
from maille.messaging.rules.moments import reminder_at
from maille.territory.models import Network, Place

from .moments import set_moment

State = Message.State
# What makes a message another one: the rest is its life in the outbox.
SAID = (
    "channel", "recipient", "name", "phone", "subject", "body", "html", "attachments", "language", "send_at",
    "anchor_at", "offset", "place_id", "network_id",
)  # fmt: skip
TOLD = ("channel", "state", "send_at")
"""What the journal keeps of a change: no word said to anybody, no address."""


@transaction.atomic(savepoint=False)  # two queries less inside a sign-up
def plan(
    *,
    key: str,
    channel: str,
    to: str,
    name: str,
    body: str,
    send_at: datetime,
    subject: str = "",
    html: str = "",
    attachments: Sequence[dict[str, str]] = (),
    language: str = "fr",
    phone: str = "",
    anchor_at: datetime | None = None,
    offset: int | None = None,
    about: models.Model | None = None,
    network: Network | None = None,
    place: Place | None = None,
    fresh: bool = False,
    at: datetime | None = None,
    by: Any = None,
) -> Message:
    """Write a message to somebody, to leave at `send_at`; the same key again changes it as long as it has not left.

    The same content writes nothing; a message that has left (or perhaps) stays as it is; a cancelled one is wanted
    again. `anchor_at` is the instant after which it is useless, and `offset` (minutes) ties it there: see
    `move_anchor`. `phone` is the number to call when it cannot leave. `attachments`: {"name", "type", "text"} each.
    `fresh` says that the key is new, which spares the look-up: one query in all. `at` is now, unless given.
    """
    at = at or timezone.now()
    wanted = _wanted(
        at,
        key=key,
        channel=channel,
        to=to,
        name=name,
        body=body,
        send_at=send_at,
        subject=subject,
        html=html,
        attachments=attachments,
        language=language,
        phone=phone,
        anchor_at=anchor_at,
        offset=offset,
        about=about,
        network=network,
        place=place,
    )
    if fresh:
        insert_few([wanted])
        return wanted
    return _planned(wanted, by)


def plan_new(messages: Sequence[dict[str, Any]], *, at: datetime) -> list[Message]:
    """Write several messages whose keys are new, each the arguments of `plan`: one query in all."""
    wanted = [_wanted(at, **fields) for fields in messages]
    insert_few(wanted)
    return wanted


def _wanted(
    at: datetime,
    *,
    to: str,
    name: str,
    send_at: datetime,
    subject: str = "",
    attachments: Sequence[dict[str, str]] = (),
    about: models.Model | None = None,
    **fields: Any,
) -> Message:
    wanted = Message(
        recipient=to,
        name=_cut(name, 160),
        subject=_cut(" ".join(subject.split()), 200),
        attachments=list(attachments),
        about_type=about._meta.label_lower if about else "",
        about_id=str(about.pk) if about else "",
        planned_at=at,
        send_at=send_at,
        **fields,
    )
    wanted.asked = _fingerprint(wanted)
    set_moment(wanted, max(send_at, at))
    return wanted


def _fingerprint(message: Message) -> str:
    """Sum up what was asked for: neither the quiet hours nor a refusal, which change the row, make it another one."""
    said = [str(getattr(message, name)) for name in SAID]
    return sha256(json.dumps(said).encode()).hexdigest()


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def _planned(wanted: Message, by: Any) -> Message:
    known = Message.objects.select_for_update(of=("self",)).filter(key=wanted.key).first()
    if known is None:
        try:
            with transaction.atomic():
                wanted.save(force_insert=True)
        except IntegrityError:  # another transaction has just written the same key
            known = Message.objects.select_for_update(of=("self",)).get(key=wanted.key)
        else:
            return wanted
    return _changed(known, wanted, by)


def _changed(known: Message, wanted: Message, by: Any) -> Message:
    is_same = known.asked == wanted.asked and known.state != State.CANCELLED
    if is_same or known.has_left or known.erased_at:
        return known
    before = journal.snapshot(known, TOLD)
    for name in (*SAID, "about_type", "about_id", "try_at", "asked"):
        setattr(known, name, getattr(wanted, name))
    known.state, known.attempts, known.error, known.done_at, known.done_by = State.WAITING, 0, "", None, None
    known.outcome = ""
    known.save()
    _record("messaging.changed", known, before, by)
    return known


def _record(action: str, message: Message, before: dict[str, Any], by: Any) -> None:
    after = journal.snapshot(message, TOLD)
    journal.record(action, message, by=by, before=before, after=after, network_id=message.network_id)


@transaction.atomic
def cancel(
    *,
    key: str = "",
    about: models.Model | None = None,
    kind: str = "",
    at: datetime | None = None,
    by: Any = None,
) -> int:
    """Cancel what has not left yet: one message by its key, or all those about an object, of one kind or of any.

    `kind` is the last word of the keys: "reminder" for "registration:12:reminder". Gives how many were cancelled.
    """
    chosen = Message.objects.about(about) if about else Message.objects.filter(key=key)
    if kind:
        chosen = chosen.filter(Q(key__endswith=f":{kind}") | Q(key__contains=f":{kind}~"))
    # What a worker has taken and not yet handed over is let go of: it sees that it no longer holds it.
    waiting = list(
        chosen.filter(state__in=(State.WAITING, State.SENDING)).select_for_update(of=("self",)).order_by("pk")
    )
    return _write_all(
        "messaging.cancelled", waiting, by, state=State.CANCELLED, done_at=at or timezone.now(), done_by=by
    )


def _write_all(action: str, messages: list[Message], by: Any, **values: Any) -> int:
    lines = []
    for message in messages:
        before = journal.snapshot(message, TOLD)
        for name, value in values.items():
            setattr(message, name, value)
        lines.append((message, before, journal.snapshot(message, TOLD)))
    Message.objects.bulk_update(messages, list(values))
    for network in {message.network_id for message in messages}:
        mine = [line for line in lines if line[0].network_id == network]
        journal.record_many(action, mine, by=by, network_id=network)
    return len(messages)


@transaction.atomic
def move_anchor(*, about: models.Model, anchor_at: datetime, at: datetime | None = None, by: Any = None) -> int:
    """Move the reminders of something that has moved, each by its own offset; gives how many have moved.

    Those that had already left stay as they are: the capability tells the new date itself.
    """
    at = at or timezone.now()
    tied = Message.objects.about(about).filter(state=State.WAITING, offset__isnull=False).exclude(anchor_at=anchor_at)
    moved = list(tied.select_related("place").select_for_update(of=("self",)).order_by("pk"))
    for message in moved:
        before = journal.snapshot(message, TOLD)
        message.anchor_at, message.asked = anchor_at, ""
        message.send_at = reminder_at(anchor_at, message.offset or 0)
        set_moment(message, max(message.send_at, at))
        message.save(update_fields=["anchor_at", "send_at", "try_at", "channel", "recipient", "asked"])
        _record("messaging.moved", message, before, by)
    return len(moved)
