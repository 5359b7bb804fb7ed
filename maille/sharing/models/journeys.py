"""Ways between places, and the network's van with its rounds."""

from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from maille.people.access import roles_of
from maille.people.rules import MEMBER_KINDS
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
    """A vehicle of the network: how many large objects it takes, and where it stands at night.

    One that serves no more keeps the rounds that it made.
    """

    network = models.ForeignKey("territory.Network", models.CASCADE, related_name="vans")
    name = models.CharField(_("nom"), max_length=80)
    holds = models.PositiveSmallIntegerField(
        _("gros objets au plus"), default=6, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    base = models.ForeignKey(
        "territory.Place", models.SET_NULL, null=True, blank=True, related_name="vans", verbose_name=_("garé à")
    )
    is_retired = models.BooleanField(_("ne sert plus"), default=False, db_default=False)

    class Meta:
        verbose_name = _("véhicule")
        verbose_name_plural = _("véhicules")
        constraints = [
            models.UniqueConstraint(
                fields=["network", "name"],
                name="van_once_in_network",
                violation_error_message=_("Un véhicule porte déjà ce nom\u00a0: changez l’un des deux."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class RoundQuerySet(models.QuerySet["Round"]):
    def visible_to(self, user: Any) -> Self:
        """Whoever is of the network sees when its van goes round; who drives sees her own."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self.all()
        inside = {role.network_id for role in roles_of(user) if role.kind in MEMBER_KINDS}
        return self.filter(Q(network__in=inside) | Q(driver=user))


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

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("tournée")
        verbose_name_plural = _("tournées")
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="round_ends_after_it_starts"),
        ]
        indexes = [models.Index(fields=["network", "starts_at"], name="round_of_network")]

    def __str__(self) -> str:
        return f"{self.van} {self.starts_at:%Y-%m-%d}"
