"""What can one borrow: when and where first, then how many of what."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from maille.core.refusals import Refused, show_refusal
from maille.sharing import access, actions, load
from maille.sharing.forms import LoanForm, WhenForm
from maille.sharing.models import Category, EquipmentModel, SharingRule
from maille.sharing.rules import Window
from maille.sharing.saying import lack_said, when
from maille.sharing.trained import Lack, lacks_of
from maille.territory.models import Network, Place
from maille.territory.opening import local_time

from .inside import REFUSED, network_inside

ORDER = {category: position for position, category in enumerate(Category.values)}


@dataclass(frozen=True)
class Looked:
    """What was looked for: the place, the times that are kept, those that fall on a holiday, what there is."""

    place: Place
    windows: list[Window]
    holidays: list[Window]
    found: list[load.Free]

    def said(self) -> dict[str, Any]:
        times = {name: [self._said(one) for one in getattr(self, name)] for name in ("windows", "holidays")}
        return {"place": self.place, "found": self.found, **times}

    def _said(self, window: Window) -> str:
        return when(self.place, window.starts_at, window.ends_at)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def borrow(request: HttpRequest) -> HttpResponse:
    """What is free for a place and a time, and the request for it."""
    network = network_inside(request)
    may_ask = access.places_to_ask(request.user, network)
    places = may_ask or list(Place.objects.published().in_network(network).order_by("name", "pk"))
    asked = request.POST if request.method == "POST" else request.GET
    form = WhenForm(asked, places=places, today=timezone.localdate())
    looked = _looked(network, form) if form.is_valid() else None
    loan = LoanForm(asked if request.method == "POST" else None, found=looked.found if looked else [])
    if request.method == "POST" and not may_ask:
        raise Http404
    if looked and loan.is_bound and loan.is_valid():
        try:
            needs = actions.ask_each(
                network=network, place=looked.place, windows=looked.windows, purpose=loan.cleaned_data["purpose"],
                wanted=loan.wanted(), by=request.user, at=timezone.now(),
            )  # fmt: skip
        except Refused as refusal:
            show_refusal(loan, refusal)
        else:
            messages.success(request, _sent(len(needs)))
            _warn(request, network, looked, [model for model, _count in loan.wanted()])
            return redirect("sharing:needs") if len(needs) > 1 else redirect("sharing:need", needs[0].pk)
    rules = SharingRule.objects.visible_to(request.user).filter(network=network).select_related("model", "place")
    context = {
        "when_form": form,
        "loan": loan,
        "may_ask": bool(may_ask),
        "rules": list(rules.order_by("pk")),
        "has_models": bool(looked and looked.found) or bool(load.models_of(network)),
        **(looked.said() if looked else {}),
        "lacks": _lacks(network, looked, [one.model for one in looked.found]) if looked else {},
    }
    return render(request, "sharing/borrow.html", context, status=REFUSED if request.method == "POST" else 200)


def _lacks(network: Network, looked: Looked, models: list[EquipmentModel]) -> dict[int, Lack]:
    """The skills that the place lacks, on the first or the last day of one of the times."""
    ends = [at for one in looked.windows for at in (one.starts_at, one.ends_at)]
    return lacks_of(network, looked.place, models, [local_time(looked.place, at).date() for at in ends])


def _warn(request: HttpRequest, network: Network, looked: Looked, models: list[EquipmentModel]) -> None:
    """What is asked for is accepted, and said to need somebody who may use it."""
    for lack in {lack.skill.pk: lack for lack in _lacks(network, looked, models).values()}.values():
        messages.warning(request, lack_said(lack.skill, lack.place, lack.elsewhere))


@never_cache
@require_safe
def free_file(request: HttpRequest) -> HttpResponse:
    """What is free for a place and a time, for programs: the questions and the answers of the page, as JSON."""
    network = network_inside(request)
    places = access.places_to_ask(request.user, network)
    places = places or list(Place.objects.published().in_network(network).order_by("name", "pk"))
    form = WhenForm(request.GET, places=places, today=timezone.localdate())
    if not form.is_valid():
        return JsonResponse({"errors": form.errors.get_json_data()}, status=REFUSED)
    looked = _looked(network, form)
    return JsonResponse(
        {
            "place": looked.place.slug,
            "times": [{"starts_at": one.starts_at, "ends_at": one.ends_at} for one in looked.windows],
            "models": [
                {
                    "key": one.model.pk,
                    "name": one.model.name,
                    "category": one.model.category,
                    "free": one.free,
                    "units": one.units,
                    "here": one.has,
                    "not_before": one.not_before,
                }
                for one in looked.found
            ],
        }
    )


def _sent(count: int) -> str:
    return ngettext(
        "La demande est partie\u00a0: vous lirez la réponse ici.",
        "Les %(count)s demandes sont parties\u00a0: vous lirez les réponses ici.",
        count,
    ) % {"count": count}


def _looked(network: Network, form: WhenForm) -> Looked:
    place = form.cleaned_data["lieu"]
    weeks = [form.window(load.zone_of(place), week) for week in range(form.weeks())]
    holidays = load.holidays_among(place, weeks) if len(weeks) > 1 else []
    windows = [one for one in weeks if one not in holidays]
    models = [model for model in load.models_of(network) if form.keeps(model)]
    models.sort(key=lambda model: ORDER.get(model.category, len(ORDER)))
    found = load.free_each(network, place, windows, at=timezone.now(), of=models) if windows else []
    return Looked(place, windows, holidays, found)
