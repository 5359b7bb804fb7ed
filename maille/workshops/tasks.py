"""What the clock of the house asks of the workshops."""

from datetime import datetime

from .actions import follow_conditions as follow
from .actions import lapse_offer
from .models import Registration


def follow_conditions(*, at: datetime) -> None:
    """Count again the seats of the sessions whose computers broke or were mended."""
    follow(by=None, at=at)


def lapse_offers(*, at: datetime) -> None:
    """End the offers that nobody answered in time: each alone, so that one that fails holds up no other."""
    over = Registration.objects.filter(state=Registration.State.OFFERED, offered_until__lte=at)
    for registration in over.order_by("offered_until", "pk"):
        lapse_offer(registration=registration, by=None, at=at)
