"""One mail of the watch to one account, through the outbox."""

from datetime import datetime
from typing import Any

from maille.messaging.actions import plan
from maille.messaging.models import Message
from maille.people.models import User
from maille.territory.models import Network


def mail(user: User, *, key: str, subject: str, body: str, at: datetime, about: Any, network: Network) -> None:
    """Plan it for now, in the language of the account; the same key again plans nothing."""
    plan(
        key=key,
        channel=Message.Channel.EMAIL,
        to=user.email,
        name=user.name,
        subject=subject,
        body=body,
        language=user.language,
        send_at=at,
        at=at,
        about=about,
        network=network,
    )
