"""My account: how I am called, my roles in words, my ways to sign in."""

from allauth.account.decorators import reauthentication_required
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.forms import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from maille.core.refusals import Refused, show_refusal
from maille.people import access, actions
from maille.people.actions.accounts import OWN_WORDS
from maille.people.actions.roles import territory_names
from maille.people.forms import AccountForm, DeskCodeForm
from maille.people.models import Role, User
from maille.people.rules import TEAM_KINDS


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    user, today = request.user, timezone.localdate()
    roles = access.roles_of(user, today)
    names = territory_names(role.territory for role in roles)
    return render(
        request,
        "people/account.html",
        {
            "rows": [{"role": role, "territory": names.get(role.territory, role.territory)} for role in roles],
            "coming": [role for role in user.all_roles if role.starts_on > today],
            "keys": _authenticators(user),
            "has_desk": any(role.kind in TEAM_KINDS for role in roles) and _may_sit_at_desks(user, roles),
            "can_open_desk": any(access.can_manage_people(user, role.network) for role in roles),
        },
    )


def _authenticators(user: User) -> dict[str, int]:
    """How many keys of each kind the account has; names without a dot for templates."""
    found = list(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    return {kind.value: found.count(kind.value) for kind in Authenticator.Type}


def _may_sit_at_desks(user: User, roles: tuple[Role, ...]) -> bool:
    return not (user.is_staff or user.is_superuser or any(role.kind == Role.Kind.COORDINATOR for role in roles))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_account(request: HttpRequest) -> HttpResponse:
    user = request.user
    form = AccountForm(request.POST or None, initial=model_to_dict(user, OWN_WORDS))
    if request.method == "POST" and form.is_valid():
        try:
            actions.update_account(user=user, by=user, **form.cleaned_data)
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Vos coordonnées sont à jour."))
            return redirect("people:account")
    return render(request, "people/edit_account.html", {"form": form})


@sensitive_post_parameters("code", "again")
@reauthentication_required(app="allauth.mfa")
@require_http_methods(["GET", "HEAD", "POST"])
def set_desk_code(request: HttpRequest) -> HttpResponse:
    form = DeskCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_desk_code(user=request.user, code=form.cleaned_data["code"], by=request.user)
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Votre code est changé. Il sert aux postes partagés de vos lieux."))
            return redirect("people:account")
    return render(request, "people/set_desk_code.html", {"form": form})
