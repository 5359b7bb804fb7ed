"""Who may write what the network says."""

from typing import Any

from django.utils.translation import gettext as _

from maille.communication import access
from maille.core.refusals import Refused
from maille.territory.models import Network


def check_right(user: Any, network: Network) -> None:
    if not access.can_speak(user, network):
        raise Refused(_("Seule la coordination parle au nom du réseau\u00a0: proposez-lui le texte."))
