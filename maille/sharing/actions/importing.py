"""Units from a table: judged again when they are written, whole or not at all, the refused lines left out."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from maille.core import journal
from maille.core.refusals import Refused
from maille.sharing import access
from maille.sharing.models import Category, EquipmentModel, Unit
from maille.sharing.rules.inventory import Fate, Judged, Known, KnownUnit, Line, folded, judged
from maille.territory.models import Network, Organisation, Place

from .equipment import add_model
from .inventory import change_unit
from .keeping import hold_models, hold_network

USUAL_LABEL = {Category.TABLET: "TAB", Category.COMPUTER: "ORD", Category.PHONE: "TEL", Category.HOTSPOT: "4G"}


def judge_units(network: Network, lines: Sequence[Line], by: Any) -> list[Judged]:
    """What would become of each line; nothing is written."""
    return judged(lines, known_to(network, by))


@transaction.atomic
def import_units(*, network: Network, lines: Sequence[Line], by: Any, at: datetime) -> list[Judged]:
    """Add and change what the lines say; given again, they find everything as it is. Gives what became of each."""
    if not access.places_kept(by, network):
        raise Refused(_("La coordination et les responsables de lieu écrivent l’inventaire."))
    hold_network(network.pk)
    kept = [place.pk for place in access.places_kept(by, network)]
    list(Place.objects.select_for_update(no_key=True).filter(pk__in=kept).order_by("pk").values("pk"))
    found = judge_units(network, lines, by)
    changed = [one.unit for one in found if one.fate == Fate.CHANGED]
    hold_models(Unit.objects.filter(pk__in=changed, model__isnull=False).values_list("model", flat=True))
    models = _models(network, found, by)
    _add(network, found, models, by)
    for one in found:
        if one.fate == Fate.CHANGED:
            _change(one, by, at)
    return found


def _models(network: Network, found: Sequence[Judged], by: Any) -> dict[int | str, EquipmentModel]:
    """The models that the lines name, by key or by folded name; those that are not there yet are added."""
    new = [one for one in found if one.fate == Fate.NEW]
    known = EquipmentModel.objects.filter(pk__in={one.model for one in new if isinstance(one.model, int)})
    models: dict[int | str, EquipmentModel] = {model.pk: model for model in known}
    for one in new:
        if isinstance(one.model, str) and folded(one.model) not in models:
            models[folded(one.model)] = add_model(
                network=network, name=one.model, category=one.category, maker=one.line.said.get("maker", ""), by=by
            )
    return models


def _add(network: Network, found: Sequence[Judged], models: dict[int | str, EquipmentModel], by: Any) -> None:
    kept = [one for one in found if one.fate != Fate.REFUSED]
    taken: dict[int, set[str]] = {one.place: set() for one in kept}
    for place, label in Unit.objects.filter(base__in=taken).values_list("base", "label"):
        taken[place].add(label)
    for one in kept:
        taken[one.place].add(one.line.said.get("label", ""))
    new = [one for one in kept if one.fate == Fate.NEW]
    units = Unit.objects.bulk_create([_unit(one, models, taken[one.place]) for one in new])
    lines = [(unit, None, journal.snapshot(unit, ["model", "condition", "serial"])) for unit in units]
    journal.record_many("sharing.unit_added", lines, by=by, network_id=network.pk)


def _unit(one: Judged, models: dict[int | str, EquipmentModel], taken: set[str]) -> Unit:
    said = one.line.said
    model = models[folded(one.model) if isinstance(one.model, str) else one.model]
    label = said.get("label") or _free_label(model, taken)
    taken.add(label)
    return Unit(
        kind=Unit.Kind.EQUIPMENT,
        label=label,
        model=model,
        base_id=one.place,
        serial=said.get("serial", ""),
        owner_id=one.owner,
        since=one.since,
        notes=said.get("notes", ""),
    )


def _free_label(model: EquipmentModel, taken: set[str]) -> str:
    """The first free label of its sort in the place: "TAB 7"."""
    prefix = USUAL_LABEL.get(Category(model.category), model.name[:3].upper())
    return next(label for number in range(1, len(taken) + 2) if (label := f"{prefix} {number}") not in taken)


def _change(one: Judged, by: Any, at: datetime) -> None:
    unit = Unit.objects.select_related("base", "owner").get(pk=one.unit)
    said = one.line.said
    change_unit(
        unit=unit,
        label=said.get("label") or unit.label,
        base=Place.objects.get(pk=one.place),
        serial=said["serial"] if "serial" in one.changes else unit.serial,
        owner=Organisation.objects.get(pk=one.owner) if one.owner else unit.owner,
        since=one.since or unit.since,
        notes=said.get("notes") or unit.notes,
        by=by,
        at=at,
    )


def known_to(network: Network, by: Any) -> Known:
    """What a network has, for this person, as lines are judged against it."""
    models = list(EquipmentModel.objects.filter(network=network))
    in_use = {folded(model.name): model.pk for model in models if model.archived_at is None}
    places: dict[str, list[tuple[int, str]]] = {}
    for key, name, slug in Place.objects.in_network(network).distinct().values_list("pk", "name", "slug"):
        for word in {folded(name), folded(slug)}:
            places.setdefault(word, []).append((key, slug))
    units = Unit.objects.filter(base__in={key for rows in places.values() for key, _slug in rows})
    return Known(
        models=in_use,
        archived=frozenset(folded(model.name) for model in models if model.archived_at) - set(in_use),
        categories=_categories(),
        places=places,
        owners={folded(name): key for key, name in Organisation.objects.values_list("pk", "name")},
        units=[_known(unit) for unit in units],
        kept=frozenset(place.pk for place in access.places_kept(by, network)),
        may_add_models=access.can_coordinate(by, network),
        category_names=[str(one.label) for one in Category],
        model_names={model.pk: model.name for model in models},
    )


def _known(unit: Unit) -> KnownUnit:
    return KnownUnit(
        unit.pk,
        unit.model_id or 0,
        unit.base_id,
        unit.label,
        unit.serial,
        unit.owner_id,
        unit.since,
        unit.notes,
        unit.condition == Unit.Condition.RETIRED,
    )


def _categories() -> dict[str, str]:
    """The sorts by their words in French and in English, and by their own code."""
    found = {folded(code): code for code in Category.values}
    for language in ("en", "fr"):
        with override(language):
            found |= {folded(str(one.label)): one.value for one in Category}
    return found
