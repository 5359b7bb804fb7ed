"""Writing a place by hand: its fields, its hours, and that all of it is right."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from maille.core import journal
from maille.core.refusals import Refused
from maille.directory import access
from maille.directory.load import as_field, said
from maille.directory.rules import TOGETHER, Edit, Values, noted, weave
from maille.territory.access import check_edit_place
from maille.territory.actions import save_places, set_hours
from maille.territory.actions.journalled import network_of
from maille.territory.models import Organisation, Place


class Overtaken(Refused):
    """Somebody else has written the same fields since the form was shown: both answers are to be seen."""

    def __init__(self, edit: Edit, now: Values) -> None:
        super().__init__(
            _("Quelqu’un a changé cette fiche pendant que vous écriviez\u00a0: comparez, puis enregistrez de nouveau.")
        )
        self.edit = edit
        self.now = now


@transaction.atomic
def edit_place(*, place: Place, typed: Values, shown: Values, by: Any, on: date) -> Place:
    """Write what a person changed in the form of a place, and nothing else; each field is then the place's own word.

    `shown` is what the form said when it was opened. Refused (Overtaken) when somebody changed the same field since.
    """
    check_edit_place(by, place)
    place = held(place)
    now = said(place)
    edit = weave(shown, typed, now)
    if edit.clashes:
        raise Overtaken(edit, now)
    if edit.written:
        _check(place, edit.written)
        sign(place, edit.written, on)
        save_places([place], by=by)
    return place


@transaction.atomic
def keep_hours(*, place: Place, text: str, keep: bool = False, by: Any, on: date) -> Place:
    """Set the usual hours as the place itself says them (see `set_hours`)."""
    check_edit_place(by, place)
    place = held(place)
    sign(place, TOGETHER["hours"], on)
    return set_hours(place=place, text=text, keep=keep, by=by)


@transaction.atomic
def verify_place(*, place: Place, by: Any, on: date) -> None:
    """Note that somebody of the place or of the network has read its page and that all of it is right."""
    if not access.can_verify(by, place):
        raise Refused(_("Seules les personnes de ce lieu et la coordination peuvent dire que tout est juste."))
    place = held(place)
    before = journal.snapshot(place, ["verified_on"])
    Place.objects.filter(pk=place.pk).update(verified_on=on)
    after = {"verified_on": on.isoformat()}
    journal.record("directory.place_verified", place, by=by, before=before, after=after, network_id=network_of(place))


def held(place: Place) -> Place:
    """The place as it is now, alone until the end of the transaction."""
    return Place.objects.select_for_update().get(pk=place.pk)


def sign(place: Place, names: Iterable[str], on: date) -> None:
    """Note on the place, not saved, that it says these fields itself from that day."""
    place.origins = {**place.origins, **{noted(name): ["", on.isoformat()] for name in names}}
    place.updated_on = max(place.updated_on, on)


def _check(place: Place, written: Values) -> None:
    """Put the values on the place; refused when the model refuses one (other fields' old values are left in peace)."""
    for name, value in written.items():
        setattr(place, name, as_field(value))
    others = [field.name for field in Place._meta.fields if field.attname not in written]
    try:
        place.clean_fields(exclude=others)
    except ValidationError as faults:
        raise Refused(" ".join(faults.messages)) from faults


@transaction.atomic
def host_organisation(*, organisation: Organisation, place: Place, by: Any) -> None:
    """Note that an organisation is to be found in a place that another runs."""
    check_edit_place(by, place)
    if place.organisation_id == organisation.pk or place.hosted.filter(pk=organisation.pk).exists():
        raise Refused(_("Cette structure est déjà dans ce lieu."), field="place")
    place.hosted.add(organisation)
    _record_hosted("directory.organisation_hosted", organisation, place, by)


@transaction.atomic
def unhost_organisation(*, organisation: Organisation, place: Place, by: Any) -> None:
    """Note that an organisation is no longer to be found in a place."""
    check_edit_place(by, place)
    place.hosted.remove(organisation)
    _record_hosted("directory.organisation_left", organisation, place, by)


def _record_hosted(action: str, organisation: Organisation, place: Place, by: Any) -> None:
    told = {"organisation": {"id": str(organisation.pk), "label": str(organisation)}}
    journal.record(action, place, by=by, after=told, network_id=network_of(place))
