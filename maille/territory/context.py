"""What every page knows: the network it speaks for."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from maille.core import kept

from .models import Commune, Network

# Of its resource centre, every page says the name and no more: a place has fifty columns.
_SHOWN = (
    *(field.name for field in Network._meta.concrete_fields),
    *(f"main_commune__{field.name}" for field in Commune._meta.concrete_fields),
    "resource_centre__name",
    "resource_centre__slug",
)


def current_network(request: HttpRequest) -> dict[str, Any]:
    """Give templates `network` and `answering`, who answers for it; both read only when a page shows them."""
    network = SimpleLazyObject(lambda: kept.value("current network", default_network))
    return {"network": network, "answering": SimpleLazyObject(lambda: _answering(network))}


def _answering(network: Network | None) -> str:
    if not network:
        return _("la coordination du réseau")
    return str(network.resource_centre or network)


def shown_network(pk: int) -> Network:
    """A network with what every page says of it."""
    return _networks().get(pk=pk)


def _networks() -> QuerySet[Network]:
    return Network.objects.select_related("resource_centre", "main_commune").only(*_SHOWN)


def default_network() -> Network | None:
    networks = _networks()
    if settings.DEFAULT_NETWORK:
        return networks.filter(slug=settings.DEFAULT_NETWORK).first()
    return networks.order_by("pk").first()
