"""What is written to a company: options, a proposal taken back, a refusal, a convention on paper."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from maille.companies import actions
from maille.companies.forms import OptionForm, PaperForm, ReasonForm
from maille.companies.models import Certificate, Enquiry, Option
from maille.companies.rules.life import State
from maille.core.refusals import Refused, show_refusal

from .team import visible

REFUSED = 422
FIELDS = {"dates": "day1"}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add_option(request: HttpRequest, pk: int) -> HttpResponse:
    """Write one option of the proposal."""
    found = _at(request, pk, State.ASKED)
    form = OptionForm(
        request.POST if request.method == "POST" else None, enquiry=found, initial={"mediator": request.user}
    )

    def act() -> None:
        actions.add_option(enquiry=found, offer=form.offer(), by=request.user, at=timezone.now())

    return _asked(
        request, found, form, act, "companies/add_option.html", _("L’option est prête\u00a0: envoyez la proposition.")
    )


@require_POST
def drop_option(request: HttpRequest, pk: int, option: int) -> HttpResponse:
    """Take an option out of a proposal that is not sent."""
    found = visible(request, pk)
    chosen = get_object_or_404(Option.objects.select_related("enquiry"), enquiry=found, pk=option)
    try:
        actions.drop_option(option=chosen, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("companies:enquiry", pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def recall(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the proposal back to correct it."""
    found = _at(request, pk, State.PROPOSED)
    form = ReasonForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        reason = form.cleaned_data["reason"]
        actions.recall_proposal(enquiry=found, reason=reason, by=request.user, at=timezone.now())

    return _asked(request, found, form, act, "companies/recall.html", _("La proposition est reprise."))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Say no to a company."""
    found = _at(request, pk, State.ASKED, State.PROPOSED)
    form = ReasonForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        actions.decline(enquiry=found, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())

    return _asked(request, found, form, act, "companies/decline.html", _("La réponse est envoyée."))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that the convention came back signed on paper."""
    found = _at(request, pk, State.AGREED)
    form = PaperForm(request.POST if request.method == "POST" else None, initial={"name": found.contact_name})

    def act() -> None:
        actions.record_paper(
            enquiry=found, signed_at=form.signed_at(), by=request.user, at=timezone.now(), **form.said()
        )

    return _asked(request, found, form, act, "companies/paper.html", _("La convention est notée."))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_certificate(request: HttpRequest, pk: int, trainee: int) -> HttpResponse:
    """Withdraw a certificate that was wrong."""
    found = visible(request, pk)
    given = get_object_or_404(
        Certificate.objects.filter(withdrawn_at=None).select_related("trainee__enquiry"),
        trainee=trainee,
        trainee__enquiry=found,
    )
    person = given.trainee
    form = ReasonForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        reason = form.cleaned_data["reason"]
        actions.withdraw_certificate(certificate=given, reason=reason, by=request.user, at=timezone.now())

    return _asked(
        request, found, form, act, "companies/withdraw_certificate.html", _("Le certificat est retiré."), person
    )


def _at(request: HttpRequest, pk: int, *states: State) -> Enquiry:
    """A request that stands where this page means something; 404 elsewhere."""
    found = visible(request, pk)
    if found.life not in states:
        raise Http404
    return found


def _asked(
    request: HttpRequest, found: Enquiry, form: forms.Form, act: Callable[[], None], template: str, said: str,
    person: object = None,
) -> HttpResponse:  # fmt: skip
    if form.is_bound and form.is_valid():
        try:
            act()
        except Refused as refusal:
            show_refusal(form, refusal, FIELDS)
        else:
            messages.success(request, said)
            return redirect("companies:enquiry", found.pk)
    context = {"enquiry": found, "form": form, "person": person}
    return render(request, template, context, status=REFUSED if form.errors else 200)
