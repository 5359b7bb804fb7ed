"""SMS, through one small interface: the console on one's own machine, an HTTP provider in service, or nobody.

Without a provider an SMS is not pretended to: the message goes to the list of those to call.
"""

import json
import sys
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Protocol
from urllib.parse import urlsplit

from django.conf import settings

from maille.messaging.models import Message
from maille.messaging.rules.attempts import Attempt, Outcome, of_http
from maille.messaging.rules.gsm import as_sms

TIMEOUT = 10.0  # seconds, for the connection and for the answer


class Provider(Protocol):
    """Whoever carries SMS: calls `hand_over` just before the text leaves, and says what became of it."""

    def __call__(self, to: str, text: str, hand_over: Callable[[], None]) -> Attempt: ...


def send_sms(message: Message, hand_over: Callable[[], None]) -> Attempt:
    provider = provider_of(settings.SMS_URL)
    if provider is None:
        return Attempt(Outcome.CALL)
    return provider(message.recipient, as_sms(message.body).text, hand_over)


def provider_of(url: str) -> Provider | None:
    """Choose by the address in the settings: "console:", an http(s) address, or nothing."""
    if url == "console:":
        return print_sms
    return post_sms if url else None


def print_sms(to: str, text: str, hand_over: Callable[[], None]) -> Attempt:
    """Show the SMS on the screen of `maille run`."""
    hand_over()
    sys.stdout.write(f"SMS → {to}\n{text}\n{'-' * 60}\n")
    sys.stdout.flush()
    return Attempt(Outcome.SENT)


def post_sms(to: str, text: str, hand_over: Callable[[], None]) -> Attempt:
    """Give the SMS to an HTTP provider that speaks as Brevo's `/v3/transactionalSMS/send`.

    JSON {"sender", "recipient", "content"}, the key in the header `api-key`, 2xx for accepted.
    Source: developers.brevo.com, transactional SMS endpoints, read 2026-11.
    """
    address = urlsplit(settings.SMS_URL)
    kind = HTTPSConnection if address.scheme == "https" else HTTPConnection
    connection = kind(address.netloc, timeout=TIMEOUT)
    try:
        try:
            connection.connect()
        except OSError as error:
            return Attempt(Outcome.LATER, f"{type(error).__name__}: {error}")
        hand_over()
        return _post(connection, address.path or "/", to, text)
    finally:
        connection.close()


def _post(connection: HTTPConnection, path: str, to: str, text: str) -> Attempt:
    content = {"sender": settings.SMS_SENDER, "recipient": to.removeprefix("+"), "content": text}
    headers = {"api-key": settings.SMS_TOKEN, "content-type": "application/json", "accept": "application/json"}
    try:
        connection.request("POST", path, json.dumps(content), headers)
        response = connection.getresponse()
        words = response.read(500).decode("utf-8", "replace")
    except (OSError, HTTPException) as error:
        return Attempt(Outcome.DOUBT, f"{type(error).__name__}: {error}")
    return of_http(response.status, _without_secret(" ".join(words.split())))


def _without_secret(words: str) -> str:
    """A provider that repeats the key in its answer does not put it on a screen."""
    return words.replace(settings.SMS_TOKEN, "…") if settings.SMS_TOKEN else words
