"""Ways between places, and the network's van with its rounds."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from maille.sharing.rules.journeys import Mode


class Journey(models.Model):
    """How long the way between two places is, written by somebody who knows; otherwise it is estimated."""

    network = models.ForeignKey("territory.Network", models.CASCADE, related_name="journeys")
    origin = models.ForeignKey("territory.Place", models.CASCADE, related_name="+", verbose_name=_("de"))
    destination = models.ForeignKey("territory.Place", models.CASCADE, related_name="+", verbose_name=_("à"))
    mode = models.CharField(_("comment"), max_length=8, choices=[(mode.value, mode.value) for mode in Mode])
    minutes = models.PositiveSmallIntegerField(_("minutes"), validators=[MaxValueValidator(600)])

    class Meta:
        verbose_name = _("temps de trajet")
        verbose_name_plural = _("temps de trajet")
        constraints = [
            models.UniqueConstraint(fields=["network", "origin", "destination", "mode"], name="journey_said_once"),
            models.CheckConstraint(condition=~Q(origin=F("destination")), name="journey_goes_somewhere"),
        ]

    def __str__(self) -> str:
        return f"{self.origin} – {self.destination}"


class Van(models.Model):
    """A vehicle of the network; how many large objects it takes."""

    network = models.ForeignKey("territory.Network", models.CASCADE, related_name="vans")
    name = models.CharField(_("nom"), max_length=80)
    holds = models.PositiveSmallIntegerField(_("gros objets au plus"), default=6)

    class Meta:
        verbose_name = _("véhicule")
        verbose_name_plural = _("véhicules")
        constraints = [models.UniqueConstraint(fields=["network", "name"], name="van_once_in_network")]

    def __str__(self) -> str:
        return self.name


class Round(models.Model):
    """A van goes round one day, with a driver: what it carries is in the legs that take it."""

    network = models.ForeignKey("territory.Network", models.CASCADE, related_name="rounds")
    van = models.ForeignKey(Van, models.PROTECT, related_name="rounds", verbose_name=_("véhicule"))
    driver = models.ForeignKey(
        "people.User", models.SET_NULL, null=True, blank=True, related_name="rounds", verbose_name=_("au volant")
    )
    starts_at = models.DateTimeField(_("début"))
    ends_at = models.DateTimeField(_("fin"))
    notes = models.CharField(_("à savoir"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("tournée")
        verbose_name_plural = _("tournées")
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="round_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return f"{self.van} {self.starts_at:%Y-%m-%d}"
