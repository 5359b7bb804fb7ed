"""Where one goes on with a file that was given: straight to its trial when it is known, else to the next question."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from maille.directory.load import source_title
from maille.directory.mapping.load import STANDARD_MAPPINGS
from maille.directory.models import Import

READY = (Import.State.DRAFT, Import.State.CHECKED)


def next_step(of_import: Import) -> str:
    """The name of the page where the reading of this file goes on."""
    if of_import.table.get("sheets"):
        return "directory:import_sheet"
    is_known = of_import.source and (of_import.mapping or of_import.document)
    if of_import.state not in READY or is_known:
        return "directory:import"
    if not of_import.choices.get("about"):
        return "directory:import_source"
    return "directory:import_columns"


def received(request: HttpRequest, of_import: Import) -> HttpResponse:
    """Lead from a file just given to the page where one goes on, and say how it was recognised."""
    if of_import.mapping in STANDARD_MAPPINGS:
        version = {"standard-v0": "0.1", "standard-v1": "1.0"}[of_import.mapping]
        told = _("Ce fichier suit le standard national, version %(version)s\u00a0: dites seulement d’où il vient.")
        messages.info(request, told % {"version": version})
    elif of_import.mapping:
        told = _("Ce fichier se lit comme «\u00a0%(source)s\u00a0».")
        messages.info(request, told % {"source": source_title(of_import.mapping)})
    return redirect(next_step(of_import), of_import.pk)
