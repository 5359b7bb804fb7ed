"""The imports of a network: a file comes in, is tried, done, and undone when it was a mistake."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maille.core.models import Job
from maille.core.refusals import Refused, show_refusal
from maille.directory import access
from maille.directory.actions import drop_import, look_at_file, same_file_before, start_import, start_job
from maille.directory.actions.importing.drafts import forget
from maille.directory.forms import ImportForm
from maille.directory.models import Import, ImportLine
from maille.directory.sheets import CONTENT_TYPES, refused_file, refused_kind, refused_name
from maille.territory.context import default_network
from maille.territory.models import Network

from .lines import shown
from .receiving import next_step, received

LINES_A_PAGE = 50
BADGES = {
    Import.State.DRAFT: "info",
    Import.State.CHECKED: "info",
    Import.State.APPLIED: "ok",
    Import.State.UNDONE: "plain",
}


def network_to_import_into(request: HttpRequest) -> Network:
    network = default_network()
    if network is None or not access.can_import(request.user, network):
        raise Http404
    return network


def visible_imports(request: HttpRequest) -> "QuerySet[Import]":
    return access.imports_visible_to(request.user, network_to_import_into(request))


@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """The imports made so far, and the form that takes a file in."""
    network = network_to_import_into(request)
    form = ImportForm(request.POST or None, request.FILES or None, network=network)
    if request.method == "POST" and form.is_valid():
        try:
            started = _start(request, network, form)
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            return received(request, started)
    found = visible_imports(request).with_counts().order_by("-pk")
    page = Paginator(found, LINES_A_PAGE).get_page(request.GET.get("page"))
    lines = [{"import": one, "badge": BADGES[Import.State(one.state)]} for one in page]
    context = {"form": form, "page": page, "lines": lines}
    return render(request, "directory/imports.html", context, status=422 if form.is_bound and form.errors else 200)


def _start(request: HttpRequest, network: Network, form: ImportForm) -> Import:
    file = form.cleaned_data["file"]
    started = start_import(
        data=file.read(), file_name=file.name, network=network, by=request.user, at=timezone.now(),
        source=form.cleaned_data["source"], mapping=form.cleaned_data["source"],
    )  # fmt: skip
    try:
        return look_at_file(of_import=started, by=request.user)
    except Refused:
        forget(started)
        raise


@require_safe
def import_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Where an import stands, what becomes of each of its lines, and the next step."""
    of_import = get_object_or_404(visible_imports(request).with_counts().select_related("job", "network"), pk=pk)
    state = request.GET.get("devenir", "")
    lines = of_import.lines.select_related("place").order_by("number")
    if state in ImportLine.State.values:
        lines = lines.filter(state=state)
    page = Paginator(lines, LINES_A_PAGE).get_page(request.GET.get("page"))
    context = _standing(of_import) | {
        "page": page,
        "lines": [shown(line) for line in page],
        "state": state,
        "filters": [(state, label, getattr(of_import, f"{state}_count")) for state, label in ImportLine.State.choices],
    }
    return render(request, "directory/import_detail.html", context)


def _standing(of_import: Import) -> dict[str, Any]:
    """What the page says of the whole import, and what one may do with it."""
    job, is_ready = of_import.job, of_import.state in (Import.State.DRAFT, Import.State.CHECKED)
    working = job is not None and job.is_active(timezone.now())
    all_refused = of_import.refused_count == of_import.line_count > 0
    return {
        "of_import": of_import,
        "badge": BADGES[Import.State(of_import.state)],
        "job": job,
        "working": working,
        "failed": job is not None and not working and job.state in (Job.State.FAILED, Job.State.RUNNING),
        "before": same_file_before(of_import)
        if of_import.state in (Import.State.DRAFT, Import.State.CHECKED)
        else None,
        "is_read": next_step(of_import) == "directory:import",
        "all_refused": all_refused,
        "can_try_again": of_import.state == Import.State.CHECKED and not working,
        "can_apply": of_import.state == Import.State.CHECKED and not working and not all_refused,
        "can_undo": of_import.state == Import.State.APPLIED and not working,
        "can_drop": is_ready and not working,
    }


@require_POST
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Try it: say what each line would become."""
    return _work(request, pk, "check")


@require_POST
def apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Do it: write the lines into the directory."""
    return _work(request, pk, "apply")


@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether to undo it, then do so."""
    if request.method == "POST":
        return _work(request, pk, "undo")
    of_import = get_object_or_404(visible_imports(request).with_counts(), pk=pk)
    if of_import.state != Import.State.APPLIED:
        return redirect("directory:import", pk)
    return render(request, "directory/import_undo.html", {"of_import": of_import})


def _work(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    of_import = get_object_or_404(visible_imports(request), pk=pk)
    try:
        job = start_job(of_import=of_import, step=step, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("directory:import", pk)
    return redirect("core:job", job.pk)


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget an import that was not done."""
    of_import = get_object_or_404(visible_imports(request), pk=pk)
    try:
        drop_import(of_import=of_import, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("directory:import", pk)
    messages.success(request, _("L’import est abandonné, rien n’a été écrit."))
    return redirect("directory:imports")


@require_safe
def refused_lines(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """The refused lines as the same kind of file, with the reason, to correct and import again."""
    of_import = get_object_or_404(visible_imports(request), pk=pk)
    response = StreamingHttpResponse(refused_file(of_import), content_type=CONTENT_TYPES[refused_kind(of_import)])
    response["Content-Disposition"] = f'attachment; filename="{refused_name(of_import)}"'
    return response
