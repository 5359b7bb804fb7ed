"""The page of a request behind its secret link: where it stands, what comes next, until when, whom to call.

Nobody is signed in here: whoever has the link speaks for the company. So nothing of it is kept by a browser or a search
engine, and a link whose time is over says so instead of showing anything.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maille.companies import actions, load, presence, saying
from maille.companies.forms import ConventionForm, PeopleForm, TurnDownForm, WithdrawForm
from maille.companies.models import Enquiry
from maille.companies.notices import next_line
from maille.companies.rules.life import HELD, OPEN, PATH, State
from maille.companies.rules.people import Line
from maille.core.refusals import Refused, show_refusal
from maille.workshops.views.manage import personal

REFUSED, GONE = 422, 410


class LinkOver(Exception):
    """A link that was true and whose time is over."""

    def __init__(self, enquiry: Enquiry) -> None:
        super().__init__(enquiry.pk)
        self.enquiry = enquiry


def mine(ticket: str) -> Enquiry:
    """The request of a secret link; 404 for a forged one, LinkOver for one whose time is over."""
    found = Enquiry.opened_by(ticket)
    if found is None:
        raise Http404
    if found.is_link_over(timezone.localdate()):
        raise LinkOver(found)
    return found


def of_company(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page of a company: of whoever has the link, while it is good."""

    @personal
    @wraps(view)
    def answer(request: HttpRequest, ticket: str, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, mine(ticket), **kwargs)
        except LinkOver as over:
            context = {"network": over.enquiry.network, "call": saying.whom_to_call(over.enquiry)}
            return render(request, "companies/link_over.html", context, status=GONE)

    return answer


@of_company
@require_safe
def follow(request: HttpRequest, enquiry: Enquiry) -> HttpResponse:
    """Everything about a request: its steps, the next one, its options or its dates, its papers."""
    return _page(request, enquiry)


def _page(request: HttpRequest, enquiry: Enquiry, status: int = 200) -> HttpResponse:
    return render(request, "companies/follow.html", context_of(enquiry), status=status)


def context_of(enquiry: Enquiry) -> dict[str, Any]:
    found = load.shown(enquiry, timezone.now())
    is_proposed = enquiry.life not in (State.ASKED, State.DECLINED)
    return {
        "network": enquiry.network,
        "enquiry": enquiry,
        "shown": found,
        "steps": saying.steps(enquiry),
        "next_line": next_line(enquiry),
        "ending": saying.next_step(enquiry) if enquiry.closed_at else "",
        "call": saying.whom_to_call(enquiry),
        "options": [option_lines(one) for one in found.options] if is_proposed and not found.accepted else [],
        "accepted": option_lines(found.accepted) if found.accepted else None,
        "changed": [(one, saying.when_agreed(one.option, one), saying.when(one.option, one)) for one in found.changed],
        "can_withdraw": enquiry.life in OPEN,
        "can_list": enquiry.life in HELD and not found.is_over,
        "missing": to_confirm(enquiry, found),
        "certificates": [one for one in found.trainees if _has_certificate(one)],
    }


def to_confirm(enquiry: Enquiry, found: load.Shown) -> list[dict[str, Any]]:
    """The half-days that are over and not signed, while certificates may still be given."""
    if enquiry.life != State.RUNNING or not found.is_over:
        return []
    return [{"name": one.name, "day": one.day, "said_half": saying.half(one.half)} for one in presence.missing(found)]


def _has_certificate(trainee: Any) -> bool:
    given = trainee.certificate
    return given is not None and given.withdrawn_at is None


def option_lines(option: Any) -> dict[str, Any]:
    """An option in words."""
    dates = sorted(option.dates.all(), key=load.starts_at)
    return {
        "option": option,
        "where": saying.where(option),
        "price": saying.price(option),
        "dates": [saying.when(option, one) for one in dates if not one.is_cancelled],
    }


@of_company
@require_POST
def accept(request: HttpRequest, enquiry: Enquiry, option: int) -> HttpResponse:
    """Choose one of the options."""
    chosen = get_object_or_404(enquiry.options, pk=option)
    try:
        actions.accept_option(enquiry=enquiry, option=chosen, by=None, at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect(enquiry)


@of_company
@require_http_methods(["GET", "HEAD", "POST"])
def turn_down(request: HttpRequest, enquiry: Enquiry) -> HttpResponse:
    """Say that no option suits, and what would."""
    form = TurnDownForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        actions.turn_down(enquiry=enquiry, words=form.cleaned_data["words"], by=None, at=timezone.now())

    return _asked(request, enquiry, form, act, "companies/turn_down.html")


@of_company
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, enquiry: Enquiry) -> HttpResponse:
    """Give up: asked once, because what was kept is free at once."""
    form = WithdrawForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        actions.withdraw(enquiry=enquiry, reason=form.cleaned_data["reason"], by=None, at=timezone.now())

    return _asked(request, enquiry, form, act, "companies/withdraw.html")


@of_company
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, enquiry: Enquiry) -> HttpResponse:
    """Read the convention, then accept it on the screen."""
    first = {"name": enquiry.contact_name, "address": enquiry.address, "siret": enquiry.siret}
    form = ConventionForm(request.POST if request.method == "POST" else None, initial=first)

    def act() -> None:
        actions.sign_convention(enquiry=enquiry, by=None, at=timezone.now(), **form.said())

    if enquiry.life not in PATH[2:]:
        return redirect(enquiry)
    return _asked(request, enquiry, form, act, "companies/sign.html")


def _asked(
    request: HttpRequest, enquiry: Enquiry, form: forms.Form, act: Callable[[], None], template: str
) -> HttpResponse:
    """Do what a form asks, then back to the page of the request; what was typed stays when something is wrong."""
    if form.is_bound and form.is_valid():
        try:
            act()
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("C’est noté."))
            return redirect(enquiry)
    context = {**context_of(enquiry), "form": form}
    return render(request, template, context, status=REFUSED if form.errors else 200)


@of_company
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest, enquiry: Enquiry) -> HttpResponse:
    """The list of the people: typed, pasted or in a file. What is right is kept, the rest is said line by line."""
    if enquiry.life not in HELD:
        return redirect(enquiry)
    form = PeopleForm(request.POST, request.FILES) if request.method == "POST" else PeopleForm()
    if form.is_bound and form.is_valid():
        lines = form.cleaned_data["lines"]
        try:
            made, refused = actions.add_people(enquiry=enquiry, lines=lines, by=None, at=timezone.now())
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            return _people_read(request, enquiry, len(made), refused)
    return _people_page(request, enquiry, form, REFUSED if form.errors else 200)


def _people_read(request: HttpRequest, enquiry: Enquiry, made: int, refused: list[Line]) -> HttpResponse:
    """After a list: what was kept; the lines refused stay in the box, to be corrected, each with its reason."""
    if not refused:
        messages.success(request, _("C’est noté."))
        return redirect("companies:people", enquiry.ticket)
    language = get_language() or "fr"
    told = [(one, one.problem.in_(language) if one.problem else "") for one in refused]
    form = PeopleForm(initial={"names": "\n".join(one.typed or one.name for one in refused)})
    return _people_page(request, enquiry, form, REFUSED, refused=told, made=made)


def _people_page(
    request: HttpRequest, enquiry: Enquiry, form: PeopleForm, status: int, refused: Any = (), made: int = 0
) -> HttpResponse:
    context = {**context_of(enquiry), "form": form, "refused": refused, "made": made}
    return render(request, "companies/people.html", context, status=status)


@of_company
@require_POST
def remove(request: HttpRequest, enquiry: Enquiry, trainee: int) -> HttpResponse:
    """Take somebody off the list."""
    found = get_object_or_404(enquiry.trainees, pk=trainee)
    try:
        actions.remove_person(trainee=found, by=None, at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("companies:people", enquiry.ticket)


@of_company
@require_POST
def confirm(request: HttpRequest, enquiry: Enquiry) -> HttpResponse:
    """Say that the list is complete."""
    try:
        actions.confirm_list(enquiry=enquiry, by=None, at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("companies:people", enquiry.ticket)
    return redirect(enquiry)
