"""Lendings and rounds as they are said to somebody who looks for a stand-in."""

from collections.abc import Collection
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from maille.people.access import network_ids_of
from maille.sharing.models import Lending, Occupation, Round
from maille.sharing.takers import Taken


def describe_lendings(keys: Collection[int], user: Any) -> dict[int, Taken]:
    """Each with its own hours, the way apart; whom to call is the place that waits for somebody."""
    rows = Lending.objects.visible_to(user).filter(pk__in=keys).select_related("line__need__place", "line__skill")
    return {one.pk: _said(one) for one in rows.distinct()}


def _said(one: Lending) -> Taken:
    need = one.line.need
    return Taken(
        Occupation.Because.LENDING,
        one.pk,
        need.purpose,
        one.starts_at,
        one.ends_at,
        need.place,
        reverse("sharing:person_need", args=[one.line_id]),
        [(need.place.name, need.place.phone)] if need.place.phone else (),
        one.line.skill_id,
    )


def describe_rounds(keys: Collection[int], user: Any) -> dict[int, Taken]:
    """Who drives is changed on the page of the round, by the coordination."""
    rows = Round.objects.filter(pk__in=keys, network__in=network_ids_of(user)).select_related("van")
    return {
        one.pk: Taken(
            Occupation.Because.ROUND,
            one.pk,
            _("Tournée, %(van)s") % {"van": one.van},
            one.starts_at,
            one.ends_at,
            url=reverse("sharing:round", args=[one.pk]),
        )
        for one in rows
    }
