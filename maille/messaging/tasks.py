"""What the clock asks of the messages: deliver what is due, close what nobody called in time."""

import logging
import time
from collections.abc import Sequence
from datetime import datetime
from functools import partial

from django.utils import timezone

from .actions import claim_due, close_missed, hand_over, release, settle_attempt
from .channels import Channels, ClaimLost
from .models import Message
from .rules.attempts import Attempt, Outcome

logger = logging.getLogger(__name__)

# The house has other work: what is left is delivered at the next tick.
RUN_SECONDS = 20.0
# Taken by one transaction: what a killed worker had not begun waits until its claim is over.
HANDFUL = 10


def deliver_due(at: datetime) -> int:
    """Deliver what is due, one message after the other; give how many were tried."""
    until, tried = time.monotonic() + RUN_SECONDS, 0
    with Channels() as channels:
        while time.monotonic() < until and (claimed := claim_due(at=timezone.now(), most=HANDFUL)):
            begun = _deliver_until(until, claimed, channels)
            release(messages=claimed[begun:])
            tried += begun
    return tried


def _deliver_until(until: float, claimed: Sequence[Message], channels: Channels) -> int:
    """Deliver in order while there is time; give how many were begun, the first always."""
    for rank, message in enumerate(claimed):
        if rank and time.monotonic() >= until:
            return rank
        deliver(message, channels)
    return len(claimed)


def deliver(message: Message, channels: Channels) -> None:
    """Deliver a message that this worker has claimed, and write what became of it."""
    try:
        attempt = channels.send(message, partial(hand_over, message=message))
    except ClaimLost:
        logger.warning("message %s: taken by another worker, nothing was sent from here", message.pk)
        return
    except Exception as error:
        # Nothing has left: the message waits as after a temporary refusal, and the others go on.
        logger.exception("message %s could not be sent", message.pk)
        attempt = Attempt(Outcome.LATER, f"{type(error).__name__}: {error}")
    settle_attempt(message=message, attempt=attempt, at=timezone.now())


def close_missed_calls(at: datetime) -> int:
    """Close the calls that have become useless."""
    return close_missed(at=at)
