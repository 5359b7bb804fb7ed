"""Who may import into the directory."""

from typing import Any

from django.db.models import QuerySet

from maille.territory.access import can_edit_network
from maille.territory.models import Network

from .models import Import


def can_import(user: Any, network: Network | None) -> bool:
    """The network's coordinators; the system itself at installation."""
    if user is None:
        return True
    return network is not None and can_edit_network(user, network)


def imports_visible_to(user: Any, network: Network | None) -> "QuerySet[Import]":
    """The imports of the network, for its coordinators."""
    found = Import.objects.filter(network=network)
    return found if can_import(user, network) else found.none()
