"""The long work one has started: the list, one of them with its progress, cancel, start again."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from maille.core import jobs
from maille.core.models import Job
from maille.core.refusals import Refused

PER_PAGE = 25
BADGES = {
    Job.State.WAITING: "info",
    Job.State.RUNNING: "info",
    Job.State.DONE: "ok",
    Job.State.FAILED: "bad",
    Job.State.CANCELLED: "plain",
}


def in_words(job: Job, at: datetime) -> dict[str, Any]:
    """Give a template what it shows of a job at a moment: its state as a word and a badge, and what one may do."""
    interrupted = job.is_interrupted(at)
    active = job.is_active(at)
    return {
        "job": job,
        "state": _("interrompu") if interrupted else job.get_state_display(),
        "badge": "warn" if interrupted else BADGES[Job.State(job.state)],
        "interrupted": interrupted,
        "active": active,
        "can_cancel": (active or interrupted) and job.cancel_requested_at is None,
        "can_restart": job.can_restart(at),
    }


@require_safe
def job_list(request: HttpRequest) -> HttpResponse:
    found = Job.objects.visible_to(request.user).order_by("-created_at", "pk")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    now = timezone.now()
    return render(request, "core/jobs.html", {"page": page, "lines": [in_words(job, now) for job in page]})


@require_safe
@never_cache
def job_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show one job; the page asks again for its moving part, and is loaded whole once when the work is over."""
    shown = in_words(get_object_or_404(Job.objects.visible_to(request.user), pk=pk), timezone.now())
    if not request.htmx:  # type: ignore[attr-defined]
        return render(request, "core/job.html", shown)
    response = render(request, "core/job.html#moving", shown)
    if not shown["active"]:
        response["HX-Refresh"] = "true"
    return response


@require_POST
def job_cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _after(request, pk, jobs.cancel)


@require_POST
def job_restart(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _after(request, pk, jobs.restart)


def _after(request: HttpRequest, pk: UUID, action: Callable[..., Job]) -> HttpResponse:
    job = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
    try:
        action(job, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect(job)
