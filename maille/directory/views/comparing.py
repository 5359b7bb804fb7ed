"""Two records laid side by side: each answer of both, what is proposed, and what the person chooses."""

from collections.abc import Mapping
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from maille.core.templatetags.ui import phone
from maille.directory.forms import PlaceForm
from maille.directory.load import says_who, sides
from maille.directory.rules import (
    ABSORBED,
    BOTH,
    GROUPS,
    HOSTED_OWN,
    KEPT,
    Choice,
    Side,
    choices_of,
    first_choice,
    united,
)
from maille.territory.hours.french import write_french
from maille.territory.models import NetworkPlace, Place
from maille.territory.opening import schedule_from

PREFIX = "choix-"


def kept_by_default(one: Place, other: Place, asked: str) -> tuple[Place, Place]:
    """The record that stays, then the one that joins it: as asked, else the network's member, else the fuller one."""
    if asked == str(other.pk) or (asked != str(one.pk) and _weight(other) > _weight(one)):
        return other, one
    return one, other


def _weight(place: Place) -> tuple[bool, int]:
    is_member = place.link_here is not None and place.link_here.kind == NetworkPlace.Kind.MEMBER
    return is_member, sum(bool(getattr(place, name)) for names in GROUPS.values() for name in names)


def choices_in(posted: Mapping[str, str]) -> dict[str, Choice]:
    """What the person chose for each group of fields; anything else is left out."""
    asked = {group: posted.get(PREFIX + group, "") for group in GROUPS}
    return {group: choice for group, choice in asked.items() if choice in choices_of(group)}


def comparison(kept: Place, absorbed: Place) -> dict[str, Any]:
    """The rows to choose in, those that are alike, and what each record carries with it."""
    forms = PlaceForm(place=kept, with_organisation=True), PlaceForm(place=absorbed, with_organisation=True)
    rows = [_row(group, kept, absorbed, pair, forms) for group, pair in sides(kept, absorbed).items()]
    said = [row for row in rows if row["is_said"]]
    return {
        "rows": [row for row in said if not row["is_alike"]],
        "alike": [row for row in said if row["is_alike"]],
        "carried": _carried(absorbed),
    }


def _carried(place: Place) -> dict[str, int]:
    """What the record brings to the one that stays, besides its answers."""
    return {
        "people": place.roles.count(),  # type: ignore[attr-defined]
        "rooms": place.rooms.count(),
        "exceptions": place.hours_exceptions.count(),
    }


def _row(
    group: str, kept: Place, absorbed: Place, pair: tuple[Side, Side], forms: tuple[PlaceForm, PlaceForm]
) -> dict[str, Any]:
    mine, theirs = pair
    proposed = first_choice(group, mine, theirs)
    options = [
        _option(KEPT, group, kept, forms[0], mine, proposed),
        _option(ABSORBED, group, absorbed, forms[1], theirs, proposed),
    ]
    if BOTH in choices_of(group) and not (mine.is_empty or theirs.is_empty):
        both = forms[0].in_words(group, united(mine.values[0], theirs.values[0]))
        options.append({"value": BOTH, "said": both, "who": "", "is_proposed": proposed == BOTH})
    return {
        "name": PREFIX + group,
        "label": _label(group, forms[0]),
        "options": options,
        "is_said": not (mine.is_empty and theirs.is_empty),
        # Two positions less than a metre apart are written alike: nobody could choose.
        "is_alike": mine.values == theirs.values or (group == "position" and options[0]["said"] == options[1]["said"]),
        "is_missing": mine.is_empty != theirs.is_empty,
        "is_own": group in HOSTED_OWN,
    }


def _option(choice: Choice, group: str, place: Place, form: PlaceForm, side: Side, proposed: Choice) -> dict[str, Any]:
    return {
        "value": choice,
        "said": "" if side.is_empty else _in_words(group, place, form),
        "who": "" if side.is_empty else says_who(place, GROUPS[group][0]),
        "is_proposed": proposed == choice,
    }


def _label(group: str, form: PlaceForm) -> str:
    words = {"address": _("Adresse"), "position": _("Position"), "hours": _("Horaires")}
    return words.get(group) or capfirst(form.label_of(group))


def _in_words(group: str, place: Place, form: PlaceForm) -> str:
    if group == "address":
        lines = (place.address, place.address_complement, f"{place.postal_code} {place.commune.name}")
        return "\n".join(line for line in lines if line)
    if group == "position":
        return f"{place.latitude:.5f}, {place.longitude:.5f}"
    if group == "hours":
        schedule = schedule_from(place.hours)
        return write_french(schedule) if schedule else place.hours_text or place.hours
    if group == "phone":
        return phone(place.phone)
    return form.in_words(group, form.before[group])
