"""The past of the demonstration’s cupboard: objects that were lent and came back, asks that were refused."""

import tomllib
from datetime import datetime, timedelta
from importlib.resources import files
from itertools import cycle, islice
from typing import Any

from django.utils import timezone

from maille.sharing.actions import ask, refuse, tell
from maille.sharing.models import EquipmentModel, Need, Unit
from maille.sharing.rules import Window
from maille.sharing.rules.custody import Told
from maille.territory.models import Network, Place

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def load_cupboard(network: Network, places: dict[str, Place], *, at: datetime) -> None:
    """Tell what is missing of the past of the cupboard; again, it changes nothing."""
    if Need.objects.filter(network=network, state=Need.State.REFUSED).exists():
        return
    told = tomllib.loads((files("maille.demo") / "cupboard.toml").read_text(encoding="utf-8"))
    models = {model.name: model for model in EquipmentModel.objects.filter(network=network)}
    nine = timezone.localtime(at).replace(hour=9, minute=0, second=0, microsecond=0)
    for line in told["loans"]:
        _lend(
            models[line["model"]], [places[name] for name in line["to"]], line["units"], nine - line["days_ago"] * DAY
        )
    for line in told["missed"]:
        _miss(network, models[line["model"]], places[line["place"]], line, nine - line["days_ago"] * DAY)


def _lend(model: EquipmentModel, to: list[Place], count: int, day: datetime) -> None:
    """Some units that nobody waits for go to other places, and come back three days later."""
    idle = Unit.objects.filter(model=model, promises__isnull=True).exclude(base__in=to).select_related("base")
    for unit, place in zip(idle.order_by("pk")[:count], islice(cycle(to), count), strict=False):
        _carried(unit, unit.base, place, day)
        _carried(unit, place, unit.base, day + 3 * DAY)


def _carried(unit: Unit, origin: Place, destination: Place, at: datetime) -> None:
    tell(unit=unit, told=Told.GIVEN, place=origin, to=destination, by=None, at=at)
    tell(unit=unit, told=Told.RECEIVED, place=destination, by=None, at=at + HOUR)


def _miss(network: Network, model: EquipmentModel, place: Place, line: dict[str, Any], day: datetime) -> None:
    """A place asked for more than there was, and was told no."""
    window = Window(day, day + (line["lasts_days"] - 1) * DAY + 8 * HOUR)
    need = ask(
        network=network, place=place, window=window, purpose=line["purpose"], wanted=[(model, line["count"])],
        by=None, at=day - 7 * DAY,
    )  # fmt: skip
    refuse(need=need, reason=line["answer"], by=None, at=day - 5 * DAY)
