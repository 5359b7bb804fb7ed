"""How a message leaves: one way for each channel, all with the same manners.

A channel is given a message and `hand_over`, which it calls once, at the last instant before the server may have the
whole text; it answers with what became of it (`Attempt`). It never raises for what a server or a network does.
"""

import logging
from collections.abc import Callable
from types import TracebackType
from typing import Self

from maille.messaging.models import Message
from maille.messaging.rules.attempts import Attempt, Outcome

from .email import Mailer
from .sms import send_sms

__all__ = ["Channels", "ClaimLost"]

logger = logging.getLogger(__name__)


class ClaimLost(Exception):
    """Another worker has taken the message: nothing may leave from here."""


class Channels:
    """The channels of one run of a worker, with the connection to the mail server kept open between messages."""

    def __init__(self) -> None:
        self.mailer = Mailer()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.mailer.close()

    def send(self, message: Message, hand_over: Callable[[], bool]) -> Attempt:
        """Send it, and say what became of it. ClaimLost when `hand_over` says no: nothing has left then."""
        if message.channel == Message.Channel.EMAIL:
            return self.mailer.send(message, _or_lost(hand_over))
        if message.channel == Message.Channel.SMS:
            return send_sms(message, _or_lost(hand_over))
        return Attempt(Outcome.CALL)


def _or_lost(hand_over: Callable[[], bool]) -> Callable[[], None]:
    def checked() -> None:
        if not hand_over():
            raise ClaimLost

    return checked
