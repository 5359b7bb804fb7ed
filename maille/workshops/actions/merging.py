"""The same person registered twice: two records become one, with all that is theirs; it is undone whole."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from maille.core.refusals import Refused
from maille.people.actions import merge_residents, part_residents
from maille.people.models import Resident
from maille.workshops import saying
from maille.workshops.models import Interest, Registration, ResidentMerge, Session

from .floor import Target, open_floors
from .interests import end_wishes
from .residents import know_again, tell_again, to_come


@transaction.atomic
def merge_people(*, kept: Resident, joined: Resident, by: Any, at: datetime) -> ResidentMerge:
    """Join the second record to the first, with all that is the person's; nothing is sent twice.

    Refused while both are registered to one session to come: a person first says which registration goes. The
    sessions are held, so that nobody takes a seat under the other name meanwhile. Messages follow what they are about.
    """
    if targets := _targets(kept, joined, at):
        open_floors(targets, at=at, by=by)
    taken = merge_residents(kept=kept, joined=joined, by=by, at=at)
    if both := sessions_of_both(kept, joined, at):
        raise Refused(
            _("Les deux fiches sont inscrites à «\u00a0%(title)s\u00a0», %(when)s\u00a0: désinscrivez l’une des deux.")
            % {"title": both[0].title, "when": saying.when(both[0])}
        )
    moved = {"taken": taken, **_move(kept, joined, by, at)}
    merge = ResidentMerge.objects.create(kept=kept, joined=joined, moved=moved, at=at, by=by)
    _follow([kept], at, by)
    return merge


@transaction.atomic
def part_people(*, merge: ResidentMerge, by: Any, at: datetime) -> ResidentMerge:
    """Undo a joining: what came with the second record goes back to it, what came since stays. Again is nothing."""
    merge = ResidentMerge.objects.select_for_update(of=("self",)).select_related("kept", "joined").get(pk=merge.pk)
    if merge.parted_at:
        return merge
    kept, joined, moved = merge.kept, merge.joined, merge.moved
    part_residents(kept=kept, joined=joined, taken=moved["taken"], by=by)
    Registration.objects.filter(pk__in=moved["registrations"], resident=kept).update(resident=joined)
    Interest.objects.filter(pk__in=moved["interests"], resident=kept).update(resident=joined)
    Interest.objects.filter(pk__in=moved["ended"], ended_at=merge.at).update(ended_at=None)
    merge.parted_at = at
    merge.save(update_fields=["parted_at"])
    _follow([kept, joined], at, by)
    return merge


def sessions_of_both(one: Resident, other: Resident, at: datetime) -> list[Session]:
    """Sessions to come to which both are registered, be it through their cycle, the soonest first."""
    coming = Session.objects.filter(ends_at__gt=at).exclude(state=Session.State.CANCELLED)
    return list(coming.filter(_holds(one)).filter(_holds(other)).for_display().order_by("starts_at", "pk"))


def _holds(resident: Resident) -> Q:
    mine = Registration.objects.active().filter(resident=resident)
    in_cycle = mine.filter(cycle__isnull=False).values("cycle")
    return Q(pk__in=mine.filter(session__isnull=False).values("session")) | Q(cycle__in=in_cycle)


def _targets(kept: Resident, joined: Resident, at: datetime) -> list[Target]:
    rows = to_come(Registration.objects.active().filter(resident__in=[kept, joined]), at)
    found = {one.session or one.cycle for one in rows.select_related("session", "cycle")}
    return [target for target in found if target]


def _move(kept: Resident, joined: Resident, by: Any, at: datetime) -> dict[str, list[int]]:
    """Move the registrations and the wishes; of two wishes for one thing, one is ended."""
    registrations = Registration.objects.filter(resident=joined)
    interests = Interest.objects.filter(resident=joined)
    keys = [list(rows.order_by("pk").values_list("pk", flat=True)) for rows in (registrations, interests)]
    ended = _said_twice(kept, joined, at)
    end_wishes(ended, by=by, at=at)
    registrations.update(resident=kept)
    interests.update(resident=kept)
    return {"registrations": keys[0], "interests": keys[1], "ended": [one.pk for one in ended]}


def _said_twice(kept: Resident, joined: Resident, at: datetime) -> list[Interest]:
    active = Interest.objects.active(at.date()).order_by("pk")
    known = {(one.workshop_id, one.theme): one for one in active.filter(resident=kept)}
    twice = [(known.get((one.workshop_id, one.theme)), one) for one in active.filter(resident=joined)]
    return [_the_lesser(first, second) for first, second in twice if first]


def _the_lesser(first: Interest, second: Interest) -> Interest:
    """Of two wishes for one thing, the one to end: a partner who waits for news of the other is not forgotten."""
    return first if second.prescriber_email and not first.prescriber_email else second


def _follow(residents: Sequence[Resident], at: datetime, by: Any) -> None:
    for resident in residents:
        resident.refresh_from_db()
    for resident in residents:
        know_again(resident, at=at)
        tell_again(resident, at=at, by=by)
