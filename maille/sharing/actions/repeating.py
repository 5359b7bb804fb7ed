"""The same thing asked for several weeks in a row: a need for each, told together."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from maille.core.refusals import Refused
from maille.sharing.models import Need
from maille.sharing.rules import Window
from maille.territory.models import Network, Place

from .asking import Wanted, ask


@transaction.atomic
def ask_each(
    *, network: Network, place: Place, windows: Sequence[Window], purpose: str, wanted: Wanted, by: Any, at: datetime
) -> list[Need]:
    """Ask for each of these times, all or none; more than one are a series."""
    if not windows:
        raise Refused(_("Tous ces jours sont fériés\u00a0: choisissez un autre jour."), field="jour")
    series = uuid.uuid4() if len(windows) > 1 else None
    return [
        ask(network=network, place=place, window=one, purpose=purpose, wanted=wanted, by=by, at=at, series=series)
        for one in windows
    ]
