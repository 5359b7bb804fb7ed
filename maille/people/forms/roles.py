"""A role: which one, where, from when to when, and its end."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from maille.people import access, rules
from maille.people.models import Role
from maille.territory.models import Network, Place

from .fields import ADDRESS_ERRORS

# What each role opens, after its name.
ROLE_WORDS = {
    rules.COORDINATOR: _("règle tout dans le réseau"),
    rules.PLACE_MANAGER: _("tient la fiche d’un lieu et son équipe"),
    rules.MEDIATOR: _("accompagne, dans un lieu"),
    rules.DESK: _("accueille et oriente, dans un lieu"),
    rules.NEIGHBOUR: _("montre son lieu à côté du réseau"),
    rules.PARTNER: _("lit les chiffres d’un territoire"),
}


class RoleOfferForm(forms.Form):
    """Which role, where: only what the person may give is offered."""

    kind = forms.ChoiceField(
        label=_("Rôle"), widget=forms.RadioSelect, error_messages={"required": _("Choisissez un rôle.")}
    )
    place = forms.ModelChoiceField(
        label=_("Lieu"),
        queryset=Place.objects.none(),
        required=False,
        empty_label=_("– sans lieu –"),
        help_text=_("Pour un rôle dans un lieu."),
    )
    territory = forms.CharField(
        label=_("Territoire lu"),
        max_length=9,
        required=False,
        help_text=_("Pour un partenaire : numéro du département, code INSEE de la commune ou SIREN."),
    )

    def __init__(self, *args: Any, user: Any, network: Network, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = access.grantable_kinds(user, network)
        links = access.grantable_places(user, network)
        self.fields["kind"].choices = [
            (kind, f"{capfirst(Role.Kind(kind).label)} – {ROLE_WORDS[kind]}") for kind in kinds
        ]
        self.fields["place"].queryset = Place.objects.filter(pk__in=[link.place_id for link in links]).order_by("name")
        if len(links) == 1:
            self.fields["place"].initial = links[0].place_id
        if rules.PARTNER not in kinds:
            del self.fields["territory"]
        if not set(kinds) - rules.PLACE_KINDS:
            self.fields["place"].required = True
            self.fields["place"].empty_label = None
            self.fields["place"].help_text = ""

    def offer(self) -> dict[str, Any]:
        """The role as actions take it."""
        cleaned = self.cleaned_data
        return {"kind": cleaned["kind"], "place": cleaned.get("place"), "territory": cleaned.get("territory", "")}


# The day after the last one that a date can say does not exist.
not_beyond_this_century = MaxValueValidator(
    date(2099, 12, 31), message=_("Ce jour est trop loin\u00a0: choisissez-en un avant 2100, ou laissez vide.")
)


class RoleDatesForm(forms.Form):
    """From a first day to a last one, both included as people say them; no last day, no end in sight."""

    starts_on = forms.DateField(
        label=_("Premier jour"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    last_day = forms.DateField(
        label=_("Dernier jour"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Laissez vide si le rôle n’a pas de fin prévue."),
        validators=[not_beyond_this_century],
    )

    def days(self) -> dict[str, date | None]:
        """As actions take them: the end is the day after the last one."""
        last_day = self.cleaned_data["last_day"]
        return {
            "starts_on": self.cleaned_data["starts_on"],
            "ends_on": last_day + timedelta(days=1) if last_day else None,
        }


class GrantForm(RoleOfferForm, RoleDatesForm):
    """A role for someone who already has an account."""

    email = forms.EmailField(
        error_messages=ADDRESS_ERRORS,
        label=_("Adresse de courriel de la personne"),
        help_text=_("Celle avec laquelle elle se connecte."),
    )
    field_order = ("email", "kind", "place", "territory", "starts_on", "last_day")


class EndRoleForm(forms.Form):
    """When a role ends: now, or in the evening of a day."""

    NOW, LATER = "now", "later"
    when = forms.ChoiceField(
        label=_("Quand ?"),
        choices=[(NOW, _("Tout de suite")), (LATER, _("Le soir d’un autre jour"))],
        widget=forms.RadioSelect,
        initial=NOW,
    )
    last_day = forms.DateField(
        label=_("Dernier jour"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Pour un autre jour seulement."),
        validators=[not_beyond_this_century],
    )
    read = forms.BooleanField(
        label=_("J’ai lu ce qui reste à confier à quelqu’un d’autre"),
        error_messages={
            "required": _("Lisez ce qui reste à confier, puis cochez cette case\u00a0: rien n’est annulé.")
        },
    )

    def __init__(self, *args: Any, has_ahead: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if not has_ahead:
            del self.fields["read"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("when") == self.LATER and not cleaned.get("last_day") and "last_day" not in self.errors:
            self.add_error("last_day", _("Choisissez le dernier jour de ce rôle."))
        return cleaned

    def end(self, today: date) -> date:
        """First day on which the role is no longer in force."""
        if self.cleaned_data["when"] == self.NOW:
            return today
        last_day: date = self.cleaned_data["last_day"]
        return last_day + timedelta(days=1)
