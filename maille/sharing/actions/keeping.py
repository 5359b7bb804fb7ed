"""What is kept from others until the end of a transaction, and in which order.

Two people who keep the same things in two orders wait for each other for ever. Here everybody keeps them in this one:
the network, its places, the request, the model, the unit, the vehicle, its round, people, ways. Whoever says what is
promised of a model, or where a unit of it is, keeps the model: what has left is no longer given to somebody else.
"""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from maille.core.refusals import Refused
from maille.sharing.models import EquipmentModel, Round, Unit
from maille.territory.models import Network


def hold_network(key: int) -> None:
    """Its inventory: serial numbers and labels are written by one at a time."""
    Network.objects.select_for_update(no_key=True).get(pk=key)


def hold_models(keys: Iterable[int]) -> dict[int, EquipmentModel]:
    """The models, kept from any promise and from any door that tells where a unit of them is."""
    rows = EquipmentModel.objects.select_for_update(no_key=True).filter(pk__in=set(keys)).order_by("pk")
    return {model.pk: model for model in rows}


def hold_unit(unit: Unit) -> Unit:
    """The unit as it is now, with its base, its room and its model; its model is kept first."""
    hold_models([unit.model_id] if unit.model_id else [])
    return Unit.objects.select_for_update(of=("self",)).select_related("base", "room", "model").get(pk=unit.pk)


def hold_round(tour: Round) -> Round:
    """The round as it is now, with what is read of it; Refused when somebody has just cancelled it."""
    if not list(Round.objects.select_for_update(of=("self",)).filter(pk=tour.pk).values_list("pk")):
        raise Refused(_("Cette tournée vient d’être annulée\u00a0: relisez la liste des tournées."))
    return Round.objects.select_related("van__base__commune", "network", "driver").get(pk=tour.pk)
