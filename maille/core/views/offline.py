"""The worker that keeps a few pages open without a network."""

from importlib.resources import files

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

WORKER = (files("maille.core") / "static/core/offline.js").read_bytes()


@login_not_required
@cache_control(max_age=600)
@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """The service worker: served from here so that it may answer for the whole site, whatever the language."""
    response = HttpResponse(WORKER, content_type="text/javascript; charset=utf-8")
    response["Service-Worker-Allowed"] = "/"
    return response
