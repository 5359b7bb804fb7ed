""" "Prévenez-moi du prochain": what, near where, within how long, and how to reach the person."""

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy, ngettext_lazy
from django.utils.translation import gettext as _

from maille.directory.search.where import Located, locate
from maille.territory.models import Network, Place
from maille.territory.rules import Position
from maille.workshops.models import Workshop
from maille.workshops.rules.interests import MINUTES
from maille.workshops.rules.signup import Applicant
from maille.workshops.vocabulary import Theme

from .signup import SignUpForm

WORKSHOP, THEME = "w", "t"


class InterestForm(SignUpForm):
    """One screen; `place` is where one comes from, whose name stands for its position."""

    topic = forms.ChoiceField(
        label=gettext_lazy("Quel atelier\u00a0?"),
        error_messages={"required": gettext_lazy("Choisissez un atelier ou un thème.")},
    )
    near = forms.CharField(
        label=gettext_lazy("Près d’où\u00a0?"),
        help_text=gettext_lazy("Votre ville, votre quartier ou votre code postal. Vide\u00a0: partout."),
        required=False,
        max_length=120,
    )
    minutes = forms.TypedChoiceField(
        label=gettext_lazy("À combien de temps au plus\u00a0?"),
        help_text=gettext_lazy("À pied ou en bus, estimé à vol d’oiseau."),
        choices=[
            (number, ngettext_lazy("%(n)s minute", "%(n)s minutes", number) % {"n": number}) for number in MINUTES
        ],
        coerce=int,
        initial=20,
    )

    def __init__(self, data: Any = None, *, network: Network, place: Place | None = None, workshop: int | None = None):
        super().__init__(data)
        self.network, self.place = network, place
        self.position: Position | None = None
        for name in ("size", "companions", "has_carer", "needs"):
            del self.fields[name]
        self.fields["contact"].help_text = _("Pour vous prévenir\u00a0: un mail, un SMS, ou un appel.")
        self.fields["topic"].choices = [("", _("Choisissez")), *_topics(network)]
        self.initial.update({"topic": f"{WORKSHOP}{workshop}" if workshop else "", "near": self.place_words()})

    def place_words(self) -> str:
        return self.place.name if self.place else ""

    def clean_near(self) -> str:
        text = " ".join(self.cleaned_data["near"].split())
        place = self.place
        if place and text == " ".join(place.name.split()):
            if place.search_latitude is not None and place.search_longitude is not None:
                self.position = Position(place.search_latitude, place.search_longitude)
            return f"{place.name[:80]}, {place.commune.name}"
        if not text:
            return ""
        found = locate(text, network=self.network)
        if not isinstance(found, Located) or found.position is None:
            raise forms.ValidationError(
                _("Nous ne trouvons pas cet endroit\u00a0: écrivez une ville ou un code postal.")
            )
        self.position = found.position
        return found.label

    def asked(self) -> dict[str, Any]:
        """What the action takes."""
        said, topic = self.cleaned_data, self.cleaned_data["topic"]
        kind, key = topic[:1], topic[1:]
        contact = said["contact"]
        return {
            "workshop": Workshop.objects.get(pk=key, network=self.network) if kind == WORKSHOP else None,
            "theme": key if kind == THEME else "",
            "near": said["near"],
            "position": self.position,
            "minutes": said["minutes"] if self.position else None,
            "applicant": Applicant(
                name=said["name"],
                phone=contact.phone,
                email=contact.email,
                language=said["language"] or get_language() or "fr",
            ),
        }


def _topics(network: Network) -> list[Any]:
    """The workshops of the catalogue by title, then the themes they are of."""
    workshops = list(Workshop.objects.in_use().filter(network=network).with_content().order_by("current__title", "pk"))
    known = {theme for one in workshops if one.current for theme in one.current.themes}
    titles = [(f"{WORKSHOP}{one.pk}", str(one)) for one in workshops]
    themes = [(f"{THEME}{theme.value}", theme.label) for theme in Theme if theme.value in known]
    return [(_("Un atelier"), titles), (_("Tout un thème"), themes)]
