"""The installation's own screens: to look, and to open or close an account.

The rest is done on the screens of the site, through actions that check and journal.
"""

from typing import Any

import allauth.account.admin
import allauth.mfa.admin  # noqa: F401 - the screens below replace those that it registers
from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.forms import ModelForm
from django.http import HttpRequest

from maille.core.refusals import Refused

from . import actions
from .models import Desk, Invitation, Role, User


class ReadOnlyAdmin(admin.ModelAdmin):
    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    list_display = ("name", "email", "is_active", "is_staff", "joined_at")
    list_filter = ("is_active", "is_staff")
    search_fields = ("name", "email")
    ordering = ("name",)
    fields = ("name", "email", "phone", "is_active", "is_staff", "is_superuser", "joined_at", "last_login")
    readonly_fields = ("name", "email", "phone", "joined_at", "last_login")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_superuser)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: User, form: ModelForm, change: bool) -> None:
        """Write through the action; a refusal is shown, and nothing changes."""
        try:
            actions.set_account_rights(
                user=obj,
                is_active=obj.is_active,
                is_staff=obj.is_staff,
                is_superuser=obj.is_superuser,
                by=request.user,
            )
        except Refused as refusal:
            messages.error(request, refusal.sentence)


@admin.register(Role)
class RoleAdmin(ReadOnlyAdmin):
    list_display = ("user", "kind", "network", "place", "territory", "starts_on", "ends_on")
    list_filter = ("kind", "network")
    search_fields = ("user__name", "user__email", "place__name")
    list_select_related = ("user", "network", "place")


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin):
    list_display = ("email", "kind", "network", "place", "invited_by", "sent_at", "accepted_at", "cancelled_at")
    list_filter = ("kind", "network")
    search_fields = ("email", "name")
    list_select_related = ("network", "place", "invited_by")
    exclude = ("token_hash",)


@admin.register(Desk)
class DeskAdmin(ReadOnlyAdmin):
    list_display = ("name", "place", "opened_by", "opened_at", "closed_at")
    search_fields = ("name", "place__name")
    list_select_related = ("place", "opened_by")
    exclude = ("token_hash",)


# allauth's own screens would let an administrator receive someone else's codes, read their secrets, and leave no line.
admin.site.unregister([EmailAddress, Authenticator])


@admin.register(EmailAddress)
class EmailAddressAdmin(ReadOnlyAdmin):
    list_display = ("email", "user", "primary", "verified")
    list_filter = ("primary", "verified")
    search_fields = ("email", "user__name")
    list_select_related = ("user",)


@admin.register(Authenticator)
class AuthenticatorAdmin(ReadOnlyAdmin):
    list_display = ("user", "type", "created_at", "last_used_at")
    list_filter = ("type",)
    search_fields = ("user__name", "user__email")
    list_select_related = ("user",)
    exclude = ("data",)


# The site's own door: a code by e-mail, a passkey, the second code; never Django's form with a password alone.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
