"""What is used up and bought again: filament, paper, batteries; how much of it each place has left."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .seen import InUseQuerySet


class Consumable(models.Model):
    """Counted in `measure` (spool, ream, box of ten); to be bought again when the network has `low` of it or fewer."""

    network = models.ForeignKey("territory.Network", models.CASCADE, related_name="consumables")
    name = models.CharField(_("nom"), max_length=120)
    measure = models.CharField(_("compté en"), max_length=40)
    low = models.PositiveSmallIntegerField(_("à racheter à partir de"), default=0)
    archived_at = models.DateTimeField(_("retiré le"), null=True, blank=True, editable=False)

    objects = InUseQuerySet["Consumable"].as_manager()

    class Meta:
        verbose_name = _("consommable")
        verbose_name_plural = _("consommables")
        constraints = [
            models.UniqueConstraint(
                fields=["network", "name"],
                condition=Q(archived_at__isnull=True),
                name="consumable_once_in_network",
                violation_error_message=_("Ce consommable existe déjà\u00a0: notez ce qu’il en reste."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Stock(models.Model):
    """How much of a consumable a place has left, as somebody of it said last."""

    consumable = models.ForeignKey(Consumable, models.CASCADE, related_name="stocks", verbose_name=_("consommable"))
    place = models.ForeignKey("territory.Place", models.CASCADE, related_name="stocks", verbose_name=_("lieu"))
    left = models.PositiveSmallIntegerField(_("ce qu’il reste"))
    noted_at = models.DateTimeField(_("noté le"))
    noted_by = models.ForeignKey("people.User", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("stock")
        verbose_name_plural = _("stocks")
        constraints = [models.UniqueConstraint(fields=["consumable", "place"], name="stock_once_in_place")]

    def __str__(self) -> str:
        return f"{self.left} × {self.consumable}, {self.place}"
