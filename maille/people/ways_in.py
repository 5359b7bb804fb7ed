"""What allauth changes in someone's ways in becomes a line of the network's journal.

allauth writes for itself (addresses, passwords, keys) and says what it did by signals, which are its own public
interface; each becomes the same kind of line that our actions write.
"""

from typing import Any

from allauth.account import signals as account_signals
from allauth.mfa import signals as mfa_signals
from allauth.mfa.models import Authenticator

from . import actions
from .models import User

WORDS = {Authenticator.Type.TOTP: "totp", Authenticator.Type.WEBAUTHN: "passkey"}


def listen() -> None:
    """Hear allauth; called once, when the application is ready."""
    account_signals.email_changed.connect(_address_changed)
    for signal, action in (
        (account_signals.password_set, "people.password_set"),
        (account_signals.password_changed, "people.password_changed"),
        (account_signals.password_reset, "people.password_reset"),
    ):
        signal.connect(_noting(action), weak=False, dispatch_uid=action)
    mfa_signals.authenticator_added.connect(_authenticator_added)
    mfa_signals.authenticator_removed.connect(_authenticator_removed)
    mfa_signals.authenticator_reset.connect(_codes_renewed)


def _noting(action: str) -> Any:
    def note(user: User, **_said: Any) -> None:
        actions.note_way_in(user=user, action=action, by=user)

    return note


def _address_changed(user: User, from_email_address: Any, to_email_address: Any, **_said: Any) -> None:
    before = from_email_address.email if from_email_address else ""
    actions.note_way_in(
        user=user,
        action="people.address_changed",
        by=user,
        before={"email": before},
        after={"email": to_email_address.email},
    )


def _authenticator_added(user: User, authenticator: Authenticator, **_said: Any) -> None:
    _note_authenticator(user, authenticator, "added")


def _authenticator_removed(user: User, authenticator: Authenticator, **_said: Any) -> None:
    _note_authenticator(user, authenticator, "removed")


def _note_authenticator(user: User, authenticator: Authenticator, what: str) -> None:
    """Recovery codes come and go with the application of codes: one line says both."""
    if word := WORDS.get(authenticator.type):
        actions.note_way_in(user=user, action=f"people.{word}_{what}", by=user)


def _codes_renewed(user: User, **_said: Any) -> None:
    actions.note_way_in(user=user, action="people.recovery_codes_renewed", by=user)
