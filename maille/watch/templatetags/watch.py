"""How the watch says dates and reasons in its pages."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.formats import date_format

from maille.watch.models.cities import CityFact, Precision

register = template.Library()


@register.filter
def at(table: Mapping[Any, str], key: Any) -> str:
    """What a table says of a key, or nothing."""
    return table.get(key, "")


@register.filter
def dated(fact: CityFact) -> str:
    """The day of a fact, or only its month or its year when nobody knows more."""
    shape = {Precision.DAY: "j F Y", Precision.MONTH: "F Y", Precision.YEAR: "Y"}
    return date_format(fact.happened_on, shape[Precision(fact.precision)])
