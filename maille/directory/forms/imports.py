"""A file to import."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maille.directory.mapping.load import load_packaged_mapping, packaged_mappings

LARGEST_FILE = 20 * 1024 * 1024


class ImportForm(forms.Form):
    """A file and the source it comes from."""

    source = forms.ChoiceField(label=_("Source"))
    file = forms.FileField(label=_("Fichier"), help_text=_("JSON ou CSV, tel que la source le donne. 20 Mo au plus."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = [
            (name, load_packaged_mapping(name).source.title) for name in packaged_mappings()
        ]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("Ce fichier dépasse 20 Mo\u00a0: coupez-le en plusieurs."))
        return file
