"""What a network lends, written by its coordination: models, what is in their cases, units with a label each."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from maille.core import journal
from maille.core.refusals import Refused
from maille.sharing import access
from maille.sharing.models import Category, EquipmentModel, KitContent, Size, Unit
from maille.territory.models import Network, Place

MOST_UNITS = 100
SAID = ("name", "category", "maker", "size", "is_transportable", "value")


@transaction.atomic
def add_model(
    *,
    network: Network,
    name: str,
    category: str,
    maker: str = "",
    uses: str = "",
    size: str = Size.BAG,
    is_transportable: bool = True,
    value: int = 0,
    preparation: int = 0,
    notice_hours: int = 0,
    contents: Mapping[str, int] | None = None,
    by: Any,
) -> EquipmentModel:
    """Add a model to what the network lends; with `contents`, its units are cases, checked at each hand-over."""
    if not access.can_coordinate(by, network):
        raise Refused(_("Seule la coordination écrit ce que le réseau prête."))
    name = name.strip()[:120]
    if not name:
        raise Refused(_("Donnez un nom au modèle\u00a0: celui que les équipes liront."), field="name")
    if category not in Category.values or size not in Size.values:
        raise Refused(_("Choisissez la sorte et la taille dans les listes."), field="category")
    if EquipmentModel.objects.in_use().filter(network=network, name=name).exists():
        raise Refused(_("Ce modèle existe déjà\u00a0: changez son nom, ou ajoutez-lui des unités."), field="name")
    model = EquipmentModel.objects.create(
        network=network,
        name=name,
        category=category,
        maker=maker.strip()[:120],
        uses=uses.strip()[:1000],
        size=size,
        is_transportable=is_transportable,
        is_kit=bool(contents),
        value=value,
        preparation=preparation,
        notice_hours=notice_hours,
    )
    KitContent.objects.bulk_create(
        KitContent(model=model, label=label, count=count) for label, count in (contents or {}).items()
    )
    journal.record("sharing.model_added", model, by=by, after=journal.snapshot(model, SAID), network_id=network.pk)
    return model


@transaction.atomic
def add_lent_units(
    *, model: EquipmentModel, base: Place, count: int, prefix: str, notes: str = "", by: Any
) -> list[Unit]:
    """Add working units of a model to a place, labelled after those that it has: "TAB 7", "TAB 8"."""
    if not (access.can_coordinate(by, model.network) or access.can_report_units(by, base)):
        raise Refused(
            _("Seules l’équipe de «\u00a0%(place)s\u00a0» et la coordination ajoutent ses unités.") % {"place": base}
        )
    if not 1 <= count <= MOST_UNITS:
        raise Refused(_("Ajoutez de 1 à %(most)s unités à la fois.") % {"most": MOST_UNITS}, field="count")
    Place.objects.select_for_update(no_key=True).get(pk=base.pk)
    taken = set(Unit.objects.filter(base=base).values_list("label", flat=True))
    labels = [label for number in range(1, len(taken) + count + 1) if (label := f"{prefix} {number}") not in taken]
    units = Unit.objects.bulk_create(
        Unit(kind=Unit.Kind.EQUIPMENT, label=label, model=model, base=base, notes=notes) for label in labels[:count]
    )
    lines = [(unit, None, journal.snapshot(unit, ["model", "condition"])) for unit in units]
    journal.record_many("sharing.unit_added", lines, by=by, network_id=model.network_id)
    return units
