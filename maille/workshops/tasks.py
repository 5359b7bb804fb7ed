"""What the clock of the house asks of the workshops."""

from datetime import datetime

from maille.core.clock import alone

from .actions import end_interests, lapse_offer, sessions_to_tell
from .actions import follow_conditions as follow
from .actions import tell_interested as tell
from .models import Registration


def follow_conditions(*, at: datetime) -> None:
    """Count again the seats of the sessions whose computers broke or were mended."""
    follow(by=None, at=at)


def lapse_offers(*, at: datetime) -> None:
    """End the offers that nobody answered in time: each alone, so that one that fails holds up no other."""
    over = Registration.objects.filter(state=Registration.State.OFFERED, offered_until__lte=at)
    for registration in over.order_by("offered_until", "pk"):
        with alone("workshops.tasks.lapse_offers", registration):
            lapse_offer(registration=registration, by=None, at=at)


def tell_interested(*, at: datetime) -> None:
    """Tell those who asked of the sessions that have free seats, once those who have one are asked nothing more."""
    end_interests(by=None, at=at)
    for session in sessions_to_tell(at):
        tell(session=session, by=None, at=at)
