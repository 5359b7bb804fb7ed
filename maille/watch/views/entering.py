"""Who comes in, and how a form asks for an action."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest

from maille.core.refusals import Refused, show_refusal
from maille.territory.context import default_network
from maille.territory.models import Network
from maille.watch import access

REFUSED = 422


def the_network() -> Network:
    """The network whose site this is."""
    network = default_network()
    if network is None:
        raise Http404
    return network


def watched(request: HttpRequest) -> Network:
    """The same, for those who read its watch; for others there is nothing here."""
    network = the_network()
    if not access.can_watch(request.user, network):
        raise Http404
    return network


def only_if(is_allowed: bool) -> None:
    if not is_allowed:
        raise Http404


def attempt(form: Any, write: Callable[[], Any]) -> Any:
    """Do what a valid form asks; nothing when it was refused, and the form says why."""
    if not form.is_valid():
        return None
    try:
        return write() or True
    except Refused as refusal:
        show_refusal(form, refusal)
        return None
