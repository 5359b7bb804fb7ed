"""The words of each piece of news, in the language that is active."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from maille.workshops import saying
from maille.workshops.rules.reminders import SOON, TODAY

from .telling import CALLED_OFF, CANCELLED, EXTRA, LAPSED, MOVED, OFFERED, SEATED, WAITING, Telling


@dataclass(frozen=True)
class Words:
    """One piece of news: the subject of a mail, its sentence, and the few words that begin an SMS."""

    subject: str
    sentence: str
    short: str


def words_of(telling: Telling) -> Words:
    said: dict[str, Callable[[Telling], Words]] = {
        SEATED: _seated,
        WAITING: _waiting,
        OFFERED: _offered,
        LAPSED: _lapsed,
        CANCELLED: _cancelled,
        CALLED_OFF: _called_off,
        MOVED: _moved,
        EXTRA: _extra,
        SOON: _soon,
        TODAY: _today,
    }
    return said[telling.what](telling)


def _seated(_telling: Telling) -> Words:
    return Words(_("Votre place est gardée"), _("Votre place est gardée."), _("Place gardée"))


def _waiting(telling: Telling) -> Words:
    values = {"position": telling.values.get("position", 1)}
    return Words(
        _("Vous êtes sur la liste d’attente"),
        _(
            "C’est complet\u00a0: vous êtes numéro %(position)s sur la liste d’attente. Quand une place se libère, elle"
            " est proposée à la première personne dont le groupe tient, et nous vous prévenons."
        )
        % values,
        _("Liste d’attente, numéro %(position)s") % values,
    )


def _offered(telling: Telling) -> Words:
    until = telling.registration.offered_until
    values = {"until": saying.instant(telling.first.place, until) if until else ""}
    return Words(
        _("Une place est libre pour vous\u00a0: répondez avant %(until)s") % values,
        _("Une place est libre pour vous. Répondez avant %(until)s\u00a0: ensuite, elle ira à une autre personne.")
        % values,
        _("Place libre\u00a0! Répondez avant %(until)s") % values,
    )


def _lapsed(_telling: Telling) -> Words:
    return Words(
        _("La place n’est plus gardée pour vous"),
        _("Le temps pour répondre est passé\u00a0: une autre personne a la place. Vous pouvez revenir sur la liste."),
        _("Temps de réponse passé, place proposée à une autre personne"),
    )


def _cancelled(_telling: Telling) -> Words:
    return Words(
        _("Vous n’êtes plus inscrit"),
        _("Vous n’êtes plus inscrit. Votre place sert à une autre personne\u00a0: merci d’avoir prévenu."),
        _("Vous n’êtes plus inscrit"),
    )


def _called_off(telling: Telling) -> Words:
    reason = telling.values.get("reason", "")
    sentence = _("La séance est annulée. Ne venez pas.")
    return Words(_("Séance annulée"), f"{sentence} {reason}".strip(), _("ANNULÉ, ne venez pas"))


def _moved(telling: Telling) -> Words:
    before = telling.values.get("before", {}).get(telling.first.pk)
    sentence = _("La séance change. Vérifiez la date et le lieu\u00a0; votre inscription reste.")
    if before:
        sentence += " " + _("Elle n’a plus lieu %(before)s.") % {"before": saying.instant(telling.first.place, before)}
    return Words(_("La séance change"), sentence, _("CHANGEMENT"))


def _extra(_telling: Telling) -> Words:
    return Words(
        _("Il manque une place"),
        _("Il manque une place\u00a0: proposez une autre date, ou dites que la personne peut venir quand même."),
        _("Il manque une place"),
    )


def _soon(_telling: Telling) -> Words:
    return Words(
        _("Dans deux jours"), _("Votre atelier est dans deux jours. Vous ne venez pas\u00a0? Dites-le."), _("Rappel")
    )


def _today(telling: Telling) -> Words:
    return Words(
        _("C’est bientôt"), _("Votre atelier commence bientôt. Vous ne venez pas\u00a0? Dites-le."), _("C’est bientôt")
    )
