"""What is answered to a request: how many of each line, or why not."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maille.sharing.models import NeedLine


class PromiseForm(forms.Form):
    """How many of each line are promised: what there is of it, unless somebody says fewer."""

    def __init__(self, data: Any = None, *, free: Mapping[NeedLine, int]) -> None:
        super().__init__(data)
        self.lines = {f"combien-{line.pk}": line for line in free}
        for line, there in free.items():
            said = {"count": line.count, "free": there}
            self.fields[f"combien-{line.pk}"] = forms.IntegerField(
                label=_("Promettre de «\u00a0%(model)s\u00a0»") % {"model": line.model},
                help_text=_("Demandés\u00a0: %(count)s. Libres\u00a0: %(free)s.") % said,
                min_value=0,
                max_value=line.count,
                initial=there,
            )

    def counts(self) -> dict[int, int]:
        return {line.pk: self.cleaned_data[name] for name, line in self.lines.items()}


class RefusalForm(forms.Form):
    """Why not."""

    reason = forms.CharField(
        label=_("Pourquoi"),
        required=False,
        max_length=300,
        help_text=_("La personne saura quoi demander d’autre."),
    )
