"""Messages for the tests: a reminder to Nadia, at a member place, on a Tuesday afternoon."""

import datetime as dt
import itertools
from typing import Any

from maille.messaging.actions import plan
from maille.messaging.models import Message

NOW = dt.datetime(2026, 11, 24, 13, 30, tzinfo=dt.UTC)
_numbers = itertools.count(1)


def plan_message(**fields: Any) -> Message:
    """Plan an e-mail due now, or what `fields` say."""
    return plan(
        **{
            "key": f"registration:{next(_numbers)}:seated",
            "channel": "email",
            "to": "nadia@example.org",
            "name": "Nadia Benali",
            "subject": "Votre place",
            "body": "Bonjour Nadia,\n\nVotre place est réservée.\n",
            "send_at": NOW,
            "at": NOW,
            **fields,
        }
    )
