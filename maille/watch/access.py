"""Who watches, who keeps the themes and their feeds, who speaks in public. `None` is the system itself."""

from typing import Any

from maille.communication.access import can_speak
from maille.people.access import is_coordinator, is_member
from maille.territory.models import Network

from .models import Theme, Watcher

__all__ = ["can_keep", "can_manage", "can_speak", "can_watch"]


def can_watch(user: Any, network: Network) -> bool:
    """The members of the network read, choose and note."""
    return user is None or (user.is_authenticated and (user.is_superuser or is_member(user, network)))


def can_manage(user: Any, network: Network) -> bool:
    """The coordination shares the themes out."""
    return user is None or (user.is_authenticated and (user.is_superuser or is_coordinator(user, network)))


def can_keep(user: Any, network: Network, theme: Theme | None = None) -> bool:
    """Feeds and rules are kept by the watchers of their theme (of any when they have none) and by the coordination."""
    if can_manage(user, network):
        return True
    if not can_watch(user, network):
        return False
    mine = Watcher.objects.filter(user=user, theme__network=network)
    return (mine.filter(theme=theme) if theme else mine).exists()
