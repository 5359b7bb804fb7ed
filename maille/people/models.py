"""Accounts, roles, invitations and shared desks."""

from datetime import date
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    """Someone who acts in the network with an account of their own. Residents are not users."""

    email = models.EmailField(_("adresse de courriel"), unique=True)
    name = models.CharField(_("nom"), max_length=120)
    phone = models.CharField(_("téléphone"), max_length=20, blank=True)
    is_staff = models.BooleanField(_("administre l’installation"), default=False)
    is_active = models.BooleanField(_("compte ouvert"), default=True)
    joined_at = models.DateTimeField(_("arrivée"), auto_now_add=True)
    desk_code = models.CharField(_("code du poste partagé"), max_length=128, blank=True, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("compte")
        verbose_name_plural = _("comptes")

    def __str__(self) -> str:
        return self.name or self.email


class RoleQuerySet(models.QuerySet["Role"]):
    def current(self, on: date) -> "RoleQuerySet":
        return self.filter(Q(starts_on__lte=on), Q(ends_on__isnull=True) | Q(ends_on__gt=on))


class Role(models.Model):
    """What a person may do in a network or in a place, from a day (included) to a day (excluded)."""

    class Kind(models.TextChoices):
        COORDINATOR = "coordinator", _("coordination du réseau")
        PLACE_MANAGER = "place_manager", _("responsable de lieu")
        MEDIATOR = "mediator", _("médiation numérique")
        DESK = "desk", _("accueil")
        NEIGHBOUR = "neighbour", _("voisin du réseau")
        PARTNER = "partner", _("partenaire d’un territoire")

    PLACE_KINDS = (Kind.PLACE_MANAGER, Kind.MEDIATOR, Kind.DESK, Kind.NEIGHBOUR)

    user = models.ForeignKey("people.User", models.CASCADE, related_name="roles", verbose_name=_("personne"))
    kind = models.CharField(_("rôle"), max_length=16, choices=Kind)
    network = models.ForeignKey(
        "territory.Network", models.CASCADE, related_name="roles", verbose_name=_("réseau")
    )
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
    granted_by = models.ForeignKey("people.User", models.SET_NULL, null=True, blank=True, related_name="+")

    objects = RoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("rôle")
        verbose_name_plural = _("rôles")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="role_ends_after_it_starts",
                violation_error_message=_("Le rôle finit avant de commencer : corrigez l’une des deux dates."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=("place_manager", "mediator", "desk", "neighbour"), place__isnull=False)
                | Q(kind__in=("coordinator", "partner"), place__isnull=True),
                name="role_has_a_place_when_it_needs_one",
                violation_error_message=_("Ce rôle se donne pour un lieu : choisissez le lieu."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="partner") | ~Q(territory=""),
                name="partner_reads_a_territory",
                violation_error_message=_("Un partenaire lit un territoire : dites lequel."),
            ),
        ]
        indexes = [models.Index(fields=["user", "network"], name="role_of_user")]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_kind_display()}"


class Invitation(models.Model):
    """A role offered to an e-mail address, taken by opening a secret link before it expires."""

    email = models.EmailField(_("adresse de courriel"))
    name = models.CharField(_("nom"), max_length=120)
    kind = models.CharField(_("rôle"), max_length=16, choices=Role.Kind)
    network = models.ForeignKey("territory.Network", models.CASCADE, related_name="invitations")
    place = models.ForeignKey(
        "territory.Place", models.CASCADE, null=True, blank=True, related_name="invitations", verbose_name=_("lieu")
    )
    territory = models.CharField(_("territoire lu"), max_length=9, blank=True)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey("people.User", models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField(_("envoyée le"))
    expires_at = models.DateTimeField(_("valable jusqu’au"))
    accepted_at = models.DateTimeField(_("acceptée le"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("annulée le"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")

    def __str__(self) -> str:
        return f"{self.email}, {self.get_kind_display()}"


class Desk(models.Model):
    """A shared computer of a place, trusted by its place manager, known by a secret cookie."""

    place = models.ForeignKey("territory.Place", models.CASCADE, related_name="desks", verbose_name=_("lieu"))
    name = models.CharField(_("nom du poste"), max_length=60)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    opened_by = models.ForeignKey("people.User", models.SET_NULL, null=True, related_name="+")
    opened_at = models.DateTimeField(_("ouvert le"))
    closed_at = models.DateTimeField(_("fermé le"), null=True, blank=True)

    class Meta:
        verbose_name = _("poste partagé")
        verbose_name_plural = _("postes partagés")

    def __str__(self) -> str:
        return f"{self.name} ({self.place})"
