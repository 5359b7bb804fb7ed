"""How sharing is said to people: a rule in one sentence."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maille.sharing.models import SharingRule


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
