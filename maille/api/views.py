"""The feeds, and the page where somebody opens, renews or stops the address of their own agenda."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from maille.core.refusals import Refused
from maille.territory.models import Network, Place

from . import actions, feeds
from .access import can_follow
from .models import CalendarFeed

ICAL, ATOM = "text/calendar; charset=utf-8", "application/atom+xml; charset=utf-8"
GONE = 410
JUST_OPENED = "agenda_just_opened"
"""Where a session keeps the secret of an address until it is shown, once."""


@login_not_required
@require_safe
def network_ical(request: HttpRequest, network: str) -> HttpResponse:
    """The programme of a network, as a calendar to subscribe to."""
    return _ical(request, feeds.of_network(get_object_or_404(Network, slug=network), timezone.now()))


@login_not_required
@require_safe
def network_atom(request: HttpRequest, network: str) -> HttpResponse:
    """The programme of a network, as news."""
    return _atom(request, feeds.of_network(get_object_or_404(Network, slug=network), timezone.now()))


@login_not_required
@require_safe
def place_ical(request: HttpRequest, slug: str) -> HttpResponse:
    """What happens in a place, as a calendar to subscribe to."""
    return _ical(request, feeds.of_place(_place(slug), timezone.now()))


@login_not_required
@require_safe
def place_atom(request: HttpRequest, slug: str) -> HttpResponse:
    """What happens in a place, as news."""
    return _atom(request, feeds.of_place(_place(slug), timezone.now()))


@login_not_required
@require_safe
def own_ical(request: HttpRequest, secret: str) -> HttpResponse:
    """The agenda of whoever opened this address: whoever holds it reads it, until it is stopped."""
    found = CalendarFeed.objects.of_secret(secret)
    if found is None:
        raise Http404
    if found.revoked_at or not can_follow(found.user):
        sentence = _("Ce lien a été arrêté. Sur la page «\u00a0Mon agenda ailleurs\u00a0», on en crée un autre.")
        return HttpResponse(sentence, status=GONE, content_type="text/plain; charset=utf-8")
    answer = _ical(request, feeds.of_mediator(found.user, timezone.now()))
    patch_cache_control(answer, private=True)
    return answer


def _place(slug: str) -> Place:
    return get_object_or_404(Place.objects.published(), slug=slug)


def _ical(request: HttpRequest, feed: feeds.Feed) -> HttpResponse:
    return _unless_known(request, feed, ICAL, lambda tag, _at: feeds.kept_ical(feed, request, tag))


def _atom(request: HttpRequest, feed: feeds.Feed) -> HttpResponse:
    return _unless_known(request, feed, ATOM, lambda _tag, at: feeds.atom(feed, request, at))


def _unless_known(
    request: HttpRequest, feed: feeds.Feed, kind: str, write: Callable[[str, datetime], Any]
) -> HttpResponse:
    """Write a feed, but for whoever already has it as it is: 304, by its tag alone.

    A date tells neither two changes of one second apart, nor what has left: none is given, and none is believed.
    """
    now = timezone.now()
    tag = feeds.tag(feed, request, now)
    early: HttpResponse | None = get_conditional_response(request, etag=tag)
    answer = early or HttpResponse(write(tag, now), content_type=kind)
    answer["ETag"] = tag
    patch_cache_control(answer, no_cache=True)
    return answer


@never_cache
@require_safe
def subscription(request: HttpRequest) -> HttpResponse:
    """Whether an address of one's agenda is open, and what one may do; the one just opened is shown once."""
    secret = request.session.pop(JUST_OPENED, "")
    return _page(request, request.build_absolute_uri(reverse("api:own_ical", args=[secret])) if secret else "")


@never_cache
@require_POST
def open_feed(request: HttpRequest) -> HttpResponse:
    """Open an address, or a new one; the page that follows shows it, so that reloading opens no other."""
    try:
        request.session[JUST_OPENED] = actions.open_feed(by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("api:subscription")


@require_POST
def revoke_feed(request: HttpRequest) -> HttpResponse:
    """Stop the address."""
    if actions.revoke_feed(by=request.user, at=timezone.now()):
        messages.success(request, _("Le lien est arrêté\u00a0: plus personne n’y lit votre agenda."))
    else:
        messages.info(request, _("Aucun lien n’était en service."))
    return redirect("api:subscription")


def _page(request: HttpRequest, address: str = "") -> HttpResponse:
    context = {
        "live": CalendarFeed.objects.visible_to(request.user).live().first(),
        "address": address,
        "webcal": "webcal:" + address.partition(":")[2] if address else "",
    }
    return render(request, "api/subscription.html", context)
