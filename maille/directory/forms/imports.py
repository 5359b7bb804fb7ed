"""A file to import."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maille.directory.actions import known_sources
from maille.territory.models import Network

LARGEST_FILE = 50 * 1024 * 1024


class ImportForm(forms.Form):
    """A file, and the source it comes from when that is known."""

    file = forms.FileField(
        label=_("Fichier"), help_text=_("Tableau CSV, XLSX, ODS, XLS, JSON ou GeoJSON. 50\u00a0Mo au plus.")
    )
    source = forms.ChoiceField(
        label=_("Source"),
        required=False,
        help_text=_("Si vous ne savez pas, Maille la cherche d’après les colonnes."),
    )

    def __init__(self, *args: Any, network: Network, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = [("", _("Une autre source, ou je ne sais pas")), *known_sources(network)]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("Ce fichier dépasse 50\u00a0Mo\u00a0: coupez-le en plusieurs."))
        return file
