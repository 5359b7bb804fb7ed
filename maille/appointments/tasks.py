"""What the clock of the house asks of the appointments."""

from datetime import datetime

from maille.core.clock import alone

from .actions import lapse_offer, offer_what_was_freed
from .models import EarlierOffer


def lapse_offers(*, at: datetime) -> None:
    """End the earlier slots that nobody answered in time: each alone, so that one that fails holds up no other."""
    over = EarlierOffer.objects.filter(state=EarlierOffer.State.OPEN, until__lte=at)
    for offer in over.order_by("until", "pk"):
        with alone("appointments.tasks.lapse_offers", offer):
            lapse_offer(offer=offer, by=None, at=at)


def offer_earlier(*, at: datetime) -> None:
    """Offer those who asked to come earlier what sessions, absences and openings have freed."""
    offer_what_was_freed(by=None, at=at)
