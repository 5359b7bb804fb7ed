"""What every page knows: the network it speaks for."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from .models import Network


def current_network(request: HttpRequest) -> dict[str, Any]:
    """Give templates `network`, read only when a page shows it."""
    return {"network": SimpleLazyObject(lambda: default_network())}


def default_network() -> Network | None:
    networks = Network.objects.select_related("resource_centre", "main_commune")
    if settings.DEFAULT_NETWORK:
        return networks.filter(slug=settings.DEFAULT_NETWORK).first()
    return networks.order_by("pk").first()
