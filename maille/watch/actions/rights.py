"""The sentences of those who may not, and of what the database would refuse."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from maille.core.refusals import Refused
from maille.territory.models import Network
from maille.watch import access
from maille.watch.models import Theme


def check_watches(user: Any, network: Network) -> None:
    if not access.can_watch(user, network):
        raise Refused(_("La veille est celle des membres du réseau\u00a0: demandez un rôle à la coordination."))


def check_keeps(user: Any, network: Network, theme: Theme | None = None) -> None:
    if not access.can_keep(user, network, theme):
        raise Refused(
            _("Les sources et les règles d’un thème sont à ses veilleurs\u00a0: demandez-leur, ou veillez-y.")
        )


def check_manages(user: Any, network: Network) -> None:
    if not access.can_manage(user, network):
        raise Refused(_("Les thèmes sont partagés par la coordination\u00a0: demandez-lui."))


def check_speaks(user: Any, network: Network) -> None:
    if not access.can_speak(user, network):
        raise Refused(_("Seule la coordination parle au nom du réseau\u00a0: proposez-lui le texte."))


def check_row(row: models.Model) -> None:
    """Refuse what the model refuses, with its first sentence, beside its field."""
    try:
        row.full_clean()
    except ValidationError as faults:
        name, sentences = next(iter(faults.message_dict.items()))
        raise Refused(" ".join(sentences), field=None if name == "__all__" else name) from faults
