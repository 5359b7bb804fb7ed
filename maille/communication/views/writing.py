"""Statements as those who write them see them: the draft, its quotes and signatures, what is about to be published."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from maille.communication import access, actions, saying
from maille.communication.forms.clarity import ReadByForm
from maille.communication.forms.statements import (
    ChangeForm,
    QuoteForm,
    QuoteStateForm,
    SignatureForm,
    StatementForm,
)
from maille.communication.models import PosterVersion, Quote, Statement, StatementReport
from maille.communication.rules import statements as rules
from maille.core.refusals import Refused, show_refusal
from maille.language import clarity

from .statements import compared, shown, texts_of, the_network

REFUSED = 422


def _written(request: HttpRequest, address: str) -> Statement:
    """A statement, for those who write it."""
    found = shown(request, address, is_published=False)
    if not access.can_speak(request.user, found.network):
        raise Http404
    return found


def _try(form: Any, write: Callable[[], Any], fields: dict[str, str] | None = None) -> Any:
    """Do what a valid form asks; nothing when it was refused, and the form says why."""
    if not form.is_valid():
        return None
    try:
        return write() or True
    except Refused as refusal:
        show_refusal(form, refusal, fields)
        return None


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Begin a statement."""
    network = the_network()
    if not access.can_speak(request.user, network):
        raise Http404
    form = StatementForm(request.POST if request.method == "POST" else None)

    def write() -> Statement:
        words = {"title": form.cleaned_data["title"], "body": form.cleaned_data["body"]}
        return actions.create_statement(network=network, by=request.user, at=timezone.now(), **words)

    if form.is_bound and (made := _try(form, write)):
        return redirect("communication:write", made.slug)
    return _draft_page(request, None, form)


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, address: str) -> HttpResponse:
    """The draft, what is hard to read in it, its quotes and its signatures."""
    found = _written(request, address)
    sent = request.POST if request.method == "POST" else None
    form = StatementForm(sent, instance=Statement.objects.get(pk=found.pk))
    left = _left(request, found)

    def save() -> Statement:
        words = {"title": form.cleaned_data["title"], "body": form.cleaned_data["body"]}
        return actions.save_draft(statement=found, by=request.user, left=left, **words)

    if form.is_bound and _try(form, save):
        messages.success(request, _("Le brouillon est enregistré. Rien n’est encore publié."))
        return redirect("communication:write", found.slug)
    return _draft_page(request, found, form)


def _left(request: HttpRequest, found: Statement) -> set[str]:
    """The findings left on purpose, with the one just left, without the one taken up again."""
    return ({*found.left, request.POST.get("laisser", "")}) - {request.POST.get("reprendre"), ""}


def _draft_page(request: HttpRequest, found: Statement | None, form: StatementForm) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "statement": found}
    if found:
        context |= {
            "sheet": clarity.check(found.body, on=timezone.localdate(), ignored=found.left),
            "quotes": (quotes := list(found.quotes.all())),
            "taken": StatementReport.objects.taken().filter(version__statement=found).for_display(),
            "outdated": saying.outdated_citations([found.body, *texts_of(quotes)], found.network),
            "signatures": found.signatures.select_related("organisation"),
        }
    return render(request, "communication/write.html", context, status=REFUSED if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, address: str) -> HttpResponse:
    """What is about to be published beside what is, and the word of the change."""
    found = _written(request, address)
    is_reported = StatementReport.objects.taken().filter(version__statement=found).exists()
    start = {"kind": rules.CORRECTION} if is_reported else {}
    form = ChangeForm(request.POST if request.method == "POST" else None, initial=start)

    def go() -> Any:
        if found.current is None:
            return actions.publish(statement=found, by=request.user, at=timezone.now())
        asked = form.cleaned_data
        return actions.publish_change(
            statement=found, kind=asked["kind"], note=asked["note"], by=request.user, at=timezone.now()
        )

    if form.is_bound and _try(form, go):
        messages.success(request, _("C’est publié. Cette version ne changera plus."))
        return redirect(found)
    context = {
        "statement": found,
        "form": form,
        "cited_by": PosterVersion.objects.citing(found),
        **compared(found.current, found),
    }
    return render(request, "communication/publish.html", context, status=REFUSED if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def add_quote(request: HttpRequest, address: str) -> HttpResponse:
    """Keep a post of a social network."""
    found = _written(request, address)
    form = QuoteForm(request.POST if request.method == "POST" else None, initial={"captured_on": timezone.localdate()})
    if form.is_bound and (
        quote := _try(form, lambda: actions.add_quote(statement=found, by=request.user, **form.said()))
    ):
        messages.success(
            request, _("C’est noté\u00a0: écrivez {citation %(n)s} où elle doit paraître.") % {"n": quote.number}
        )
        return redirect("communication:write", found.slug)
    return _small(request, found, form, _("Garder une citation"), _("Garder la citation"))


@require_http_methods(["GET", "HEAD", "POST"])
def change_quote(request: HttpRequest, address: str, number: int) -> HttpResponse:
    """Say what became of a post."""
    found = _written(request, address)
    quote = get_object_or_404(Quote, statement=found, number=number)
    form = QuoteStateForm(request.POST if request.method == "POST" else None, initial={"state": quote.state})

    def change() -> Quote:
        return actions.change_quote_state(quote=quote, state=form.cleaned_data["state"], by=request.user)

    if form.is_bound and _try(form, change):
        messages.success(request, _("L’état de la citation est changé."))
        return redirect("communication:write", found.slug)
    return _small(request, found, form, _("Ce qu’est devenue la citation"), _("Enregistrer"))


@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, address: str) -> HttpResponse:
    """Have an organisation sign."""
    found = _written(request, address)
    form = SignatureForm(request.POST if request.method == "POST" else None, statement=found)
    if form.is_bound and _try(form, lambda: actions.sign(statement=found, by=request.user, **form.cleaned_data)):
        messages.success(request, _("La structure signera la prochaine version publiée."))
        return redirect("communication:write", found.slug)
    return _small(request, found, form, _("Faire signer une structure"), _("Ajouter la signature"))


@require_POST
def drop_signature(request: HttpRequest, address: str, signature: int) -> HttpResponse:
    """Take an organisation off the next version."""
    found = _written(request, address)
    actions.drop_signature(signature=get_object_or_404(found.signatures, pk=signature), by=request.user)
    messages.success(request, _("La structure ne signera pas la prochaine version."))
    return redirect("communication:write", found.slug)


@require_http_methods(["GET", "HEAD", "POST"])
def read_by(request: HttpRequest, address: str) -> HttpResponse:
    """Note who has read the published version."""
    found = _written(request, address)
    if found.current is None:
        raise Http404
    form = ReadByForm(request.POST if request.method == "POST" else None)

    def note() -> Any:
        asked = form.cleaned_data
        return actions.record_reading(
            version=found.current, readers=asked["relu_par"], read_on=asked["relu_le"], by=request.user
        )

    if form.is_bound and _try(form, note):
        messages.success(request, _("La relecture est notée sous le texte."))
        return redirect(found)
    return _small(request, found, form, _("Noter une relecture"), _("Noter la relecture"))


def _small(request: HttpRequest, found: Statement, form: forms.BaseForm, title: str, button: str) -> HttpResponse:
    context = {"statement": found, "form": form, "title": title, "button": button}
    return render(request, "communication/small_form.html", context, status=REFUSED if form.errors else 200)
