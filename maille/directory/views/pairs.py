"""Which records are one place: the list to go through, two records side by side, and what was joined."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maille.core import jobs
from maille.core.refusals import Refused
from maille.directory import access
from maille.directory.actions import answer_pair, unmerge
from maille.directory.forms import PlaceForm
from maille.directory.load import evidence_in_words
from maille.directory.models import Merge, PlacePair
from maille.territory.context import default_network
from maille.territory.models import Network, Place

from .comparing import choices_in, comparison, kept_by_default

PAGE = 30


class PairFilterForm(forms.Form):
    """Reads the address of the list; a value that is not in a list is ignored, since links grow old."""

    avis = forms.ChoiceField(
        label=gettext_lazy("Avis de Maille"),
        required=False,
        choices=[("", gettext_lazy("tous")), *PlacePair.Band.choices],
    )
    q = forms.CharField(label=gettext_lazy("Lieu ou commune"), required=False, max_length=100)

    def __init__(self, asked: Any) -> None:
        super().__init__(asked)
        self.is_valid()

    def choose(self, pairs: Any) -> Any:
        asked = self.cleaned_data
        if asked.get("avis"):
            pairs = pairs.filter(band=asked["avis"])
        for word in asked.get("q", "").split():
            sides = ("first__name", "second__name", "first__commune__name", "second__commune__name")
            pairs = pairs.filter(_any_of(sides, word))
        return pairs


def _any_of(fields: tuple[str, ...], word: str) -> Q:
    wanted = Q()
    for name in fields:
        wanted |= Q(**{f"{name}__icontains": word})
    return wanted


def _network(request: HttpRequest) -> Network:
    network = default_network()
    if network is None or not access.can_review(request.user, network):
        raise Http404
    return network


def _waiting(request: HttpRequest, network: Network) -> tuple[PairFilterForm, Any]:
    form = PairFilterForm(request.GET)
    waiting = PlacePair.objects.in_network(network).waiting()
    return form, form.choose(waiting).select_related("first__commune", "second__commune").in_order()


@require_safe
def pairs(request: HttpRequest) -> HttpResponse:
    """The pairs nobody has answered, the surest first."""
    network = _network(request)
    form, waiting = _waiting(request, network)
    page = Paginator(waiting, PAGE).get_page(request.GET.get("page"))
    language = get_language() or "fr"
    context = {
        "filters": form,
        "page": page,
        "rows": [{"pair": pair, "why": evidence_in_words(pair, language)} for pair in page.object_list],
        "query": _query(request),
        "is_filtered": any(form.cleaned_data.values()),
        "merged_count": Merge.objects.in_network(network).standing().count(),
        "is_searched": PlacePair.objects.in_network(network).exists() or Merge.objects.in_network(network).exists(),
    }
    return render(request, "directory/pairs.html", context)


def _query(request: HttpRequest) -> str:
    """The filters of the list, to keep from one pair to the next."""
    query = request.GET.copy()
    for name in ("page", "garder"):
        query.pop(name, None)
    return f"?{query.urlencode()}" if query else ""


@require_POST
def find(request: HttpRequest) -> HttpResponse:
    """Look for doubles in the whole network, as a job."""
    network = _network(request)
    job = jobs.start(
        _("Recherche des doublons"),
        "directory.tasks.find_doubles",
        by=request.user,
        network_id=network.pk,
    )
    return redirect("core:job", job.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def pair(request: HttpRequest, pk: int) -> HttpResponse:
    """Two records side by side, and the answer; then the next pair."""
    network = _network(request)
    found = get_object_or_404(PlacePair.objects.in_network(network), pk=pk)
    if request.method == "POST":
        return _answer(request, network, found)
    shown = Place.objects.for_display(network, timezone.localdate()).select_related("organisation")
    sides = shown.in_bulk([found.first_id, found.second_id])
    if found.answer or not all(place.is_published for place in sides.values()):
        messages.info(request, _("Ces deux lieux ne sont plus à comparer."))
        return redirect(_next_address(request, network, found))
    one, other = sides[found.first_id], sides[found.second_id]
    kept, absorbed = kept_by_default(one, other, request.GET.get("garder", ""))
    _form, waiting = _waiting(request, network)
    context = {
        "pair": found,
        "kept": kept,
        "absorbed": absorbed,
        "why": evidence_in_words(found, get_language() or "fr"),
        "waiting_count": waiting.count(),
        "next": _next_address(request, network, found),
        "query": _query(request),
        **comparison(kept, absorbed),
    }
    return render(request, "directory/pair.html", context)


def _answer(request: HttpRequest, network: Network, found: PlacePair) -> HttpResponse:
    answer = request.POST.get("reponse", "")
    if answer not in PlacePair.Answer.values:
        messages.error(request, _("Choisissez une des trois réponses."))
        return redirect(request.get_full_path())
    places = Place.objects.in_bulk([found.first_id, found.second_id])
    kept = places.get(int(key)) if (key := request.POST.get("garder", "")).isdecimal() and len(key) < 18 else None
    following = _next_address(request, network, found)
    try:
        answer_pair(
            pair=found, answer=answer, kept=kept, choices=choices_in(request.POST), by=request.user, at=timezone.now()
        )
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect(following)
    messages.success(request, _said(answer, found))
    return redirect(following)


def _said(answer: str, found: PlacePair) -> str:
    sentences = {
        PlacePair.Answer.SAME: _("«\u00a0%(one)s\u00a0» et «\u00a0%(other)s\u00a0» ne font plus qu’un lieu."),
        PlacePair.Answer.HOSTED: _("«\u00a0%(one)s\u00a0» et «\u00a0%(other)s\u00a0»\u00a0: un lieu, deux structures."),
        PlacePair.Answer.DIFFERENT: _("«\u00a0%(one)s\u00a0» et «\u00a0%(other)s\u00a0» restent deux lieux."),
    }
    return sentences[PlacePair.Answer(answer)] % {"one": found.first, "other": found.second}


def _next_address(request: HttpRequest, network: Network, found: PlacePair) -> str:
    """The pair that follows this one in the list, the first one after the last, the list when none is left."""
    _form, waiting = _waiting(request, network)
    others = waiting.exclude(pk=found.pk)
    after = others.filter(Q(score__lt=found.score) | Q(score=found.score, pk__gt=found.pk))
    following = after.first() or others.first()
    address = reverse("directory:pair", args=[following.pk]) if following else reverse("directory:pairs")
    return address + _query(request)


@require_safe
def merges(request: HttpRequest) -> HttpResponse:
    """What was joined, the last first; each can be undone."""
    network = _network(request)
    found = (
        Merge.objects.in_network(network)
        .select_related("kept", "absorbed", "by", "undone_by")
        .order_by(F("undone_at").desc(nulls_first=True), "-at", "-pk")
    )
    context = {"page": Paginator(found, PAGE).get_page(request.GET.get("page"))}
    return render(request, "directory/merges.html", context)


@require_POST
def part(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo a merge; what somebody has changed since is left as it is, and said."""
    merge = get_object_or_404(Merge.objects.in_network(_network(request)), pk=pk)
    try:
        left = unmerge(merge=merge, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("directory:merges")
    messages.success(
        request,
        _("«\u00a0%(kept)s\u00a0» et «\u00a0%(absorbed)s\u00a0» sont de nouveau deux lieux.")
        % {"kept": merge.kept, "absorbed": merge.absorbed},
    )
    if left:
        form = PlaceForm(place=merge.kept, with_organisation=True)
        labels = ", ".join(dict.fromkeys(form.label_of(name) for name in left))
        messages.warning(
            request, _("Changé depuis la réunion, et laissé tel quel\u00a0: %(fields)s.") % {"fields": labels}
        )
    return redirect("directory:merges")
