"""Public forms without a cookie: what stands in for the token of Django's forms.

A token protects what somebody's cookies allow. A form that gives nobody any right, whoever they are, needs none: it can
be drawn once for everybody, and works for people whose browser keeps no cookie. What remains is that another site could
have its visitors send it; browsers say where a form comes from, and that is refused here.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

View = Callable[..., HttpResponse]
OURS = ("same-origin", "none")


def from_our_pages(view: View) -> View:
    """Accept what is sent from our own pages without a token; the view must not use the rights of who sends it."""

    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and comes_from_elsewhere(request):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return answer


def comes_from_elsewhere(request: HttpRequest) -> bool:
    """Tell what the browser says; one too old to say anything is believed."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site not in OURS
    origin = request.headers.get("Origin")
    return origin is not None and origin != f"{request.scheme}://{request.get_host()}"
