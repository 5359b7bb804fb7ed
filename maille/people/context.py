"""The shared desk behind a request: which computer this is, who sits there, and until when.

A desk is known by a signed cookie that holds its secret. A session opened there carries the desk's key and a nonce;
a second signed cookie, renewed at each page, says when its person was last seen: without it, or after twenty minutes,
the session is over. Nothing is written in the database for that. A session opened there with a full account has no
such cookie: its own end is put off by twenty minutes at each page.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth import SESSION_KEY as AUTH_KEY
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from . import rules
from .models import Desk, User

DESK_COOKIE = "maille_desk"
SEEN_COOKIE = "maille_desk_seen"
SALT = "maille.people.desk"
SESSION_KEY = "people_desk"
DESK_COOKIE_AGE = 400 * 24 * 3600  # seconds; browsers keep no cookie longer

# Pages that a short code must not open: accounts, and the trust given to others.
PERSONAL_PAGES = frozenset({"people:edit_account", "people:set_desk_code"})
PAGES_TO_LEAVE = frozenset({"account_logout"})

Handler = Callable[[HttpRequest], HttpResponseBase]


def desk_session(get_response: Handler) -> Handler:
    """Middleware: give `request.desk` (falsy elsewhere), hold desk sessions to their place and to their minutes."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        request.desk = SimpleLazyObject(lambda: desk_of(request))  # type: ignore[attr-defined]
        if SESSION_KEY in request.session:
            if not _is_session_alive(request):
                return _end(request)
            request.user.desk_place_id = request.session[SESSION_KEY]["place"]  # type: ignore[union-attr]
        response = get_response(request)
        if SESSION_KEY in request.session:
            _renew(request, response)
        elif AUTH_KEY in request.session and request.desk:  # type: ignore[attr-defined]
            request.session.set_expiry(rules.DESK_IDLE)
        return response

    middleware.process_view = _keep_to_the_desk  # type: ignore[attr-defined]
    return middleware


def kept_by_no_browser(get_response: Handler) -> Handler:
    """Middleware: a page for which one signs in is shown again to nobody who uses the same computer later.

    A view that says for itself how long its page is kept has its way.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        match = request.resolver_match
        if match and getattr(match.func, "login_required", True) and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response

    return middleware


def desk_of(request: HttpRequest) -> Desk | None:
    """Find the open desk that this computer is; no query without its cookie."""
    if DESK_COOKIE not in request.COOKIES:
        return None
    secret = request.get_signed_cookie(DESK_COOKIE, default=None, salt=SALT)
    if secret is None:
        return None
    return Desk.objects.open().with_secret(secret).select_related("place").first()


def trust_this_computer(response: HttpResponseBase, request: HttpRequest, secret: str) -> None:
    response.set_signed_cookie(
        DESK_COOKIE,
        secret,
        salt=SALT,
        max_age=DESK_COOKIE_AGE,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )


def sit_down(request: HttpRequest, desk: Desk, user: User) -> None:
    """Open a new session for someone at a desk; whoever sat there before is signed out."""
    logout(request)
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    request.session[SESSION_KEY] = {"desk": desk.pk, "place": desk.place_id, "nonce": rules.new_secret()}
    user.desk_place_id = desk.place_id


def _is_session_alive(request: HttpRequest) -> bool:
    desk, sitting = desk_of(request), request.session[SESSION_KEY]
    if desk is None or desk.pk != sitting["desk"] or not request.user.is_authenticated:
        return False
    seen = request.get_signed_cookie(SEEN_COOKIE, default="", salt=SALT, max_age=rules.DESK_IDLE)
    return constant_time_compare(seen, sitting["nonce"])


def _renew(request: HttpRequest, response: HttpResponseBase) -> None:
    response.set_signed_cookie(
        SEEN_COOKIE,
        request.session[SESSION_KEY]["nonce"],
        salt=SALT,
        max_age=rules.DESK_IDLE,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )


def _end(request: HttpRequest) -> HttpResponse:
    name = str(request.user) if request.user.is_authenticated else ""
    logout(request)
    if name:
        messages.info(
            request,
            _("La session de %(person)s est fermée : %(minutes)s minutes sans un clic.")
            % {"person": name, "minutes": int(rules.DESK_IDLE.total_seconds() // 60)},
        )
    return redirect("people:desk")


def _keep_to_the_desk(
    request: HttpRequest, view: Callable[..., Any], args: list[Any], kwargs: dict[str, Any]
) -> HttpResponse | None:
    match = request.resolver_match
    if match is None or not getattr(request.user, "is_at_desk", False):
        return None
    name = match.view_name
    is_personal = name.startswith(("account_", "mfa_", "admin:")) or name in PERSONAL_PAGES
    if not is_personal or name in PAGES_TO_LEAVE:
        return None
    return render(request, "people/not_at_desk.html", status=403)
