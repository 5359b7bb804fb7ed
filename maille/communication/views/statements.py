"""Statements as everybody reads them: the list, one text, its history, two versions compared, a year of corrections."""

import json
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from maille.communication import access, saying
from maille.communication.feeds import StatementFeed
from maille.communication.forms.statements import CompareForm
from maille.communication.models import PosterVersion, Quote, Statement, StatementReport, StatementVersion
from maille.communication.rules import differences
from maille.communication.rules import statements as rules
from maille.territory.context import default_network
from maille.territory.models import Network


def the_network() -> Network:
    """The network whose site this is."""
    network = default_network()
    if network is None:
        raise Http404
    return network


def shown(request: HttpRequest, address: str, *, is_published: bool = True) -> Statement:
    """A statement that this person may read."""
    rows = Statement.objects.visible_to(request.user).filter(network=the_network()).for_display()
    return get_object_or_404(rows.published() if is_published else rows, slug=address)


@login_not_required
@require_safe
def statements(request: HttpRequest) -> HttpResponse:
    """What the network has said, the newest first; drafts for those who write them."""
    network = the_network()
    rows = Statement.objects.visible_to(request.user).filter(network=network).for_display()
    published = sorted((one for one in rows if one.current), key=lambda one: (one.current.day, one.pk), reverse=True)
    reported = StatementReport.objects.waiting().visible_to(request.user).filter(version__statement__network=network)
    context = {
        "reported": reported.count(),
        "statements": published,
        "drafts": [one for one in rows if not one.current],
        "years": correction_years(network),
        "can_speak": access.can_speak(request.user, network) and request.user.is_authenticated,
    }
    return render(request, "communication/statements.html", context)


def correction_years(network: Network) -> list[int]:
    """The years in which something was corrected, the last first."""
    found = {version.day.year for version in _corrections(network)}
    return sorted(found, reverse=True)


def _corrections(network: Network) -> list[StatementVersion]:
    """Everything that changed after it was published, misprints too, the newest first."""
    rows = StatementVersion.objects.filter(statement__network=network).exclude(kind=rules.PUBLICATION)
    found = list(rows.select_related("statement", "statement__current"))
    return sorted(found, key=lambda version: (version.day, version.pk), reverse=True)


@login_not_required
@require_safe
def statement(request: HttpRequest, address: str) -> HttpResponse:
    """One statement as it stands today, under the notes of what changed."""
    found = shown(request, address)
    return render(request, "communication/statement.html", _page(request, found, found.current))


def _page(request: HttpRequest, found: Statement, version: StatementVersion) -> dict[str, Any]:
    quotes = list(found.quotes.all())
    versions = list(found.versions.all())
    url = request.build_absolute_uri(found.get_absolute_url())
    return {
        "statement": found,
        "version": version,
        "first": versions[0],
        "changes": sum(one.kind == rules.EDIT for one in versions),
        "is_old": version != found.current,
        "notes": saying.notes(found),
        "outdated": saying.outdated_citations(
            [version.body, *(one.note for one in versions), *texts_of(quotes)], found.network
        ),
        "html": "" if found.is_withdrawn else saying.with_quotes(version.body, quotes),
        "readings": version.readings.all(),
        "summary": saying.plain(found.current.note if found.is_withdrawn else version.body)[:200],
        "json_ld": _script(saying.as_json_ld(found, url)),
        **_for_writers(request, found),
    }


def texts_of(quotes: Iterable[Quote]) -> list[str]:
    """Where a quote may cite one of our texts."""
    return [text for quote in quotes for text in (quote.text, quote.url)]


def _for_writers(request: HttpRequest, found: Statement) -> dict[str, Any]:
    """Whether this person writes it, and then which posters cite it."""
    can_speak = request.user.is_authenticated and access.can_speak(request.user, found.network)
    return {"can_speak": can_speak, "cited_by": PosterVersion.objects.citing(found) if can_speak else []}


def _script(data: dict[str, Any]) -> SafeString:
    """JSON that cannot end the element it stands in."""
    text = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c").replace("&", "\\u0026")
    return mark_safe(text)  # noqa: S308 - no "<" is left


@login_not_required
@require_safe
def version(request: HttpRequest, address: str, number: int) -> HttpResponse:
    """One version, for ever at this address; an old one says so. A withdrawn text shows its note only."""
    found = shown(request, address)
    return render(
        request, "communication/statement.html", _page(request, found, get_object_or_404(found.versions, number=number))
    )


@login_not_required
@require_safe
def history(request: HttpRequest, address: str) -> HttpResponse:
    """Every version, misprints too, and two of them compared."""
    found = shown(request, address)
    versions = list(found.versions.all())
    anchors = rules.anchors([(one.kind, one.day) for one in versions])
    form = CompareForm(request.GET or None, statement=found)
    context: dict[str, Any] = {
        "statement": found,
        "versions": list(reversed(list(zip(versions, anchors, strict=True)))),
        "altered": saying.altered(versions),
        "form": form,
    }
    if form.is_bound and form.is_valid() and not found.is_withdrawn:
        before, after = form.cleaned_data["de"], form.cleaned_data["a"]
        context |= compared(before, after) | {"before": before, "after": after}
    return render(request, "communication/history.html", context)


def compared(before: StatementVersion | None, after: StatementVersion | Statement) -> dict[str, Any]:
    """Two texts side by side in words: what left, what came, and "au lieu de, lire"."""
    old = f"{before.title}\n\n{before.body}" if before else ""
    new = f"{after.title}\n\n{after.body}"
    return {"runs": differences.runs(old, new), "differences": differences.changes(old, new)}


@login_not_required
@require_safe
def corrections(request: HttpRequest, year: int) -> HttpResponse:
    """All that was corrected in a year."""
    network = the_network()
    found = [(one, saying.plain(one.note)) for one in _corrections(network) if one.day.year == year]
    if not found and year != timezone.localdate().year:
        raise Http404
    context = {"year": year, "versions": found, "years": correction_years(network)}
    return render(request, "communication/corrections.html", context)


@login_not_required
@require_safe
def atom(request: HttpRequest) -> HttpResponse:
    """The same as a feed."""
    return StatementFeed()(request)
