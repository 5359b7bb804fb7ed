"""Two records of one person that were joined, and what was moved, so that they can be parted."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maille.people.models import Resident


class ResidentMergeQuerySet(models.QuerySet["ResidentMerge"]):
    def standing(self) -> Self:
        return self.filter(parted_at__isnull=True)

    def visible_to(self, user: Any) -> Self:
        """Those who see the person."""
        return self.filter(kept__in=Resident.objects.visible_to(user).known())


class ResidentMerge(models.Model):
    """One record joined to another. `moved` holds keys and names of fields only, never a word about the person:

    {"registrations": [keys], "interests": [keys], "ended": [keys of interests], "taken": [names of fields]}.
    """

    kept = models.ForeignKey("people.Resident", models.CASCADE, related_name="merges", verbose_name=_("fiche gardée"))
    joined = models.ForeignKey("people.Resident", models.CASCADE, related_name="+", verbose_name=_("fiche réunie"))
    moved = models.JSONField(default=dict, editable=False)
    at = models.DateTimeField(_("réunies le"))
    by = models.ForeignKey(
        "people.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("réunies par")
    )
    parted_at = models.DateTimeField(_("séparées le"), null=True, blank=True)

    objects = ResidentMergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("fiches réunies")
        verbose_name_plural = _("fiches réunies")
        constraints = [
            models.UniqueConstraint(
                fields=["joined"],
                condition=Q(parted_at__isnull=True),
                name="resident_joined_once",
                violation_error_message=_("Cette fiche est déjà réunie à une autre."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.joined} → {self.kept}"
