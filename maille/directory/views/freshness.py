"""Which pages nobody has checked for long: a list to work through, for the coordination and for each place."""

import csv
from datetime import date
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from maille.core.formulas import safe_cell
from maille.directory import access
from maille.territory.access import editable_places
from maille.territory.context import default_network
from maille.territory.models import Network, NetworkPlace, Place
from maille.territory.rules import AGEING_MONTHS, OLD_MONTHS, months_before, whole_months

PAGE = 50
AGES = [
    ("", gettext_lazy("tous")),
    (str(AGEING_MONTHS), gettext_lazy("plus de six mois")),
    (str(OLD_MONTHS), gettext_lazy("plus d’un an")),
    ("jamais", gettext_lazy("jamais vérifiés")),
]


class FreshnessForm(forms.Form):
    """Reads the address of the list; a value that is not in a list is ignored, since links grow old."""

    age = forms.ChoiceField(label=gettext_lazy("Dernière vérification"), required=False, choices=AGES)
    lien = forms.ChoiceField(
        label=gettext_lazy("Lien avec le réseau"),
        required=False,
        choices=[("", gettext_lazy("tous")), *NetworkPlace.Kind.choices],
    )
    q = forms.CharField(label=gettext_lazy("Lieu ou commune"), required=False, max_length=100)

    def __init__(self, asked: Any) -> None:
        super().__init__(asked)
        self.is_valid()

    def choose(self, places: Any, network: Network, today: date) -> Any:
        """Keep the places asked for, those that nobody has looked at for longest first."""
        asked = self.cleaned_data
        if asked.get("lien"):
            places = places.in_network(network, kind=asked["lien"])
        for word in asked.get("q", "").split():
            places = places.filter(name__icontains=word) | places.filter(commune__name__icontains=word)
        places = places.annotate(known_on=Coalesce("verified_on", "updated_on"))
        if asked.get("age") == "jamais":
            places = places.filter(verified_on__isnull=True)
        elif asked.get("age"):
            places = places.filter(known_on__lte=months_before(today, int(asked["age"])))
        return places.distinct().order_by("known_on", "name", "pk")


def _asked(request: HttpRequest) -> tuple[Network, FreshnessForm, Any]:
    network = default_network()
    places = access.verifiable_places(request.user, network)
    if network is None or not places.exists():
        raise Http404
    form = FreshnessForm(request.GET)
    return network, form, form.choose(places, network, timezone.localdate())


@require_safe
def freshness(request: HttpRequest) -> HttpResponse:
    """The places whose page one may say is right, the longest unchecked first."""
    network, form, places = _asked(request)
    page = Paginator(places.for_display(network, timezone.localdate()), PAGE).get_page(request.GET.get("page"))
    context = {
        "filters": form,
        "page": page,
        "editable": editable_places(request.user, page.object_list),
        "today": timezone.localdate(),
        "csv_query": request.GET.urlencode(),
        "is_filtered": any(form.cleaned_data.values()),
    }
    return render(request, "directory/freshness.html", context)


@require_safe
def freshness_csv(request: HttpRequest) -> HttpResponse:
    """The same list as a table, to telephone from."""
    _network, _form, places = _asked(request)
    today = timezone.localdate()
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="a-verifier-{today}.csv"'
    response.write("\ufeff")
    writer = csv.writer(response, delimiter=";", lineterminator="\r\n")
    writer.writerow(
        [
            _("Nom"),
            _("Commune"),
            _("Téléphone"),
            _("Courriel"),
            _("Vérifié le"),
            _("Mis à jour le"),
            _("Mois"),
            _("Fiche"),
        ]
    )
    for place in places.select_related("commune"):
        writer.writerow(safe_cell(cell) for cell in _row(request, place, today))
    return response


def _row(request: HttpRequest, place: Place, today: date) -> list[Any]:
    return [
        place.name,
        place.commune.name,
        place.phone,
        ", ".join(place.emails),
        place.verified_on or "",
        place.updated_on,
        whole_months(place.verified_on or place.updated_on, today),
        request.build_absolute_uri(place.get_absolute_url()),
    ]
