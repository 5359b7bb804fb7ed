"""Rules: read as sentences, tried on the last ninety days before they are kept."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maille.watch import access, actions
from maille.watch.forms.stories import RuleForm
from maille.watch.models import Rule

from .entering import REFUSED, attempt, only_if, watched

SHOWN = 30


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule with how often it has served."""
    network = watched(request)
    rows = Rule.objects.visible_to(request.user).filter(network=network).select_related("theme").with_hits()
    context = {"rules": rows, "can_keep": access.can_keep(request.user, network)}
    return render(request, "watch/rules.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def create_rule(request: HttpRequest) -> HttpResponse:
    """Write a rule."""
    network = watched(request)
    only_if(access.can_keep(request.user, network))
    return _write(request, network, None)


def _rule(request: HttpRequest, pk: int) -> Rule:
    network = watched(request)
    rows = Rule.objects.visible_to(request.user).filter(network=network).select_related("theme", "network")
    found = get_object_or_404(rows, pk=pk)
    only_if(access.can_keep(request.user, network, found.theme))
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def edit_rule(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a rule."""
    found = _rule(request, pk)
    return _write(request, found.network, found)


def _write(request: HttpRequest, network: Any, rule: Rule | None) -> HttpResponse:
    """The form of a rule; "Voir ce qu’elle prendrait" shows it and keeps nothing."""
    sent = request.POST if request.method == "POST" else None
    form = RuleForm(sent, network=network, initial=_said(rule) if rule else {"theme": request.GET.get("theme")})

    def save() -> Rule:
        asked = form.cleaned_data
        return actions.save_rule(network=network, rule=rule, by=request.user, at=timezone.now(), **asked)

    if form.is_bound and "voir" not in request.POST and (saved := attempt(form, save)):
        _tell(request, saved.hits.count())
        return redirect("watch:rules")
    context: dict[str, Any] = {"form": form, "rule": rule, "is_tried": False}
    if form.is_bound and form.is_valid() and "voir" in request.POST:
        picked = actions.preview(network=network, sieve=form.sieve, at=timezone.now())
        context |= {"is_tried": True, "picked": picked[:SHOWN], "number": len(picked)}
    return render(request, "watch/rule_form.html", context, status=REFUSED if form.errors else 200)


def _said(rule: Rule) -> dict[str, Any]:
    return {
        "where": rule.where,
        "words": "\n".join(rule.words),
        "unless": ", ".join(rule.unless),
        "outcome": rule.outcome,
        "theme": rule.theme_id,
    }


def _tell(request: HttpRequest, number: int) -> None:
    sentence = ngettext(
        "La règle est appliquée aux 90 derniers jours\u00a0: %(n)s histoire.",
        "La règle est appliquée aux 90 derniers jours\u00a0: %(n)s histoires.",
        number,
    )
    messages.success(request, sentence % {"n": number})


@require_POST
def apply_rule(request: HttpRequest, pk: int) -> HttpResponse:
    """Apply a rule again."""
    _tell(request, actions.apply_rule(rule=_rule(request, pk), at=timezone.now(), by=request.user))
    return redirect("watch:rules")


@require_POST
def remove_rule(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a rule away."""
    actions.remove_rule(rule=_rule(request, pk), by=request.user)
    messages.success(request, _("La règle est retirée, et ce qu’elle avait fait avec elle."))
    return redirect("watch:rules")
