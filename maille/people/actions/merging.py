"""One person under two records: joined, the second lives on in the first; parted again, each is as it was."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from maille.core import journal
from maille.core.refusals import Refused
from maille.people import access
from maille.people.models import Resident

TAKEN = ("phone", "email", "needs")
"""What the record that stays takes from the other, where it had nothing."""


@transaction.atomic
def merge_residents(*, kept: Resident, joined: Resident, by: Any, at: datetime) -> list[str]:
    """Join the second record to the first; give the names of what the first has taken from it, having nothing.

    What other capabilities hold of the person is theirs to move: they call this, then move it.
    """
    first, second = _held(kept, joined)
    if first.merged_into_id or second.merged_into_id or first.erased_at or second.erased_at:
        raise Refused(_("L’une des deux fiches n’est plus là\u00a0: cherchez la personne de nouveau."))
    _check(by, first, second)
    taken = [name for name in TAKEN if getattr(second, name) and not getattr(first, name)]
    before = journal.snapshot(first, TAKEN)
    for name in taken:
        setattr(first, name, getattr(second, name))
    first.seen_at, second.merged_into = max(first.seen_at, second.seen_at), first
    first.save()
    second.save()
    told = {**journal.snapshot(first, TAKEN), "joined": second.name}
    journal.record("people.residents_merged", first, by=by, before=before, after=told, network_id=first.network_id)
    return taken


@transaction.atomic
def part_residents(*, kept: Resident, joined: Resident, taken: Sequence[str], by: Any) -> None:
    """Part two records that are two people after all; what the first took goes, unless it was corrected since."""
    first, second = _held(kept, joined)
    if second.merged_into_id != first.pk or first.merged_into_id or first.erased_at:
        raise Refused(_("Ces deux fiches ne sont plus réunies\u00a0: cherchez la personne de nouveau."))
    _check(by, first)
    before = {**journal.snapshot(first, TAKEN), "joined": second.name}
    for name in taken:
        if getattr(first, name) == getattr(second, name):
            setattr(first, name, "")
    second.merged_into = None
    first.save()
    second.save()
    after = journal.snapshot(first, TAKEN)
    journal.record("people.residents_parted", first, by=by, before=before, after=after, network_id=first.network_id)


def _check(by: Any, *residents: Resident) -> None:
    if not all(access.can_change_resident(by, one) for one in residents):
        raise Refused(_("Seules les équipes des lieux et la coordination réunissent ou séparent des fiches."))


def _held(kept: Resident, joined: Resident) -> tuple[Resident, Resident]:
    """Both records as they are once nobody else may change them, locked in the order of their keys."""
    if kept.pk == joined.pk or kept.network_id != joined.network_id:
        raise Refused(_("Choisissez deux fiches différentes du même réseau."))
    rows = Resident.objects.select_for_update(of=("self",)).filter(pk__in=[kept.pk, joined.pk]).order_by("pk")
    held = {one.pk: one for one in rows}
    return held[kept.pk], held[joined.pk]
