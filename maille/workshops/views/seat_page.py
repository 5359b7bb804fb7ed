"""What the page of a registration says; that of a seat or a rank is drawn once for all who have one in a session."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string

from maille.core import kept
from maille.core.stencil import Stencil, cut, stand_in
from maille.core.templatetags.ui import phone
from maille.people.models import Resident
from maille.workshops.alternatives import Choice
from maille.workshops.forms import SizeForm
from maille.workshops.models import Registration, Session
from maille.workshops.showing import Shown, choices, give_ribbons, in_full, said_of

State = Registration.State
WITHOUT_A_TRACE = frozenset({settings.CSRF_COOKIE_NAME})
"""The cookies of somebody whom nothing makes different: nobody signed in, no message to show."""


def page_of(found: Registration, shown: Shown, form: SizeForm | None) -> dict[str, Any]:
    """What the template of a registration is given."""
    is_waiting = found.state == State.WAITING
    rank = str(found.rank) if is_waiting else ""
    return _context(found, shown, form, rank, choices(shown, size=found.size) if is_waiting else ())


def _context(
    found: Registration, shown: Shown, form: SizeForm | None, rank: str, others: Sequence[Choice]
) -> dict[str, Any]:
    give_ribbons([shown.session])
    return {
        "network": shown.session.network,
        "registration": found,
        "shown": shown,
        "session": shown.session,
        "place": shown.session.place,
        "form": form or SizeForm(initial={"size": found.size}),
        "is_active": found.state in Registration.ACTIVE,
        "is_offered": found.is_held(shown.at) and found.state == State.OFFERED,
        "may_change": found.state in Registration.ACTIVE and shown.next_date is not None,
        "elsewhere": in_full(others),
        "now": shown.at,
        "position": rank,
    }


def seat_page(request: HttpRequest, found: Registration, shown: Shown) -> HttpResponse | None:
    """The page of somebody who has a seat or waits, and said no more; None for anybody else's, drawn for them alone."""
    if not _is_plain(request, found, shown):
        return None
    others = choices(shown, size=found.size) if found.state == State.WAITING else ()
    name = _name(request, found, shown, others)
    stencil = kept.value(name, lambda: _stencil(request, found, shown, others))
    if stencil is None:
        return None
    return HttpResponse(stencil.filled(_own(found) | {"token": get_token(request)}))


def _is_plain(request: HttpRequest, found: Registration, shown: Shown) -> bool:
    asks = found.companions or found.has_carer or found.needs or shown.session.cycle_id
    is_coming = found.state in (State.SEATED, State.WAITING) and shown.next_date is not None
    return is_coming and not asks and not request.GET and request.COOKIES.keys() <= WITHOUT_A_TRACE


def _name(request: HttpRequest, found: Registration, shown: Shown, others: Sequence[Choice]) -> tuple[Any, ...]:
    """All that this page may differ by, except what is filled in and the seats that are left, which it does not say."""
    session = [getattr(shown.session, one.attname) for one in Session._meta.concrete_fields if one.name != "free_seats"]
    address = request.build_absolute_uri().replace(found.ticket, "")
    said = (bool(found.resident.phone), bool(found.resident.email), found.size, found.state)
    return ("seat page", address, *said, *said_of(others, shown.at), *session)


def _own(found: Registration) -> dict[str, str]:
    """What the page says of its person."""
    resident = found.resident
    said = {"ticket": found.ticket, "code": found.spoken_code, "name": resident.name, "email": resident.email}
    if found.state == State.WAITING:
        said["rank"] = str(found.rank)
    return said | {"phone": phone(resident.phone)}


def _stencil(request: HttpRequest, found: Registration, shown: Shown, others: Sequence[Choice]) -> Stencil | None:
    """The page drawn with stand-ins, and cut there; None if a trace of who opened it first were left in it."""
    words = {name: stand_in() for name in ("name", "phone", "email", "token", "rank")}
    resident = found.resident
    stranger = Resident(
        name=words["name"], phone=resident.phone and words["phone"], email=resident.email and words["email"]
    )
    same = {"state": found.state, "size": found.size, "code": found.code, "secret": found.secret}
    drawn = Registration(session=shown.session, resident=stranger, **same)
    context = _context(drawn, shown, None, words["rank"], others) | {"csrf_token": words["token"]}
    page = render_to_string("workshops/registration.html", context, request)
    stencil = cut(page, words | {"ticket": found.ticket, "code": found.spoken_code})
    return None if stencil.holds([found.secret, found.code, found.spoken_code]) else stencil
