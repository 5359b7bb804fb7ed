"""Who speaks for the network. `None` in place of a person is the system itself."""

from typing import Any

from maille.people.access import is_coordinator
from maille.territory.models import Network


def can_speak(user: Any, network: Network) -> bool:
    """The coordination writes, publishes and corrects what the network says."""
    return user is None or (user.is_authenticated and (user.is_superuser or is_coordinator(user, network)))
