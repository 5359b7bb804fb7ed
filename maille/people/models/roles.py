"""What a person may do in a network or in a place, and from when to when."""

from datetime import date, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maille.people import rules
from maille.territory.models import NetworkPlace


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
