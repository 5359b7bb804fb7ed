"""Joining two records of one place, and parting them again.

Nothing is lost: the absorbed record stays, unpublished, with its source key and its address, which leads to the place
kept; `Merge.moved` holds what is needed to undo it all, and to lay it again when a source says more (`joined.py`). The
result depends on the records and the choices alone.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from maille.core import journal
from maille.core.refusals import Refused
from maille.directory.load import sides
from maille.directory.models import Correction, Merge, PlacePair
from maille.directory.rules import GROUPS, HOSTED_OWN, Choice, lasting
from maille.people.actions import give_back_people, hand_over_people
from maille.territory.access import check_edit_place
from maille.territory.actions import give_back, hand_over, save_organisation, save_places
from maille.territory.actions.journalled import network_of
from maille.territory.models import Organisation, Place

from .joined import LAYER, WITHDRAWN, lay, lift

Moved = dict[str, Any]


@transaction.atomic
def merge_places(
    *,
    kept: Place,
    absorbed: Place,
    choices: Mapping[str, Choice],
    kind: str = Merge.Kind.SAME,
    by: Any,
    at: datetime,
) -> Merge:
    """Join two records: `kept` is shown with the chosen values, `absorbed` leads to it.

    `choices` says for each group of fields whose value stays; what it leaves out follows the proposal. For one place
    and two organisations, the other record becomes an organisation to be found there.
    """
    kept, absorbed = _held(kept, absorbed)
    _check(kept, absorbed, by)
    network_id = network_of(kept)
    own = HOSTED_OWN if kind == Merge.Kind.HOSTED else ()
    held = lasting(choices, sides(kept, absorbed), own)
    moved: Moved = {"published": absorbed.is_published, "choices": held}
    merge = Merge(kept=kept, absorbed=absorbed, kind=kind, moved=moved, at=at, by=by)
    lay(kept, absorbed, merge, LAYER)
    moved["hosted"] = _host(kept, absorbed, kind, by, network_id)
    absorbed.is_published, absorbed.merged_into = False, kept
    # While its links are still there: they are what gives the coordination its right to write it.
    save_places([absorbed], by=by, action="directory.place_absorbed")
    moved["territory"] = hand_over(source=absorbed, target=kept)
    moved["people"] = hand_over_people(source=absorbed, target=kept)
    moved["corrections"] = _hand_over_corrections(absorbed, kept)
    save_places([kept], by=by, action="directory.place_completed")
    merge.save()
    _record("directory.places_merged", merge, by, network_id)
    return merge


@transaction.atomic
def unmerge(*, merge: Merge, by: Any, at: datetime) -> list[str]:
    """Part two records: each has again what it had, but for what was changed since; gives the fields left alone."""
    # The places first, as an import does that lays this joining again.
    kept, absorbed = _held(merge.kept, merge.absorbed)
    merge = Merge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    _check_undo(merge, kept, by)
    network_id = network_of(kept)
    moved = merge.moved
    give_back(source=absorbed, target=kept, moved=moved["territory"])
    give_back_people(source=absorbed, target=kept, moved=moved["people"])
    Correction.objects.filter(pk__in=moved["corrections"], place=kept).update(place=absorbed)
    absorbed.merged_into = None
    _withdraw(absorbed, moved["published"])
    save_places([absorbed], by=by, action="directory.place_parted")
    left = _take_back(kept, merge)
    if not Merge.objects.standing().filter(kept=kept).exclude(pk=merge.pk).exists():
        _withdraw(kept, kept.is_published)
    save_places([kept], by=by, action="directory.place_parted")
    _unhost(kept, moved["hosted"])
    merge.undone_at, merge.undone_by = at, by
    merge.save(update_fields=["undone_at", "undone_by"])
    PlacePair.objects.filter(first__in=[kept, absorbed], second__in=[kept, absorbed]).update(
        answer="", answered_at=None, answered_by=None
    )
    _record("directory.places_parted", merge, by, network_id)
    return left


def _record(action: str, merge: Merge, by: Any, network_id: int | None) -> None:
    other = {"absorbed": {"id": str(merge.absorbed_id), "label": str(merge.absorbed)}}
    journal.record(action, merge.kept, by=by, after=other, network_id=network_id)


def _held(one: Place, other: Place) -> tuple[Place, Place]:
    """Both records as they are now, alone, always held in the same order."""
    found = {
        place.pk: place for place in Place.objects.select_for_update().filter(pk__in=[one.pk, other.pk]).order_by("pk")
    }
    return found[one.pk], found[other.pk]


def _check(kept: Place, absorbed: Place, by: Any) -> None:
    if kept.pk == absorbed.pk:
        raise Refused(_("C’est la même fiche\u00a0: choisissez-en deux."))
    for place in (kept, absorbed):
        check_edit_place(by, place)
        if place.merged_into_id is not None:
            raise Refused(
                _("«\u00a0%(place)s\u00a0» est déjà réuni avec un autre\u00a0: rouvrez la liste.") % {"place": place}
            )


def _check_undo(merge: Merge, kept: Place, by: Any) -> None:
    check_edit_place(by, kept)
    if merge.undone_at is not None:
        raise Refused(_("Ces deux lieux sont déjà séparés."))
    later = Merge.objects.standing().filter(absorbed=kept).first()
    later = later or Merge.objects.standing().filter(kept=kept, pk__gt=merge.pk).order_by("-pk").first()
    if later is not None:
        raise Refused(
            _("«\u00a0%(absorbed)s\u00a0» et «\u00a0%(kept)s\u00a0» ont été réunis ensuite\u00a0: séparez-les d’abord.")
            % {"absorbed": later.absorbed, "kept": later.kept}
        )


def _take_back(kept: Place, merge: Merge) -> list[str]:
    """Lift the layer of a joining; gives the fields that it had filled and somebody has written since."""
    (lifted,) = lift(kept, [merge]).values()
    fields = merge.moved["fields"]
    return [
        name
        for group, names in GROUPS.items()
        if group not in lifted
        for name in names
        if name in fields and fields[name][0] != fields[name][1]
    ]


def _withdraw(place: Place, is_published: bool) -> None:
    """Publish a record again as it was, unless the import that told of it was undone meanwhile."""
    place.is_published = is_published and WITHDRAWN not in place.origins


def _hand_over_corrections(source: Place, target: Place) -> list[int]:
    keys = list(Correction.objects.filter(place=source).order_by("pk").values_list("pk", flat=True))
    Correction.objects.filter(pk__in=keys).update(place=target)
    return keys


def _host(kept: Place, absorbed: Place, kind: str, by: Any, network_id: int | None) -> Moved:
    """The organisations found in the kept place from now on: those of the other record, itself if it is one."""
    here = set(kept.hosted.values_list("pk", flat=True))
    coming = list(absorbed.hosted.order_by("pk"))
    created = None
    if kind == Merge.Kind.HOSTED:
        organisation, is_new = _organisation_of(absorbed, by, network_id)
        created = organisation.pk if is_new else None
        coming.append(organisation)
    added = sorted({one.pk for one in coming} - here)
    kept.hosted.add(*added)
    return {"added": added, "created": created}


def _organisation_of(place: Place, by: Any, network_id: int | None) -> tuple[Organisation, bool]:
    """The organisation that a record speaks of: the one with its SIRET, else a new one with its name and contacts."""
    known = Organisation.objects.filter(siret=place.pivot).first() if place.pivot else None
    if known is not None:
        return known, False
    organisation = Organisation(
        name=place.name,
        siret=place.pivot,
        phone=place.phone,
        email=place.emails[0] if place.emails else "",
        website=place.website if len(place.website) <= 200 else "",
    )
    try:
        organisation.full_clean()
    except ValidationError as faults:  # what a source wrote badly is not carried over
        for name in faults.message_dict:
            setattr(organisation, name, "" if name != "name" else place.name)
    return save_organisation(organisation=organisation, by=by, network_id=network_id), True


def _unhost(kept: Place, hosted: Moved) -> None:
    kept.hosted.remove(*hosted["added"])
    created = Organisation.objects.filter(pk=hosted["created"], places__isnull=True, hosted_in__isnull=True)
    created.delete()
