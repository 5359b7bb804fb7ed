"""How sharing is said to people: instants, and a rule in one sentence."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from maille.sharing.models import SharingRule
from maille.territory.hours.say import say_date, say_hour


def _tongue() -> str:
    language = (get_language() or "fr")[:2]
    return language if language in ("fr", "en") else "fr"


def day_said(day: date) -> str:
    """A day with its weekday: "jeudi 26 novembre"."""
    return say_date(day, _tongue())


def instant(at: datetime) -> str:
    """An instant on the clock of the network: "jeudi 26 novembre, 9 h"."""
    here = timezone.localtime(at)
    return f"{day_said(here.date())}, {say_hour(here.time(), _tongue())}"


def rule_said(rule: SharingRule) -> str:
    """A rule of the network as one sentence, with what it is narrowed to."""
    words = _whole(rule)
    if rule.model and rule.kind != SharingRule.Kind.SET_ASIDE:
        words = _("%(model)s\u00a0: %(rule)s") % {"model": rule.model, "rule": words}
    return words


def _whole(rule: SharingRule) -> str:
    number = {"number": rule.number, "model": rule.model, "place": rule.place}
    if rule.kind == SharingRule.Kind.AHEAD:
        return (
            ngettext(
                "on demande au plus %(number)s jour à l’avance.",
                "on demande au plus %(number)s jours à l’avance.",
                rule.number,
            )
            % number
        )
    if rule.kind == SharingRule.Kind.LONGEST:
        return (
            ngettext(
                "on emprunte au plus %(number)s jour de suite.",
                "on emprunte au plus %(number)s jours de suite.",
                rule.number,
            )
            % number
        )
    if rule.kind == SharingRule.Kind.PER_MONTH:
        return (
            ngettext(
                "un lieu emprunte au plus %(number)s fois par mois.",
                "un lieu emprunte au plus %(number)s fois par mois.",
                rule.number,
            )
            % number
        )
    if rule.kind == SharingRule.Kind.SET_ASIDE:
        return _("%(number)s «\u00a0%(model)s\u00a0» restent pour «\u00a0%(place)s\u00a0».") % number
    return _("les voisins invités peuvent emprunter.")
