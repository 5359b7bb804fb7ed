"""Importing a source file whose mapping is known, and what became of each of its lines."""

import csv
import io
import json
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from maille.core import jobs
from maille.directory import access
from maille.directory.files.formulas import safe_cell
from maille.directory.forms import ImportForm
from maille.directory.models import Import, ImportLine
from maille.territory.context import default_network
from maille.territory.models import Network

LINES_A_PAGE = 50


def _network_to_import_into(request: HttpRequest) -> Network:
    network = default_network()
    if network is None or not access.can_import(request.user, network):
        raise Http404
    return network


@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """The imports made so far, and the form that starts one."""
    network = _network_to_import_into(request)
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        stored = default_storage.save(f"imports/{uuid4()}", ContentFile(file.read()))
        name = file.name[-100:]
        job = jobs.start(
            _("Import de «\u00a0%(file)s\u00a0»") % {"file": name},
            "directory.tasks.import_file",
            by=request.user,
            network_id=network.pk,
            mapping_name=form.cleaned_data["source"],
            stored=stored,
            file_name=name,
        )
        return redirect("core:job", job.pk)
    done = Import.objects.with_counts().filter(pk__in=access.imports_visible_to(request.user, network)).order_by("-pk")
    context = {"form": form, "imports": done[:50]}
    return render(request, "directory/imports.html", context, status=422 if form.is_bound and form.errors else 200)


def _visible_import(request: HttpRequest, pk: int) -> Import:
    network = _network_to_import_into(request)
    return get_object_or_404(access.imports_visible_to(request.user, network), pk=pk)


@require_safe
def import_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Each line of one import: what it became, what was corrected, why it was kept."""
    of_import = _visible_import(request, pk)
    state = request.GET.get("devenir", "")
    lines = of_import.lines.select_related("place").order_by("number")
    if state in ImportLine.State.values:
        lines = lines.filter(state=state)
    context = {
        "of_import": Import.objects.with_counts().get(pk=of_import.pk),
        "page": Paginator(lines, LINES_A_PAGE).get_page(request.GET.get("page")),
        "state": state,
        "states": ImportLine.State.choices,
    }
    return render(request, "directory/import_detail.html", context)


@require_safe
def kept_lines(request: HttpRequest, pk: int) -> HttpResponse:
    """The lines kept aside, with their original columns and the reason, to correct and import again."""
    of_import = _visible_import(request, pk)
    lines = list(of_import.lines.filter(state=ImportLine.State.KEPT).order_by("number"))
    columns = list(dict.fromkeys(column for line in lines for column in line.row))
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([*columns, _("raison")])
    for line in lines:
        writer.writerow([*(safe_cell(_text(line.row.get(column))) for column in columns), line.reason])
    response = HttpResponse("\ufeff" + buffer.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="lignes-gardees-{of_import.pk}-{timezone.localdate()}.csv"'
    return response


def _text(value: object) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return json.dumps(value, ensure_ascii=False)
