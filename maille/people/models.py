"""Accounts, roles, invitations and shared desks."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from typing import Any, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from maille.territory.models import NetworkPlace

from . import rules


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


class RoleQuerySet(models.QuerySet["Role"]):
    def inside(self) -> Self:
        """Roles of a whole network, and those in a place that is still in it."""
        link = NetworkPlace.objects.filter(network_id=OuterRef("network_id"), place_id=OuterRef("place_id"))
        return self.filter(Q(place__isnull=True) | Exists(link))

    def current(self, on: date) -> Self:
        return self.filter(Q(starts_on__lte=on), Q(ends_on__isnull=True) | Q(ends_on__gt=on))

    def not_over(self, on: date) -> Self:
        """In force that day or later."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=on))

    def over(self, on: date) -> Self:
        return self.filter(ends_on__lte=on)

    def visible_to(self, user: Any, *, on: date | None = None) -> Self:
        """A member sees who is who in their networks; a neighbour or a partner sees themselves and the coordination.

        Roles that are over, or in a place that has left, stay visible to those who manage them, and to the person.
        """
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self.all()
        day = on or timezone.localdate()
        roles = user.roles_on(day)
        coordinated = {role.network_id for role in roles if role.kind == rules.COORDINATOR}
        managed = {role.place_id for role in roles if role.kind == rules.PLACE_MANAGER}
        inside = {role.network_id for role in roles if role.kind in rules.MEMBER_KINDS}
        beside = {role.network_id for role in roles}
        colleagues = Q(network_id__in=inside) | Q(network_id__in=beside, kind=rules.COORDINATOR)
        not_over = Q(ends_on__isnull=True) | Q(ends_on__gt=day)
        still_there = Q(pk__in=Role.objects.inside().values("pk"))
        return self.filter(
            Q(network_id__in=coordinated)
            | Q(place_id__in=managed)
            | Q(user_id=user.pk)
            | (colleagues & not_over & still_there)
        )


class Role(models.Model):
    """What a person may do in a network or in a place, from a day (included) to a day (excluded)."""

    class Kind(models.TextChoices):
        COORDINATOR = rules.COORDINATOR, _("coordination du réseau")
        PLACE_MANAGER = rules.PLACE_MANAGER, _("responsable de lieu")
        MEDIATOR = rules.MEDIATOR, _("médiation numérique")
        DESK = rules.DESK, _("accueil")
        NEIGHBOUR = rules.NEIGHBOUR, _("voisin du réseau")
        PARTNER = rules.PARTNER, _("partenaire d’un territoire")

    user = models.ForeignKey("people.User", models.CASCADE, related_name="roles", verbose_name=_("personne"))
    kind = models.CharField(_("rôle"), max_length=16, choices=Kind)
    network = models.ForeignKey("territory.Network", models.CASCADE, related_name="roles", verbose_name=_("réseau"))
    place = models.ForeignKey(
        "territory.Place", models.CASCADE, null=True, blank=True, related_name="roles", verbose_name=_("lieu")
    )
    territory = models.CharField(
        _("territoire lu"),
        max_length=9,
        blank=True,
        help_text=_("Code INSEE d’une commune, SIREN d’une intercommunalité ou numéro d’un département."),
    )
    starts_on = models.DateField(_("à partir du"))
    ends_on = models.DateField(_("jusqu’au (exclu)"), null=True, blank=True)
    granted_by = models.ForeignKey(
        "people.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("donné par")
    )

    objects = RoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("rôle")
        verbose_name_plural = _("rôles")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="role_ends_after_it_starts",
                violation_error_message=_("Le rôle finit avant de commencer : corrigez l’une des deux dates."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=sorted(rules.PLACE_KINDS), place__isnull=False)
                | Q(kind__in=(rules.COORDINATOR, rules.PARTNER), place__isnull=True),
                name="role_has_a_place_when_it_needs_one",
                violation_error_message=_("Ce rôle se donne pour un lieu : choisissez le lieu."),
            ),
            models.CheckConstraint(
                condition=Q(kind=rules.PARTNER) & ~Q(territory="") | ~Q(kind=rules.PARTNER) & Q(territory=""),
                name="partner_reads_a_territory",
                violation_error_message=_("Un partenaire lit un territoire : dites lequel."),
            ),
            # A role without an end is held once: two acceptances at the same instant cannot both write it.
            models.UniqueConstraint(
                fields=["user", "kind", "network", "place"],
                condition=Q(ends_on__isnull=True, place__isnull=False),
                name="open_role_once_in_a_place",
                violation_error_message=_("Cette personne a déjà ce rôle dans ce lieu."),
            ),
            models.UniqueConstraint(
                fields=["user", "kind", "network", "territory"],
                condition=Q(ends_on__isnull=True, place__isnull=True),
                name="open_role_once_in_a_network",
                violation_error_message=_("Cette personne a déjà ce rôle dans ce réseau."),
            ),
        ]
        indexes = [models.Index(fields=["network", "kind", "user"], name="role_in_network")]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_kind_display()}"

    @property
    def last_day(self) -> date | None:
        """Last day in force, as people say it."""
        return self.ends_on - timedelta(days=1) if self.ends_on else None

    @property
    def holding(self) -> rules.Holding:
        return rules.Holding(self.kind, self.network_id, self.place_id, self.starts_on, self.ends_on)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def waiting(self) -> Self:
        """Neither accepted nor cancelled; it may have expired, and can then be sent again."""
        return self.filter(accepted_at__isnull=True, cancelled_at__isnull=True)

    def with_secret(self, secret: str) -> Self:
        return self.filter(token_hash=rules.hash_of_secret(secret))

    def visible_to(self, user: Any, *, on: date | None = None) -> Self:
        """Those one could have sent: a coordinator in the network, a place manager for the team of the place."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self.all()
        return self.filter(_within_reach(user.roles_on(on or timezone.localdate())))


def _within_reach(roles: Iterable["Role"]) -> Q:
    coordinated = {role.network_id for role in roles if role.kind == rules.COORDINATOR}
    managed = {(role.network_id, role.place_id) for role in roles if role.kind == rules.PLACE_MANAGER}
    reach = Q(network_id__in=coordinated)
    for network_id, place_id in sorted(managed):
        reach |= Q(network_id=network_id, place_id=place_id, kind__in=rules.GRANTED_BY_PLACE_MANAGER)
    return reach


class Invitation(models.Model):
    """A role offered to an e-mail address, taken by opening a secret link before it expires.

    The link is drawn by the task that writes the mail, and only its hash is kept: sending again makes a new link
    and kills the one before. `sendings` counts what was asked, `sent_at` says that the last of them has left.
    """

    email = models.EmailField(_("adresse de courriel"))
    name = models.CharField(_("nom"), max_length=120)
    kind = models.CharField(_("rôle"), max_length=16, choices=Role.Kind)
    network = models.ForeignKey(
        "territory.Network", models.CASCADE, related_name="invitations", verbose_name=_("réseau")
    )
    place = models.ForeignKey(
        "territory.Place", models.CASCADE, null=True, blank=True, related_name="invitations", verbose_name=_("lieu")
    )
    territory = models.CharField(_("territoire lu"), max_length=9, blank=True)
    token_hash = models.CharField(max_length=64, unique=True, null=True, editable=False)  # noqa: DJ001 - none before it is sent
    invited_by = models.ForeignKey(
        "people.User", models.SET_NULL, null=True, related_name="+", verbose_name=_("invitée par")
    )
    created_at = models.DateTimeField(_("demandée le"))
    sendings = models.PositiveSmallIntegerField(_("envois"), default=1, editable=False)
    sent_at = models.DateTimeField(_("envoyée le"), null=True, blank=True)
    expires_at = models.DateTimeField(_("valable jusqu’au"))
    accepted_at = models.DateTimeField(_("acceptée le"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        "people.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("acceptée par")
    )
    cancelled_at = models.DateTimeField(_("annulée le"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(cancelled_at__isnull=True),
                name="invitation_accepted_or_cancelled",
                violation_error_message=_("Une invitation acceptée ne s’annule plus : terminez plutôt le rôle."),
            ),
            models.CheckConstraint(
                condition=Q(email=Lower("email")),
                name="invitation_email_in_lower_case",
                violation_error_message=_("Écrivez l’adresse de courriel en minuscules."),
            ),
        ]
        indexes = [models.Index(fields=["network", "created_at"], name="invitation_in_network")]

    def __str__(self) -> str:
        return f"{self.email}, {self.get_kind_display()}"

    def state(self, at: datetime) -> rules.InvitationState:
        return rules.invitation_state(
            sent_at=self.sent_at,
            expires_at=self.expires_at,
            accepted_at=self.accepted_at,
            cancelled_at=self.cancelled_at,
            at=at,
        )


class DeskQuerySet(models.QuerySet["Desk"]):
    def open(self) -> Self:
        return self.filter(closed_at__isnull=True)

    def with_secret(self, secret: str) -> Self:
        return self.filter(token_hash=rules.hash_of_secret(secret))

    def visible_to(self, user: Any, *, on: date | None = None) -> Self:
        """Desks of the places one manages, or of the network one coordinates."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self.all()
        roles = user.roles_on(on or timezone.localdate())
        coordinated = {role.network_id for role in roles if role.kind == rules.COORDINATOR}
        managed = {role.place_id for role in roles if role.kind == rules.PLACE_MANAGER}
        # `in` a sub-query, not a join: a place in two coordinated networks would come twice.
        within = NetworkPlace.objects.filter(network_id__in=coordinated).values("place_id")
        return self.filter(Q(place_id__in=managed) | Q(place_id__in=within))


class Desk(models.Model):
    """A shared computer of a place, trusted by its place manager, known by a secret cookie."""

    place = models.ForeignKey("territory.Place", models.CASCADE, related_name="desks", verbose_name=_("lieu"))
    name = models.CharField(_("nom du poste"), max_length=60)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    opened_by = models.ForeignKey(
        "people.User", models.SET_NULL, null=True, related_name="+", verbose_name=_("ouvert par")
    )
    opened_at = models.DateTimeField(_("ouvert le"))
    closed_at = models.DateTimeField(_("fermé le"), null=True, blank=True)

    objects = DeskQuerySet.as_manager()

    class Meta:
        verbose_name = _("poste partagé")
        verbose_name_plural = _("postes partagés")

    def __str__(self) -> str:
        return f"{self.name} ({self.place})"
