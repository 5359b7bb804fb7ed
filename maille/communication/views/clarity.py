"""The plain-language reading: a text is pasted, what makes it hard is shown. Nothing is kept, nobody is named."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from maille.communication.forms.clarity import ClarityForm, ReadByForm
from maille.core.same_site import from_our_pages
from maille.language import clarity

REFUSED = 422
MOST_LEFT = 200


@login_not_required
@from_our_pages
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def read_plainly(request: HttpRequest) -> HttpResponse:
    """A text and its findings. A form of another page may send one of its fields, named by `champ`."""
    if request.method != "POST":
        return render(request, "communication/clarity.html", {"form": ClarityForm(), "read_by": ReadByForm()})
    asked = _asked(request.POST)
    form, left = ClarityForm(asked), _left(asked)
    context: dict[str, Any] = {"form": form, "left": sorted(left), "read_by": ReadByForm()}
    if form.is_valid():
        context["sheet"] = form.sheet(left)
        if "mention" in asked:
            context["read_by"] = read_by = ReadByForm(asked)
            context["mention"] = read_by.mention() if read_by.is_valid() else ""
    if request.htmx:
        return render(request, "messaging/_findings.html", {"sheet": context.get("sheet"), "is_short": True})
    is_refused = form.errors or context["read_by"].errors
    return render(request, "communication/clarity.html", context, status=REFUSED if is_refused else 200)


def _asked(sent: QueryDict) -> QueryDict:
    """What was sent, as the form of this page names it."""
    if field := sent.get("champ"):
        asked = QueryDict(mutable=True)
        asked.update({"texte": sent.get(field, ""), "genre": clarity.TEXT, "pour": "plain"})
        return asked
    return sent


def _left(asked: QueryDict) -> set[str]:
    """The findings that were left on purpose, with the one just left, without the one just taken up again."""
    kept = {*asked.getlist("laisse")[:MOST_LEFT], asked.get("laisser", "")}
    return kept - {asked.get("reprendre"), ""}
