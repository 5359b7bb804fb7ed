"""Feeds, lists of feeds, themes and their watchers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maille.people.models import User
from maille.territory.models import Network
from maille.watch.models import Source, Theme, Watcher

LARGEST_LIST = 1_048_576


class ThemeForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Theme
        fields = ["name", "about"]
        error_messages = {"name": {"required": _("Donnez un nom au thème.")}}


class WatcherForm(forms.Form):
    """Who watches, and how often they are told."""

    user = forms.ModelChoiceField(label=_("Qui"), queryset=User.objects.none(), empty_label=_("choisir"))
    rhythm = forms.ChoiceField(
        label=_("Résumé par courriel"), choices=Watcher.Rhythm.choices, initial=Watcher.Rhythm.WEEKLY
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people
        self.fields["user"].error_messages["required"] = _("Choisissez qui veille.")


class _OfNetwork(forms.Form):
    """Fields that choose among the themes and the people of a network."""

    title = forms.CharField(
        label=_("Nom"), max_length=120, required=False, help_text=_("Vide\u00a0: celui que le flux se donne.")
    )
    theme = forms.ModelChoiceField(
        label=_("Thème"), queryset=Theme.objects.none(), required=False, empty_label=_("aucun pour l’instant")
    )
    keeper = forms.ModelChoiceField(
        label=_("Suivi par"), queryset=User.objects.none(), required=False, empty_label=_("personne pour l’instant")
    )

    def __init__(self, *args: Any, network: Network, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].queryset = Theme.objects.filter(network=network)
        self.fields["keeper"].queryset = people


class AddSourceForm(_OfNetwork):
    """A feed to follow, by its address or that of its site."""

    url = forms.CharField(
        label=_("Adresse du flux, ou du site"),
        max_length=2_000,
        help_text=_("Si c’est celle d’un site, nous y cherchons les flux qu’il annonce."),
        error_messages={"required": _("Collez l’adresse du flux, ou celle du site.")},
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
    )
    field_order = ["url", "title", "theme", "keeper"]


class SourceForm(_OfNetwork):
    """What we call a feed, and who follows it."""


class ListForm(forms.Form):
    """A list of feeds from another reader."""

    file = forms.FileField(
        label=_("Fichier OPML"),
        help_text=_("Votre lecteur de flux l’exporte\u00a0; un dossier du nom d’un thème y range ses flux."),
        error_messages={"required": _("Choisissez le fichier."), "empty": _("Ce fichier est vide.")},
        widget=forms.FileInput(attrs={"accept": ".opml,.xml,text/xml"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_LIST:
            raise forms.ValidationError(_("Ce fichier dépasse 1 Mo\u00a0: une liste de flux est bien plus courte."))
        return file


class SourceFilterForm(forms.Form):
    """Which feeds to see."""

    etat = forms.ChoiceField(label=_("État"), required=False, choices=[("", _("tous")), *Source.State.choices])
    theme = forms.ModelChoiceField(
        label=_("Thème"), queryset=Theme.objects.none(), required=False, empty_label=_("tous")
    )

    def __init__(self, *args: Any, network: Network, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].queryset = Theme.objects.filter(network=network)
