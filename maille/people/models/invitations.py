"""A role offered to an address, until it is taken."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maille.people import rules

from .roles import Role


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
