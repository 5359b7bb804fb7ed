"""How a file that nobody knew is read, one question a page; going back finds what was chosen."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maille.core.refusals import Refused, show_refusal
from maille.directory.actions import (
    choose_columns,
    choose_words,
    describe_source,
    look_at_file,
    read_otherwise,
    settle_reading,
    start_job,
)
from maille.directory.actions.importing.proposing import proposal_of, sheet_of
from maille.directory.forms.reading import (
    ColumnsForm,
    KeepForm,
    SheetForm,
    SourceForm,
    WordsForm,
    first_about,
    in_cells,
)
from maille.directory.mapping.load import STANDARD_MAPPINGS
from maille.directory.models import Import
from maille.directory.models.imports import said

from .imports import visible_imports
from .previewing import preview_of
from .receiving import READY, next_step

STEPS = 4


@require_safe
def go_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on where the reading of the file was left."""
    return redirect(next_step(get_object_or_404(visible_imports(request), pk=pk)), pk)


def _step(draw: Callable[[HttpRequest, Import], HttpResponse]) -> Callable[[HttpRequest, int], HttpResponse]:
    """A page of the reading: only of a file that is not imported yet; a refusal of the file itself leads back to it."""

    def page(request: HttpRequest, pk: int) -> HttpResponse:
        of_import = get_object_or_404(visible_imports(request).select_related("network", "job"), pk=pk)
        if of_import.state not in READY:
            return redirect("directory:import", pk)
        try:
            return draw(request, of_import)
        except Refused as refusal:
            messages.error(request, refusal.sentence)
            return redirect("directory:import", pk)

    return require_http_methods(["GET", "HEAD", "POST"])(page)


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _page(request: HttpRequest, name: str, of_import: Import, form: forms.Form, **more: Any) -> HttpResponse:
    context = {"of_import": of_import, "form": form, "total": STEPS} | more
    status = 422 if form.is_bound and form.errors else 200
    return render(request, name, context, status=status)


@_step
def sheet(request: HttpRequest, of_import: Import) -> HttpResponse:
    """Which sheet of a workbook holds the places."""
    sheets = of_import.table.get("sheets") or []
    if not sheets:
        return redirect(next_step(of_import), of_import.pk)
    form = SheetForm(_posted(request), sheets=sheets)
    if request.method == "POST" and form.is_valid():
        read = look_at_file(of_import=of_import, by=request.user, sheet=form.cleaned_data["sheet"])
        return redirect(next_step(read), of_import.pk)
    return _page(request, "directory/reading_sheet.html", of_import, form)


@_step
def source(request: HttpRequest, of_import: Import) -> HttpResponse:
    """Where the file comes from, and what was understood of it."""
    form = SourceForm(_posted(request), initial=first_about(of_import))
    is_standard = of_import.mapping in STANDARD_MAPPINGS
    if request.method == "POST" and form.is_valid():
        try:
            described = describe_source(of_import=of_import, by=request.user, about=form.about())
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            to = "directory:import" if described.mapping in STANDARD_MAPPINGS else "directory:import_columns"
            return redirect(to, of_import.pk)
    return _page(
        request, "directory/reading_source.html", of_import, form, is_standard=is_standard, **_facts(of_import)
    )


def _facts(of_import: Import) -> dict[str, Any]:
    mark = of_import.table.get("delimiter", "")
    return {
        "separator": _("tabulation") if mark == "\t" else _("«\u00a0%(mark)s\u00a0»") % {"mark": mark},
        "remarks": [said(remark) for remark in of_import.table.get("remarks", [])],
    }


@_step
def columns(request: HttpRequest, of_import: Import) -> HttpResponse:
    """Which column is which field."""
    found = sheet_of(of_import)
    proposal = proposal_of(of_import, found)
    form = ColumnsForm(_posted(request), proposal=proposal, sheet=found)
    if request.method == "POST" and form.is_valid():
        of_import = choose_columns(of_import=of_import, by=request.user, columns=form.changed())
        proposal = proposal_of(of_import, found)
        if "see" in request.POST:
            return redirect("directory:import_columns", of_import.pk)
        if not proposal.missing:
            return redirect("directory:import_words", of_import.pk)
        form.say_missing(proposal.missing)
    unmapped = [(column, in_cells(found.samples(column))) for column in proposal.unmapped]
    return _page(request, "directory/reading_columns.html", of_import, form, groups=form.groups(), unmapped=unmapped)


@_step
def words(request: HttpRequest, of_import: Import) -> HttpResponse:
    """What the words of the file mean in the national lists."""
    proposal = proposal_of(of_import, sheet_of(of_import))
    form = WordsForm(_posted(request), proposal=proposal)
    if request.method == "POST" and form.is_valid():
        choose_words(of_import=of_import, by=request.user, words=form.changed())
        return redirect("directory:import_preview", of_import.pk)
    return _page(request, "directory/reading_words.html", of_import, form, lists=form.drawn())


@_step
def preview(request: HttpRequest, of_import: Import) -> HttpResponse:
    """What the first lines become, and whether to read such files so from now on."""
    form = KeepForm(_posted(request), initial={"keep": True})
    if request.method == "POST" and form.is_valid():
        keep = form.cleaned_data["keep"]
        settle_reading(of_import=of_import, by=request.user, at=timezone.now(), keep=keep)
        return redirect("core:job", start_job(of_import=of_import, step="check", by=request.user).pk)
    if not of_import.choices.get("about"):
        return redirect("directory:import_source", of_import.pk)
    return _page(request, "directory/reading_preview.html", of_import, form, lines=preview_of(of_import, request.user))


@require_POST
def otherwise(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose column by column how to read a file that was recognised."""
    of_import = get_object_or_404(visible_imports(request), pk=pk)
    try:
        read = read_otherwise(of_import=of_import, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("directory:import", pk)
    return redirect(next_step(read), pk)
