"""Attestations: what somebody followed, frozen on the day it is given."""

from typing import Any, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maille.activity.rules.slips import new_attestation_code, said
from maille.people.models import Resident


class AttestationQuerySet(models.QuerySet["Attestation"]):
    def visible_to(self, user: Any) -> Self:
        """Those who see the person."""
        return self.filter(resident__in=Resident.objects.visible_to(user))


class Attestation(models.Model):
    """ "A suivi": sessions, themes and time, on the day it was given. Never a diploma, and revoked by a word.

    `lines` is a list of {"title", "day", "minutes", "place", "themes"}; `initials` are all that the public page says of
    the person, unless the person asked for the name to be there (`shows_name`).
    """

    code = models.CharField(_("code"), max_length=8, unique=True, default=new_attestation_code, editable=False)
    network = models.ForeignKey("territory.Network", models.CASCADE, related_name="attestations")
    resident = models.ForeignKey("people.Resident", models.PROTECT, related_name="attestations")
    name = models.CharField(_("nom"), max_length=120, blank=True)
    initials = models.CharField(_("initiales"), max_length=40, blank=True)
    shows_name = models.BooleanField(_("le nom figure sur la page de vérification"), default=False)
    lines = models.JSONField(default=list, editable=False)
    issued_at = models.DateTimeField(_("donnée le"))
    by = models.ForeignKey(
        "people.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("donnée par")
    )
    revoked_at = models.DateTimeField(_("retirée le"), null=True, blank=True)
    revoke_reason = models.CharField(_("raison"), max_length=200, blank=True)

    objects = AttestationQuerySet.as_manager()

    class Meta:
        verbose_name = _("attestation")
        verbose_name_plural = _("attestations")

    def __str__(self) -> str:
        return said(self.code)

    @property
    def spoken_code(self) -> str:
        return said(self.code)

    @property
    def minutes(self) -> int:
        return sum(int(line["minutes"]) for line in self.lines)

    def get_absolute_url(self) -> str:
        """The page that says to anybody with the paper in hand that it is true."""
        return reverse("activity:check", args=[self.code])
