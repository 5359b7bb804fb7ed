"""The commune that a name and a postal code mean together."""

from django import forms
from django.utils.translation import gettext as _

from maille.territory.gazetteer import normalise
from maille.territory.models import Commune


def read_commune(name: str, postal_code: str) -> Commune:
    """The commune of that name served by that postal code; a sentence names the possible ones otherwise.

    A postal code that no commune has (CEDEX) is looked up by its département.
    """
    served = list(Commune.objects.current().filter(postal_codes__code=postal_code).order_by("name"))
    wanted = normalise(name)
    if not served:
        return _in_departement(name, wanted, postal_code)
    named = [one for one in served if normalise(one.name) == wanted] if wanted else served
    if len(named) == 1:
        return named[0]
    communes = ", ".join(one.name for one in served[:12])
    raise forms.ValidationError(
        _("Le code postal %(code)s est celui de %(communes)s\u00a0: choisissez, ou corrigez le code.")
        % {"code": postal_code, "communes": communes}
    )


def _in_departement(name: str, wanted: str, postal_code: str) -> Commune:
    length = 3 if postal_code.startswith(("97", "98")) else 2
    departements = ["2A", "2B"] if postal_code.startswith("20") else [postal_code[:length]]
    there = Commune.objects.current().filter(departement__in=departements)
    named = [one for one in there if wanted and normalise(one.name) == wanted]
    if len(named) == 1:
        return named[0]
    raise forms.ValidationError(
        _("Nous ne connaissons pas de commune «\u00a0%(name)s\u00a0» au code postal %(code)s\u00a0: vérifiez les deux.")
        % {"name": name, "code": postal_code}
    )
