"""What an address of the agenda asks: how it is looked at, when, and whose."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maille.people.models import Role, User
from maille.people.rules import MEMBER_KINDS
from maille.territory.models import Network, Place
from maille.workshops.vocabulary import Theme

from .load import Asked
from .rules import View, read_day, read_view


class AgendaForm(forms.Form):
    """What is not known in an address is told, and the rest of it is kept: links grow old."""

    lieu = forms.ModelChoiceField(
        label=gettext_lazy("Lieu"),
        queryset=Place.objects.none(),
        required=False,
        empty_label=gettext_lazy("tous"),
        to_field_name="slug",
    )
    avec = forms.ModelChoiceField(
        label=gettext_lazy("Avec"), queryset=User.objects.none(), required=False, empty_label=gettext_lazy("tous")
    )
    sujet = forms.ChoiceField(label=gettext_lazy("Sujet"), required=False)
    jour = forms.CharField(
        label=gettext_lazy("Jour"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, asked: Any, *, network: Network, user: Any, today: date) -> None:
        data = asked.copy()
        self.asked_day, self.asked_view = data.get("jour", ""), data.get("vue", "")
        self.day = read_day(self.asked_day) or today
        self.view = read_view(self.asked_view) or View.WEEK
        data["jour"] = self.day.isoformat()
        super().__init__(data)
        self.network, self.user = network, user
        self.fields["lieu"].queryset = Place.objects.published().in_network(network).order_by("name", "pk")  # type: ignore[attr-defined]
        self.fields["avec"].queryset = self._team(today)  # type: ignore[attr-defined]
        themes = sorted(Theme.choices, key=lambda choice: str(choice[1]))
        self.fields["sujet"].choices = [("", _("tous")), *themes]  # type: ignore[attr-defined]
        self.is_valid()

    def _team(self, today: date) -> Any:
        """Whoever has a role in the network today."""
        held = Role.objects.current(today).filter(network=self.network, kind__in=MEMBER_KINDS)
        return User.objects.filter(pk__in=held.values("user")).order_by("name", "pk")

    @property
    def asked(self) -> Asked:
        known = self.cleaned_data
        return Asked(self.network, self.user, known.get("lieu"), known.get("avec"), known.get("sujet", ""))

    @property
    def unknown(self) -> list[str]:
        """What the address asks that does not exist, and what is shown instead."""
        wrong = [
            (self.asked_day and read_day(self.asked_day) is None, _("Ce jour n’existe pas\u00a0: voici aujourd’hui.")),
            (
                self.asked_view and read_view(self.asked_view) is None,
                _("Cette vue n’existe pas\u00a0: voici la semaine."),
            ),
            ("lieu" in self.errors, _("Ce lieu n’est pas du réseau\u00a0: voici tous les lieux.")),
            ("avec" in self.errors, _("Cette personne n’est pas de l’équipe\u00a0: voici toute l’équipe.")),
            ("sujet" in self.errors, _("Ce sujet n’existe pas\u00a0: voici tous les sujets.")),
        ]
        return [sentence for is_wrong, sentence in wrong if is_wrong]

    def address(self, **changed: str) -> str:
        """The same agenda at another day or looked at in another way, the choices kept."""
        kept = {"vue": self.view.value, "jour": self.day.isoformat()}
        for name in ("lieu", "avec", "sujet"):
            if self.cleaned_data.get(name):
                kept[name] = self.data[name]
        query = self.data.copy()
        query.clear()
        query.update({**kept, **changed})
        return f"?{query.urlencode()}"
