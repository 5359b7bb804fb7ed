"""Organisations: who runs which place, who is to be found where."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maille.core.refusals import Refused, show_refusal
from maille.directory import access
from maille.directory.actions import host_organisation, unhost_organisation
from maille.directory.forms import HostedForm, OrganisationForm
from maille.territory.access import can_edit_organisation
from maille.territory.actions import save_organisation
from maille.territory.context import default_network
from maille.territory.models import Network, Organisation, Place

PAGE = 50


def _network(request: HttpRequest) -> Network:
    network = default_network()
    if network is None or not access.can_review(request.user, network):
        raise Http404
    return network


@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """Those of the network's places, and those that are nowhere yet, by name."""
    network = _network(request)
    words = request.GET.get("q", "")[:100]
    places = Place.objects.in_network(network).values("pk")
    found = Organisation.objects.filter(
        Q(places__in=places) | Q(hosted_in__in=places) | Q(places__isnull=True, hosted_in__isnull=True)
    )
    for word in words.split():
        found = found.filter(name__icontains=word)
    counted = found.annotate(
        run_count=Count("places", distinct=True), hosted_count=Count("hosted_in", distinct=True)
    ).order_by("name", "pk")
    context = {"page": Paginator(counted, PAGE).get_page(request.GET.get("page")), "words": words}
    return render(request, "directory/organisations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """A new organisation."""
    return _edit(request, _network(request), Organisation())


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """What is kept of an organisation."""
    network = _network(request)
    organisation = get_object_or_404(Organisation, pk=pk)
    if not can_edit_organisation(request.user, organisation):
        raise Http404
    return _edit(request, network, organisation)


def _edit(request: HttpRequest, network: Network, organisation: Organisation) -> HttpResponse:
    form = OrganisationForm(request.POST if request.method == "POST" else None, instance=organisation)
    if form.is_bound and form.is_valid():
        try:
            save_organisation(organisation=form.instance, by=request.user, network_id=network.pk)
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("C’est enregistré."))
            return redirect("directory:organisation", pk=form.instance.pk)
    context = {"form": form, "organisation": organisation}
    return render(request, "directory/edit_organisation.html", context, status=422 if form.errors else 200)


@require_safe
def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """One organisation, the places it runs, and those where it is to be found."""
    network = _network(request)
    return _page(request, network, get_object_or_404(Organisation, pk=pk), _hosted_form(network))


def _hosted_form(network: Network, data: object = None) -> HostedForm:
    places = Place.objects.published().in_network(network).order_by("name", "pk")
    return HostedForm(data, places=places)


def _page(request: HttpRequest, network: Network, found: Organisation, form: HostedForm) -> HttpResponse:
    here = Place.objects.visible_to(request.user).for_display(network, timezone.localdate()).order_by("name", "pk")
    context = {
        "organisation": found,
        "run": here.filter(organisation=found),
        "hosted": here.filter(hosted=found),
        "form": form,
        "can_edit": can_edit_organisation(request.user, found),
        "now": timezone.now(),
        "today": timezone.localdate(),
    }
    return render(request, "directory/organisation.html", context, status=422 if form.errors else 200)


@require_POST
def host(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that an organisation is to be found in a place it does not run."""
    network = _network(request)
    found, form = get_object_or_404(Organisation, pk=pk), _hosted_form(network, request.POST)
    if form.is_valid():
        try:
            host_organisation(organisation=found, place=form.cleaned_data["place"], by=request.user)
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("C’est noté\u00a0: la fiche du lieu le dit."))
            return redirect("directory:organisation", pk=pk)
    return _page(request, network, found, form)


@require_POST
def unhost(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Note that an organisation is no longer to be found in a place."""
    _network(request)
    found = get_object_or_404(Organisation, pk=pk)
    place = get_object_or_404(Place.objects.visible_to(request.user), slug=slug, hosted=found)
    try:
        unhost_organisation(organisation=found, place=place, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("C’est noté."))
    return redirect("directory:organisation", pk=pk)
