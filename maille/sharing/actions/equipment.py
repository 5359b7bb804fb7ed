"""What a network lends, written by its coordination: models, what is in their cases, units with a label each."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from maille.core import journal
from maille.core.refusals import Refused
from maille.people.models import Skill
from maille.sharing import access
from maille.sharing.models import Category, EquipmentModel, KitContent, ModelPhoto, Promise, Size, Unit
from maille.sharing.saying import promises_said
from maille.territory.models import Network, Organisation, Place

from .inventory import check_serials

MOST_UNITS = 100
MOST_CONTENTS = 40
WRITTEN = (
    "name",
    "category",
    "maker",
    "uses",
    "manual_url",
    "size",
    "is_transportable",
    "value",
    "preparation",
    "notice_hours",
    "longest_days",
    "skill",
)
LONGEST = {"name": 120, "maker": 120, "uses": 1000, "manual_url": 500}
Contents = Mapping[str, int]


@transaction.atomic
def add_model(
    *,
    network: Network,
    name: str,
    category: str,
    maker: str = "",
    uses: str = "",
    manual_url: str = "",
    size: str = Size.BAG,
    is_transportable: bool = True,
    value: int = 0,
    preparation: int = 0,
    notice_hours: int = 0,
    longest_days: int = 0,
    skill: Skill | None = None,
    contents: Contents | None = None,
    by: Any,
) -> EquipmentModel:
    """Add a model to what the network lends; with `contents`, its units are cases, checked at each hand-over."""
    said = {key: value for key, value in locals().items() if key in WRITTEN}
    model = EquipmentModel(network=network)
    _check(model, said, contents, by)
    _write(model, said, contents)
    journal.record("sharing.model_added", model, by=by, after=_snapshot(model), network_id=network.pk)
    return model


@transaction.atomic
def change_model(*, model: EquipmentModel, said: Mapping[str, Any], contents: Contents, by: Any) -> EquipmentModel:
    """Write a model again, all its fields and what is in its cases. Said again, nothing changes."""
    model = EquipmentModel.objects.select_for_update(no_key=True, of=("self",)).get(pk=model.pk)
    before = _snapshot(model)
    _check(model, said, contents, by)
    if model.is_transportable and not said.get("is_transportable", True):
        _check_stays(model)
    _write(model, said, contents)
    after = _snapshot(model)
    if after != before:
        journal.record("sharing.model_changed", model, by=by, before=before, after=after, network_id=model.network_id)
    return model


@transaction.atomic
def show_model(*, model: EquipmentModel, jpeg: bytes, alt: str, by: Any) -> ModelPhoto:
    """Put a photo with a model, in place of the one it had; `jpeg` is small and drawn anew already."""
    _check_right(model.network, by)
    if not alt.strip():
        raise Refused(_("Dites ce que montre la photo\u00a0: tout le monde ne la voit pas."), field="alt")
    photo, _is_new = ModelPhoto.objects.update_or_create(model=model, defaults={"jpeg": jpeg, "alt": alt.strip()[:200]})
    journal.record("sharing.model_shown", model, by=by, after={"alt": photo.alt}, network_id=model.network_id)
    return photo


@transaction.atomic
def archive_model(*, model: EquipmentModel, by: Any, at: datetime) -> EquipmentModel:
    """The network lends it no more, its units stay written; refused while some are promised."""
    model = EquipmentModel.objects.select_for_update(no_key=True, of=("self",)).get(pk=model.pk)
    _check_right(model.network, by)
    if model.archived_at is not None:
        return model
    _check_free(model, _("Ce modèle est promis"))
    model.archived_at = at
    model.save(update_fields=["archived_at"])
    journal.record("sharing.model_archived", model, by=by, network_id=model.network_id)
    return model


@transaction.atomic
def restore_model(*, model: EquipmentModel, by: Any) -> EquipmentModel:
    """The network lends it again."""
    model = EquipmentModel.objects.select_for_update(no_key=True, of=("self",)).get(pk=model.pk)
    _check_right(model.network, by)
    if model.archived_at is None:
        return model
    _check_name(model, model.name)
    model.archived_at = None
    model.save(update_fields=["archived_at"])
    journal.record("sharing.model_restored", model, by=by, network_id=model.network_id)
    return model


def _check_right(network: Network, by: Any) -> None:
    if not access.can_coordinate(by, network):
        raise Refused(_("Seule la coordination écrit ce que le réseau prête."))


def _check(model: EquipmentModel, said: Mapping[str, Any], contents: Contents | None, by: Any) -> None:
    _check_right(model.network, by)
    if said.get("category") not in Category.values or said.get("size") not in Size.values:
        raise Refused(_("Choisissez la sorte et la taille dans les listes."), field="category")
    _check_name(model, said.get("name", ""))
    skill = said.get("skill")
    if skill is not None and skill.network_id != model.network_id:
        raise Refused(_("Choisissez une compétence de la liste."), field="skill")
    if len(contents or {}) > MOST_CONTENTS:
        raise Refused(
            _("Une mallette tient %(most)s lignes au plus\u00a0: regroupez-en.") % {"most": MOST_CONTENTS},
            field="contents",
        )


def _check_name(model: EquipmentModel, name: str) -> None:
    name = name.strip()[: LONGEST["name"]]
    if not name:
        raise Refused(_("Donnez un nom au modèle\u00a0: celui que les équipes liront."), field="name")
    others = EquipmentModel.objects.in_use().filter(network=model.network, name=name).exclude(pk=model.pk)
    if others.exists():
        raise Refused(_("Ce modèle existe déjà\u00a0: changez son nom, ou ajoutez-lui des unités."), field="name")


def _check_free(model: EquipmentModel, words: str) -> None:
    ahead = Promise.objects.standing().filter(unit__model=model)
    if said := promises_said(ahead):
        raise Refused(f"{words}\u00a0: {said}")


def _check_stays(model: EquipmentModel) -> None:
    """What is promised to another place than its own still has to travel."""
    ahead = Promise.objects.standing().filter(unit__model=model)
    elsewhere = [one for one in ahead.select_related("unit") if one.place_id != one.unit.base_id]
    if said := promises_said(ahead.filter(pk__in=[one.pk for one in elsewhere])):
        raise Refused(_("Ce modèle doit encore se déplacer") + f"\u00a0: {said}", field="is_transportable")


def _write(model: EquipmentModel, said: Mapping[str, Any], contents: Contents | None) -> None:
    for name in WRITTEN:
        value = said.get(name, getattr(model, name))
        setattr(model, name, value.strip()[: LONGEST[name]] if name in LONGEST else value)
    model.is_kit = bool(contents)
    model.save()
    wanted = dict(contents or {})
    known = {one.label: one for one in model.contents.all()}
    model.contents.exclude(label__in=wanted).delete()
    for label, count in wanted.items():
        if label in known and known[label].count != count:
            KitContent.objects.filter(pk=known[label].pk).update(count=count)
    KitContent.objects.bulk_create(
        KitContent(model=model, label=label, count=count) for label, count in wanted.items() if label not in known
    )


def _snapshot(model: EquipmentModel) -> dict[str, Any]:
    contents = sorted(KitContent.objects.filter(model=model).values_list("label", "count"))
    lines = [f"{count} × {label}" for label, count in contents]
    return journal.snapshot(model, WRITTEN) | ({"contents": lines} if lines else {})


@transaction.atomic
def add_lent_units(
    *,
    model: EquipmentModel,
    base: Place,
    count: int,
    prefix: str,
    serials: Sequence[str] = (),
    owner: Organisation | None = None,
    since: date | None = None,
    notes: str = "",
    by: Any,
) -> list[Unit]:
    """Add working units of a model to a place, labelled after those that it has: "TAB 7", "TAB 8".

    `serials` go to the first of them, in order; the others have none.
    """
    if not access.can_keep_units(by, model.network, base):
        raise Refused(
            _("Seules la responsable de «\u00a0%(place)s\u00a0» et la coordination ajoutent ses unités.")
            % {"place": base}
        )
    serials = [one.strip()[:80] for one in serials]
    prefix = prefix.strip()
    _check_added(model, count, prefix, serials)
    Place.objects.select_for_update(no_key=True).get(pk=base.pk)
    taken = set(Unit.objects.filter(base=base).values_list("label", flat=True))
    labels = [label for number in range(1, len(taken) + count + 1) if (label := f"{prefix} {number}") not in taken]
    units = Unit.objects.bulk_create(
        Unit(
            kind=Unit.Kind.EQUIPMENT,
            label=label,
            model=model,
            base=base,
            serial=serials[rank] if rank < len(serials) else "",
            owner=owner,
            since=since,
            notes=notes.strip()[:300],
        )
        for rank, label in enumerate(labels[:count])
    )
    lines = [(unit, None, journal.snapshot(unit, ["model", "condition", "serial"])) for unit in units]
    journal.record_many("sharing.unit_added", lines, by=by, network_id=model.network_id)
    return units


def _check_added(model: EquipmentModel, count: int, prefix: str, serials: Sequence[str]) -> None:
    if model.archived_at is not None:
        raise Refused(_("Ce modèle n’est plus prêté\u00a0: remettez-le en prêt d’abord."))
    if not 1 <= count <= MOST_UNITS:
        raise Refused(_("Ajoutez de 1 à %(most)s unités à la fois.") % {"most": MOST_UNITS}, field="count")
    if not prefix or len(prefix) > 30:
        raise Refused(
            _("Donnez le début des étiquettes, 30 signes au plus\u00a0: «\u00a0TAB\u00a0» fera TAB 1, TAB 2."),
            field="prefix",
        )
    if len(serials) > count:
        raise Refused(
            _("Il y a plus de numéros de série que d’unités\u00a0: corrigez le nombre, ou enlevez-en."),
            field="serials",
        )
    check_serials(model.network, serials)
