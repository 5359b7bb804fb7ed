"""Finding someone in the team."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maille.people.models import Role, RoleQuerySet
from maille.territory.models import Network, Place


class TeamFilterForm(forms.Form):
    """Reads the address of the team page; a value that is not in a list is ignored, since links grow old."""

    q = forms.CharField(label=_("Nom"), required=False, max_length=100)
    role = forms.ChoiceField(label=_("Rôle"), required=False, choices=[("", _("tous")), *Role.Kind.choices])
    lieu = forms.ModelChoiceField(
        label=_("Lieu"),
        queryset=Place.objects.none(),
        required=False,
        empty_label=_("tous"),
        to_field_name="slug",
    )
    finis = forms.BooleanField(label=_("Les rôles terminés"), required=False)

    def __init__(self, *args: Any, network: Network, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = Role.objects.filter(network=network, place__isnull=False).values("place_id")
        self.fields["lieu"].queryset = Place.objects.filter(pk__in=held).order_by("name", "pk")
        self.is_valid()

    def choose(self, roles: RoleQuerySet, on: date) -> RoleQuerySet:
        """Keep the roles asked for, those in force or to come unless the others are wanted."""
        asked = self.cleaned_data
        roles = roles.over(on) if asked.get("finis") else roles.not_over(on)
        if words := asked.get("q", "").split():
            for word in words:
                roles = roles.filter(user__name__icontains=word)
        if asked.get("role"):
            roles = roles.filter(kind=asked["role"])
        if asked.get("lieu"):
            roles = roles.filter(place=asked["lieu"])
        return roles
