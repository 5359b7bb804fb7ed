"""What the network agreed on about loans, as data: one rule, one sentence."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .seen import OfNetworkQuerySet


class SharingRule(models.Model):
    """How far ahead, how long, how many per place and month, or what is set aside for a place; `model` narrows it."""

    class Kind(models.TextChoices):
        AHEAD = "ahead", _("tant de jours à l’avance, au plus")
        LONGEST = "longest", _("tant de jours de suite, au plus")
        PER_MONTH = "per_month", _("tant de prêts par lieu et par mois, au plus")
        SET_ASIDE = "set_aside", _("tant d’unités gardées pour un lieu")
        NEIGHBOURS = "neighbours", _("les voisins invités peuvent emprunter")

    network = models.ForeignKey("territory.Network", models.CASCADE, related_name="sharing_rules")
    kind = models.CharField(_("règle"), max_length=10, choices=Kind)
    number = models.PositiveSmallIntegerField(_("combien"), default=0)
    model = models.ForeignKey(
        "sharing.EquipmentModel", models.CASCADE, null=True, blank=True, related_name="rules", verbose_name=_("modèle")
    )
    place = models.ForeignKey(
        "territory.Place", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("lieu")
    )

    objects = OfNetworkQuerySet["SharingRule"].as_manager()

    class Meta:
        verbose_name = _("règle de partage")
        verbose_name_plural = _("règles de partage")
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="set_aside") | Q(model__isnull=False, place__isnull=False),
                name="set_aside_for_a_place",
                violation_error_message=_("Dites quel modèle est gardé, et pour quel lieu."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
