"""E-mail: composed the same each time, sent through the mailer of the settings, answers read without guessing."""

import logging
import smtplib
from collections.abc import Callable
from contextlib import suppress
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, mailers

from maille.messaging.models import Message
from maille.messaging.rules.attempts import Attempt, Outcome, of_http, of_smtp
from maille.messaging.rules.keys import message_id

logger = logging.getLogger(__name__)


def compose(message: Message) -> EmailMultiAlternatives:
    """Write the mail: the text, the same words in HTML if there are some, what is attached; answers go to the place."""
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=message.body,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[message.recipient],
        reply_to=list(message.place.emails[:1]) if message.place else None,
        headers={
            "Message-ID": message_id(message.key, _domain()),
            "Auto-Submitted": "auto-generated",  # RFC 3834: an absent person's answering machine stays quiet
            "Content-Language": message.language,
        },
    )
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    for attachment in message.attachments:
        mail.attach(attachment["name"], attachment["text"], attachment["type"])
    return mail


def _domain() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"


class Mailer:
    """One connection to the mail server, opened at the first mail and kept for the next ones."""

    def __init__(self) -> None:
        self.backend: Any = None

    def send(self, message: Message, hand_over: Callable[[], None]) -> Attempt:
        """Send one mail; what goes wrong is read as: not yet, never, or nobody knows."""
        handed: list[bool] = []

        def mark() -> None:
            hand_over()
            handed.append(True)

        try:
            self._give(compose(message), mark)
        except (smtplib.SMTPException, OSError) as error:
            self._after(error)
            return _read(error, bool(handed))
        except ValueError as error:  # an address that is none
            return Attempt(Outcome.BOUNCED, str(error)) if not handed else _read(error, True)
        except Exception as error:
            self.close()
            if not handed:
                raise
            logger.exception("message %s: the mail backend failed", message.pk)
            return _read(error, True)
        return Attempt(Outcome.SENT)

    def _give(self, mail: EmailMultiAlternatives, mark: Callable[[], None]) -> None:
        if self.backend is None:
            self.backend = mailers.default
        self.backend.open()
        if getattr(self.backend, "marks_hand_over", False):
            mail.hand_over = mark  # type: ignore[attr-defined]
        else:
            mark()
        self.backend.send_messages([mail])

    def _after(self, error: Exception) -> None:
        """Keep a connection on which the server has only said no; leave any other."""
        if not isinstance(error, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError):
            self.close()

    def close(self) -> None:
        if self.backend is not None:
            with suppress(smtplib.SMTPException, OSError):
                self.backend.close()
            self.backend = None


def _read(error: Exception, was_handed: bool) -> Attempt:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
        return of_smtp(code, _words(words), about_recipient=True)
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return Attempt(Outcome.BOUNCED, str(error))
    if isinstance(error, smtplib.SMTPDataError) or getattr(error, "smtp_code", None) == 552:
        return of_smtp(error.smtp_code, _words(error.smtp_error))  # type: ignore[attr-defined]
    if isinstance(error, smtplib.SMTPResponseException):
        # Refused before the message was spoken of (our name, our password): nothing is wrong with it.
        return Attempt(Outcome.LATER, f"{error.smtp_code} {_words(error.smtp_error)}")
    if was_handed and (status := getattr(error, "status_code", None)):  # django-anymail's answers
        return of_http(int(status), str(error))
    return Attempt(Outcome.DOUBT if was_handed else Outcome.LATER, f"{type(error).__name__}: {error}")


def _words(words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return " ".join(text.split())
