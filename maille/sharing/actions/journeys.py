"""How long the ways between places are, written by somebody who knows; taken back, they are estimated again."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from maille.core import journal
from maille.core.refusals import Refused
from maille.sharing import access
from maille.sharing.models import Journey
from maille.sharing.rules.journeys import Mode
from maille.territory.models import Network, Place

LONGEST = 600


@transaction.atomic
def save_journeys(
    *,
    network: Network,
    origin: Place,
    mode: str,
    minutes: Mapping[Place, int | None],
    both_ways: bool = True,
    by: Any,
) -> int:
    """Write how long it takes from a place to others, and back; nothing gives a way back to the estimate.

    How many ways changed.
    """
    if not access.can_coordinate(by, network):
        raise Refused(_("Seule la coordination écrit les temps de trajet."))
    if mode not in Mode:
        raise Refused(_("Dites comment on va d’un lieu à l’autre."), field="comment")
    changed = 0
    for place, said in minutes.items():
        _check(origin, place, said)
        changed += _write(network, origin, place, mode, said, by)
        if both_ways:
            changed += _write(network, place, origin, mode, said, by)
    return changed


def _check(origin: Place, place: Place, said: int | None) -> None:
    if place == origin:
        raise Refused(_("Un trajet va d’un lieu à un autre."))
    if said is not None and not 1 <= said <= LONGEST:
        raise Refused(
            _("«\u00a0%(place)s\u00a0»\u00a0: écrivez de 1 à %(most)s minutes, ou rien pour l’estimation.")
            % {"place": place, "most": LONGEST},
            field=f"minutes-{place.pk}",
        )


def _write(network: Network, origin: Place, place: Place, mode: str, said: int | None, by: Any) -> int:
    """Write one way when it is not so already: 1 when it changed."""
    known = Journey.objects.filter(network=network, origin=origin, destination=place, mode=mode).first()
    if (known.minutes if known else None) == said:
        return 0
    before = journal.snapshot(known, ["minutes"]) if known else None
    if said is None and known is not None:
        journal.record("sharing.journey_dropped", known, by=by, before=before, network_id=network.pk)
        known.delete()
        return 1
    known = known or Journey(network=network, origin=origin, destination=place, mode=mode)
    known.minutes = said or 0
    known.save()
    journal.record(
        "sharing.journey_saved",
        known,
        by=by,
        before=before,
        after=journal.snapshot(known, ["minutes"]),
        network_id=network.pk,
    )
    return 1
