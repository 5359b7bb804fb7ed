"""Who takes, moves and sees appointments, and who says when they may be. `None` in place of a person is the system."""

from typing import Any

from maille.people.access import team_place_ids
from maille.people.models import User
from maille.sharing.access import can_plan_for
from maille.territory.models import Network, Place
from maille.workshops.access import can_hold_sessions, can_receive, can_write_workshops

from .models import Appointment, Reason
from .vocabulary import BookedBy

__all__ = ["can_book", "can_handle", "can_open", "can_plan_for", "can_receive", "can_see_address", "can_write_reasons"]


def can_write_reasons(user: Any, network: Network) -> bool:
    """Reasons are the network's, as its catalogue is."""
    return can_write_workshops(user, network)


def can_book(user: Any, reason: Reason, place: Place) -> bool:
    """People by themselves what is for all; the desk of the place what is for it; the team everything."""
    if user is None:
        return reason.bookable_by == BookedBy.PUBLIC
    if not can_receive(user, network_id=reason.network_id, place_id=place.pk):
        return False
    return reason.bookable_by != BookedBy.TEAM or can_hold_sessions(user, place, reason.network)


def can_handle(user: Any, appointment: Appointment) -> bool:
    """Move and cancel: who has the secret link (`None`), the mediator, the team of the place, the coordination."""
    return user is None or Appointment.objects.visible_to(user).filter(pk=appointment.pk).exists()


def can_see_address(user: Any, appointment: Appointment) -> bool:
    """Where somebody lives is for who goes there, and the team that receives them."""
    return user.pk == appointment.mediator_id or appointment.place_id in team_place_ids(user)


def can_open(user: Any, mediator: User, place: Place, network: Network) -> bool:
    """Open a mediator's hours in a place: whoever plans for her, and prepares what happens there."""
    return can_plan_for(user, mediator) and can_hold_sessions(user, place, network)
