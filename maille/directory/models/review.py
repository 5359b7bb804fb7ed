"""Two records that may be one place, and those that people have joined."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class PlacePairQuerySet(models.QuerySet["PlacePair"]):
    def waiting(self) -> Self:
        """Not answered yet, both records still shown."""
        return self.filter(answer="", first__is_published=True, second__is_published=True)

    def in_network(self, network: Any) -> Self:
        """Both records are of this network, which alone may join them."""
        return self.filter(first__network_places__network=network, second__network_places__network=network)

    def in_order(self) -> Self:
        """The surest first; the same order tomorrow."""
        return self.order_by("-score", "pk")


class PlacePair(models.Model):
    """Two records of the network that look like one place, and what a person answered.

    `fingerprint` sums up what both records said of themselves when they were compared: an answer holds as long as
    neither has changed. `evidence` is what the comparison found, as it writes it.
    """

    class Band(models.TextChoices):
        SAME = "same", _("sans doute le même lieu")
        REVIEW = "review", _("à regarder")

    class Answer(models.TextChoices):
        SAME = "same", _("un seul lieu")
        HOSTED = "hosted", _("un lieu, deux structures")
        DIFFERENT = "different", _("deux lieux")

    first = models.ForeignKey("territory.Place", models.CASCADE, related_name="+", verbose_name=_("premier lieu"))
    second = models.ForeignKey("territory.Place", models.CASCADE, related_name="+", verbose_name=_("second lieu"))
    score = models.PositiveSmallIntegerField(_("ressemblance"))
    band = models.CharField(_("avis"), max_length=10, choices=Band)
    evidence = models.JSONField(_("indices"), default=list, blank=True)
    fingerprint = models.CharField(max_length=64, editable=False)
    found_at = models.DateTimeField(_("trouvée le"))
    answer = models.CharField(_("réponse"), max_length=10, choices=Answer, blank=True)
    answered_at = models.DateTimeField(_("répondu le"), null=True, blank=True)
    answered_by = models.ForeignKey(
        "people.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("répondu par")
    )

    objects = PlacePairQuerySet.as_manager()

    class Meta:
        verbose_name = _("paire de lieux")
        verbose_name_plural = _("paires de lieux")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="pair_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="pair_in_order"),
        ]
        indexes = [models.Index(fields=["answer", "-score"], name="pair_to_answer")]

    def __str__(self) -> str:
        return f"{self.first} / {self.second}"


class MergeQuerySet(models.QuerySet["Merge"]):
    def standing(self) -> Self:
        return self.filter(undone_at__isnull=True)

    def in_network(self, network: Any) -> Self:
        return self.filter(kept__network_places__network=network)


class Merge(models.Model):
    """Two records joined into one place: the one kept, the one absorbed, and all that is needed to part them again."""

    class Kind(models.TextChoices):
        SAME = "same", _("un seul lieu")
        HOSTED = "hosted", _("un lieu, deux structures")

    kept = models.ForeignKey("territory.Place", models.PROTECT, related_name="merges", verbose_name=_("lieu gardé"))
    absorbed = models.ForeignKey(
        "territory.Place", models.PROTECT, related_name="merges_away", verbose_name=_("lieu réuni")
    )
    kind = models.CharField(_("réponse"), max_length=10, choices=Kind)
    # What moved: {"choices": {group: …}, "fields": {name: [below, above]}, "origins": …, "links": …, "rooms": [ids]…}
    moved = models.JSONField(default=dict, editable=False)
    at = models.DateTimeField(_("réunis le"))
    by = models.ForeignKey(
        "people.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("réunis par")
    )
    undone_at = models.DateTimeField(_("séparés le"), null=True, blank=True)
    undone_by = models.ForeignKey(
        "people.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("séparés par")
    )

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("réunion de deux lieux")
        verbose_name_plural = _("réunions de lieux")
        constraints = [
            models.UniqueConstraint(
                fields=["absorbed"],
                condition=Q(undone_at__isnull=True),
                name="absorbed_once",
                violation_error_message=_("Ce lieu est déjà réuni avec un autre\u00a0: séparez-les d’abord."),
            ),
            models.CheckConstraint(condition=~Q(kept=F("absorbed")), name="merge_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.absorbed} → {self.kept}"
