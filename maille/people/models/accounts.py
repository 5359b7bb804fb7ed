"""Someone who acts in the network, with an account of their own."""

from collections.abc import Collection
from datetime import date
from typing import Any, Self

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from maille.people import rules

from .roles import Role


class UserQuerySet(models.QuerySet["User"]):
    def open(self) -> Self:
        return self.filter(is_active=True)

    def at_desk_of(self, place_id: int, on: date) -> Self:
        """The team of a place that may pass from one to another at its shared desk, by name.

        A short code must not open more than the desk: neither administrators nor coordinators are there.
        """
        return (
            self.open()
            .filter(
                is_staff=False,
                is_superuser=False,
                pk__in=Role.objects.inside()
                .current(on)
                .filter(place_id=place_id, kind__in=rules.TEAM_KINDS)
                .values("user"),
            )
            .exclude(pk__in=Role.objects.current(on).filter(kind=rules.COORDINATOR).values("user"))
            .order_by("name", "pk")
        )


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user: User = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email=(email or "").lower())


class User(AbstractBaseUser, PermissionsMixin):
    """Someone who acts in the network with an account of their own. Residents are not users.

    `desk_place_id` is set on the account of a request made at a shared desk: there, only the roles held in that
    place count.
    """

    email = models.EmailField(
        _("adresse de courriel"),
        unique=True,
        error_messages={"unique": _("Un compte existe déjà avec cette adresse.")},
    )
    name = models.CharField(_("nom"), max_length=120)
    phone = models.CharField(_("téléphone"), max_length=20, blank=True)
    language = models.CharField(_("langue des courriels"), max_length=2, choices=settings.LANGUAGES, default="fr")
    is_staff = models.BooleanField(_("administre l’installation"), default=False)
    is_active = models.BooleanField(_("compte ouvert"), default=True)
    joined_at = models.DateTimeField(_("arrivée"), auto_now_add=True)
    desk_code = models.CharField(_("code du poste partagé"), max_length=128, blank=True, editable=False)
    desk_failures = models.PositiveSmallIntegerField(_("codes faux à la suite"), default=0, editable=False)
    desk_locked_until = models.DateTimeField(_("code bloqué jusqu’à"), null=True, blank=True, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    desk_place_id: int | None = None

    class Meta:
        verbose_name = _("compte")
        verbose_name_plural = _("comptes")
        constraints = [
            models.CheckConstraint(
                condition=Q(email=Lower("email")),
                name="user_email_in_lower_case",
                violation_error_message=_("Écrivez l’adresse de courriel en minuscules."),
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @cached_property
    def all_roles(self) -> list["Role"]:
        """Every role of the account, past and future too, read once: one query for a whole request.

        Not those in a place that has left the network: they open nothing, and count again if it comes back.
        """
        roles = self.roles.inside().select_related("network", "place")
        return list(roles.order_by("network__name", "place__name", "pk"))

    def roles_on(self, on: date) -> tuple["Role", ...]:
        """Roles in force that day; at a shared desk, only those of the desk's place."""
        roles = (role for role in self.all_roles if role.holding.is_active(on))
        if self.desk_place_id is None:
            return tuple(roles)
        return tuple(r for r in roles if r.place_id == self.desk_place_id and r.kind in rules.TEAM_KINDS)

    def holds(
        self,
        kinds: Collection[str],
        *,
        network_id: int | None = None,
        place_id: int | None = None,
        on: date | None = None,
    ) -> bool:
        """Tell whether one of these kinds of role is held (today) in that network, in that place, or anywhere."""
        return any(
            role.kind in kinds
            and network_id in (None, role.network_id)
            and (place_id is None or role.place_id == place_id)
            for role in self.roles_on(on or timezone.localdate())
        )

    def coordinated_network_ids(self) -> set[int]:
        """Networks that the account coordinates today: their journal is open to it."""
        return {role.network_id for role in self.roles_on(timezone.localdate()) if role.kind == rules.COORDINATOR}

    def can_read_journal(self, network_id: int | None) -> bool:
        return self.is_superuser or network_id in self.coordinated_network_ids()

    @property
    def is_at_desk(self) -> bool:
        return self.desk_place_id is not None
