"""The team of a network or of a place, and the roles in it."""

import csv
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from maille.core.formulas import safe_cell
from maille.core.refusals import Refused, show_refusal
from maille.people import access, actions, leaving
from maille.people.actions.roles import territory_names
from maille.people.forms import EndRoleForm, GrantForm, RoleDatesForm, TeamFilterForm
from maille.people.models import Invitation, Role, RoleQuerySet, User
from maille.territory.models import Network, NetworkPlace

PAGE = 50


def chosen_network(request: HttpRequest, networks: list[Network]) -> Network:
    """The network that the address asks for (`reseau`) among those, or the first one; 404 without any."""
    slug = request.GET.get("reseau", "")
    found = [network for network in networks if network.slug == slug] if slug else networks
    if not found:
        raise Http404
    return found[0]


def managed_network(request: HttpRequest) -> Network:
    """The network asked for, among those where the person gives roles; 404 for anybody else."""
    networks = access.networks_of(request.user)
    return chosen_network(request, [n for n in networks if access.can_manage_people(request.user, n)])


def team_address(network: Network) -> str:
    return f"{reverse('people:team')}?{urlencode({'reseau': network.slug})}"


@require_safe
def team(request: HttpRequest) -> HttpResponse:
    networks = access.networks_of(request.user)
    if not networks:
        return render(request, "people/team.html", {"team_network": None, "networks": []})
    network = chosen_network(request, networks)
    form = TeamFilterForm(request.GET, network=network)
    page = Paginator(_roles(request, network, form), PAGE).get_page(request.GET.get("page"))
    may_invite = access.can_manage_people(request.user, network)
    waiting = Invitation.objects.visible_to(request.user).filter(network=network).waiting() if may_invite else None
    return render(
        request,
        "people/team.html",
        {
            "team_network": network,
            "networks": networks,
            "filters": form,
            "is_filtered": any(form.cleaned_data.values()),
            "page": page,
            "rows": _rows(request.user, network, page.object_list),
            "may_invite": may_invite,
            "waiting_count": waiting.count() if waiting is not None else 0,
            "csv_query": request.GET.urlencode(),
        },
    )


def _roles(request: HttpRequest, network: Network, form: TeamFilterForm) -> RoleQuerySet:
    roles = Role.objects.visible_to(request.user).filter(network=network)
    return (
        form.choose(roles, timezone.localdate())
        .select_related("user", "place")
        .order_by(F("place__name").asc(nulls_first=True), "user__name", "kind", "pk")
    )


def _rows(user: User, network: Network, roles: Any) -> list[dict[str, Any]]:
    """What the page shows of each role: the place's ribbon, the territory in words, what may be done."""
    roles, today = list(roles), timezone.localdate()
    links = NetworkPlace.objects.filter(network=network, place__in={role.place_id for role in roles if role.place_id})
    ribbons = {link.place_id: link.ribbon for link in links}
    names = territory_names(role.territory for role in roles)
    return [
        {
            "role": role,
            "ribbon": ribbons.get(role.place_id),
            "territory": names.get(role.territory, role.territory),
            "is_coming": role.starts_on > today,
            "is_over": role.ends_on is not None and role.ends_on <= today,
            "may_change": access.can_grant(user, role.holding),
            "may_end": access.can_end_role(user, role) and (role.ends_on is None or role.ends_on > today),
        }
        for role in roles
    ]


@require_safe
def team_csv(request: HttpRequest) -> HttpResponse:
    network = chosen_network(request, access.networks_of(request.user))
    roles = list(_roles(request, network, TeamFilterForm(request.GET, network=network)))
    names = territory_names(role.territory for role in roles)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="equipe-{network.slug}.csv"'
    response.write("\ufeff")  # spreadsheets then read the accents
    writer = csv.writer(response)
    writer.writerow(
        [
            _("Nom"),
            _("Rôle"),
            _("Lieu"),
            _("Territoire"),
            _("Premier jour"),
            _("Dernier jour"),
            _("Téléphone"),
            _("Courriel"),
        ]
    )
    for role in roles:
        writer.writerow(
            safe_cell(cell)
            for cell in (
                role.user.name,
                role.get_kind_display(),
                role.place.name if role.place else "",
                names.get(role.territory, role.territory),
                role.starts_on.isoformat(),
                role.last_day.isoformat() if role.last_day else "",
                role.user.phone,
                role.user.email,
            )
        )
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def grant_role(request: HttpRequest) -> HttpResponse:
    network = managed_network(request)
    today = timezone.localdate()
    form = GrantForm(request.POST or None, user=request.user, network=network, initial={"starts_on": today})
    if request.method == "POST" and form.is_valid():
        try:
            role = _grant(request, network, form)
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("%(person)s a maintenant ce rôle.") % {"person": role.user})
            return redirect(team_address(network))
    return render(request, "people/grant_role.html", {"form": form, "team_network": network})


def _grant(request: HttpRequest, network: Network, form: GrantForm) -> Role:
    email = form.cleaned_data["email"].lower()
    user = User.objects.open().filter(email=email, roles__in=Role.objects.visible_to(request.user)).first()
    if user is None:
        raise Refused(
            _("Personne de votre équipe ne se connecte avec cette adresse : envoyez plutôt une invitation."),
            field="email",
        )
    return actions.grant_role(user=user, network=network, by=request.user, **form.offer(), **form.days())


def _role(request: HttpRequest, pk: int) -> Role:
    roles = Role.objects.visible_to(request.user).select_related("user", "network", "place")
    return get_object_or_404(roles, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def end_role(request: HttpRequest, pk: int) -> HttpResponse:
    role = _role(request, pk)
    if not access.can_end_role(request.user, role):
        raise Http404
    ahead = leaving.ahead_of(role, request.user, timezone.now())
    form = EndRoleForm(request.POST or None, has_ahead=bool(ahead))
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_role(role=role, on=form.end(timezone.localdate()), by=request.user)
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("C’est noté : le rôle de %(person)s se termine.") % {"person": role.user})
            return redirect(team_address(role.network) if role.user_id != request.user.pk else "people:account")
    return render(request, "people/end_role.html", {"form": form, "role": role, "ahead": ahead})


@require_http_methods(["GET", "HEAD", "POST"])
def change_role_dates(request: HttpRequest, pk: int) -> HttpResponse:
    role = _role(request, pk)
    if not access.can_grant(request.user, role.holding):
        raise Http404
    form = RoleDatesForm(request.POST or None, initial={"starts_on": role.starts_on, "last_day": role.last_day})
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_role_dates(role=role, by=request.user, **form.days())
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Les dates du rôle de %(person)s sont changées.") % {"person": role.user})
            return redirect(team_address(role.network))
    return render(request, "people/role_dates.html", {"form": form, "role": role})
