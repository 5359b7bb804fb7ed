"""What one can answer at a door: what is expected there first, the rest after."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import template
from django.utils.translation import gettext as _

from maille.sharing.rules.custody import Told

register = template.Library()

BESIDE = {Told.CHECKED: [Told.GIVEN], Told.SEEN: [Told.RECEIVED]}
"""What else is likely, beside what is expected."""
AT_HAND_OVER = {
    Told.GIVEN: [Told.PREPARED, Told.LATE, Told.MISSING, Told.DAMAGED],
    Told.RECEIVED: [Told.LATE, Told.MISSING, Told.DAMAGED],
}
"""What may come in the way of a hand-over that is planned."""


@register.filter
def word_of(told: str) -> str:
    """An answer, as whoever is at the door says it."""
    words: dict[str, str] = {
        Told.PREPARED: _("C’est prêt à partir"),
        Told.GIVEN: _("C’est remis"),
        Told.RECEIVED: _("C’est reçu"),
        Told.CHECKED: _("C’est ici, tout va bien"),
        Told.MISSING: _("Il manque quelque chose"),
        Told.DAMAGED: _("C’est abîmé"),
        Told.FOUND: _("C’est retrouvé"),
        Told.SEEN: _("C’est ici, on ne l’attendait pas"),
        Told.LATE: _("Ce sera en retard"),
    }
    return words.get(told, "")


def _said(answers: Sequence[str]) -> list[tuple[str, str]]:
    return [(str(told), word_of(told)) for told in answers]


@register.simple_tag
def expected_answers(expected: str) -> list[tuple[str, str]]:
    """The one or two answers that are likely."""
    return _said([expected, *BESIDE.get(Told(expected), [])])


@register.simple_tag
def other_answers(expected: str) -> list[tuple[str, str]]:
    likely = [expected, *BESIDE.get(Told(expected), [])]
    return _said([told for told in Told if told not in likely])


@register.simple_tag
def hand_over_answers(expected: str) -> list[tuple[str, str]]:
    """What else can be said of a hand-over that is planned."""
    return _said(AT_HAND_OVER[Told(expected)])


@register.simple_tag
def new_key() -> str:
    """Drawn with the page, so that the same press is one line."""
    return str(uuid4())


@register.filter
def photo_of(line: Any) -> Any:
    """The photo of a line of the story, when there is one."""
    return getattr(line, "photo", None)


@register.filter
def giving(way: Any) -> Any:
    """The line by which a unit was given for this way, when it was told."""
    return next(iter(way.givings), None)
