"""Django's SMTP backend, which says when the text is about to leave whole.

A mail server takes responsibility for a message when it answers to the final dot (RFC 5321, 4.1.1.4). Before the dot it
has nothing, whatever was sent; after it, only the answer tells. So the mark is written between the text and its dot.
"""

import re
import smtplib
from collections.abc import Callable
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends import smtp

_LEADING_DOT = re.compile(rb"(?m)^\.")


class _BeforeTheDot(smtplib.SMTP):
    """A connection that calls `before_dot` when all but the final dot of a text has been given."""

    before_dot: Callable[[], None] | None = None

    def data(self, msg: Any) -> tuple[int, bytes]:
        self.putcmd("data")
        code, words = self.getreply()
        if code != 354:
            raise smtplib.SMTPDataError(code, words)
        text = _LEADING_DOT.sub(b"..", msg)
        self.send(text if text.endswith(b"\r\n") else text + b"\r\n")
        self._may_end()
        self.send(b".\r\n")
        return self.getreply()

    def _may_end(self) -> None:
        """Ask for leave to end the text; without it, hang up in the middle, which makes the server forget all of it."""
        try:
            if self.before_dot is not None:
                self.before_dot()
        except BaseException:
            self.close()
            raise


class _BeforeTheDotSSL(_BeforeTheDot, smtplib.SMTP_SSL):
    """The same, encrypted from the first byte."""


class EmailBackend(smtp.EmailBackend):
    """Call `mail.hand_over()`, where a mail has it, between its text and the dot; otherwise Django's own backend."""

    marks_hand_over = True

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _BeforeTheDotSSL if self.use_ssl else _BeforeTheDot

    def _send(self, email_message: EmailMessage) -> bool:
        self.connection.before_dot = getattr(email_message, "hand_over", None)  # type: ignore[union-attr]
        return super()._send(email_message)
