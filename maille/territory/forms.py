"""Forms of the network's own page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maille.core.telephone import read_number

from .models import Network, NetworkPlace
from .rules import Brand, brand_of


class NetworkForm(forms.ModelForm):  # type: ignore[type-arg]
    """What a network says of itself."""

    class Meta:
        model = Network
        fields = ["name", "presentation", "phone", "email", "brand_colour", "data_notice"]
        widgets = {"presentation": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "brand_colour": _("Comme #0b5d4e. Rien\u00a0: la couleur de Maille."),
            "phone": _("Celui que les habitants appellent."),
        }

    def clean_brand_colour(self) -> str:
        colour: str = self.cleaned_data["brand_colour"].lower()
        if colour and brand_of(colour) is None:
            raise forms.ValidationError(
                _("Cette couleur est trop claire pour être lue\u00a0: prenez-en une plus foncée.")
            )
        return colour

    def clean_phone(self) -> str:
        typed: str = self.cleaned_data["phone"]
        if not typed:
            return ""
        number = read_number(typed)
        if not number:
            raise forms.ValidationError(_("Ce numéro n’est pas complet\u00a0: vérifiez ses chiffres."))
        return number

    def shades(self) -> Brand | None:
        """How the network's present colour shows in both themes."""
        return brand_of(self.instance.brand_colour) if self.instance.brand_colour and not self.errors else None


class SwapForm(forms.Form):
    """Two places that exchange their ribbons."""

    one = forms.ModelChoiceField(label=_("Le ruban de"), queryset=NetworkPlace.objects.none())
    other = forms.ModelChoiceField(label=_("contre celui de"), queryset=NetworkPlace.objects.none())

    def __init__(self, *args: Any, links: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("one", "other"):
            self.fields[name].queryset = links
            self.fields[name].label_from_instance = lambda link: link.place.name

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("one") and data.get("one") == data.get("other"):
            self.add_error("other", _("Choisissez deux lieux différents."))
        return data
