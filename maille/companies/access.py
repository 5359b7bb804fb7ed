"""Who answers companies. `None` in place of a person is the system, or the company behind its link."""

from typing import Any

from maille.companies.models.enquiries import HANDLING
from maille.territory.models import Network


def can_handle(user: Any, network: Network) -> bool:
    """The coordination of the network, the managers and the mediators of its places."""
    if user is None:
        return True
    if not user.is_authenticated:
        return False
    return bool(user.is_superuser or user.holds(HANDLING, network_id=network.pk))


def handles_companies(user: Any) -> bool:
    """Whether there is any network whose companies this person answers."""
    return bool(user.is_authenticated and (user.is_superuser or user.holds(HANDLING)))
