"""What the network agreed on about loans: written by its coordination, asked before each request."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from maille.core import journal
from maille.core.refusals import Refused
from maille.sharing import access
from maille.sharing.models import EquipmentModel, Need, SharingRule
from maille.sharing.rules import Window
from maille.sharing.rules.agreed import Asked, Rule, first_broken
from maille.sharing.saying import rule_said
from maille.territory.models import Network, Place

SAID = ("kind", "number", "model", "place")


def check_dates(window: Window, at: datetime) -> None:
    """Refuse a time that ends before it begins, or that has begun."""
    if window.ends_at <= window.starts_at:
        raise Refused(_("La fin vient avant le début\u00a0: corrigez l’une des deux dates."), field="ends_at")
    if window.starts_at <= at:
        raise Refused(_("Ce moment est passé\u00a0: choisissez une date à venir."), field="starts_at")


def check_rules(
    network: Network, place: Place, window: Window, lines: Sequence[tuple[EquipmentModel, int]], at: datetime
) -> None:
    """Refuse what the network agreed not to lend so, with the sentence of the rule."""
    rules = list(SharingRule.objects.filter(network=network).select_related("model", "place").order_by("pk"))
    if not rules:
        return
    month = Window(window.starts_at - timedelta(days=30), window.starts_at)
    recent = _recent(place, month)
    asked = [Asked(model.pk, place.pk, window, at, recent.count(model.pk)) for model, _count in lines]
    broken = first_broken([_as_rule(rule) for rule in rules], asked)
    if broken is not None:
        said = next(rule for rule in rules if rule.pk == broken.key)
        raise Refused(_("Règle du réseau\u00a0: %(rule)s") % {"rule": rule_said(said)}, field="starts_at")


def _as_rule(rule: SharingRule) -> Rule:
    return Rule(rule.pk, rule.kind, rule.number, rule.model_id, rule.place_id)


def _recent(place: Place, month: Window) -> list[int]:
    """The models of the loans that a place had in the thirty days before, one for each loan."""
    granted = Need.objects.filter(
        place=place,
        state__in=(Need.State.CONFIRMED, Need.State.PARTLY),
        starts_at__gte=month.starts_at,
        starts_at__lt=month.ends_at,
    )
    return list(granted.filter(lines__model__isnull=False).values_list("lines__model", flat=True))


@transaction.atomic
def save_rule(
    *,
    network: Network,
    kind: str,
    number: int = 0,
    model: EquipmentModel | None = None,
    place: Place | None = None,
    by: Any,
) -> SharingRule:
    """Write a rule; the same one with another number takes its place."""
    if not access.can_coordinate(by, network):
        raise Refused(_("Seule la coordination écrit les règles du réseau."))
    if kind not in SharingRule.Kind.values:
        raise Refused(_("Choisissez une règle de la liste."), field="kind")
    if kind == SharingRule.Kind.SET_ASIDE and (model is None or place is None):
        raise Refused(_("Dites quel modèle est gardé, et pour quel lieu."), field="model")
    rule, _is_new = SharingRule.objects.update_or_create(
        network=network, kind=kind, model=model, place=place, defaults={"number": number}
    )
    journal.record("sharing.rule_saved", rule, by=by, after=journal.snapshot(rule, SAID), network_id=network.pk)
    return rule


@transaction.atomic
def drop_rule(*, rule: SharingRule, by: Any) -> None:
    """The network agrees on it no more."""
    if not access.can_coordinate(by, rule.network):
        raise Refused(_("Seule la coordination écrit les règles du réseau."))
    journal.record("sharing.rule_dropped", rule, by=by, before=journal.snapshot(rule, SAID), network_id=rule.network_id)
    rule.delete()
