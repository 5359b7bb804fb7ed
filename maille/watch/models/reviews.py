"""Press reviews: stories chosen, in order, with one line each."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .sources import watched_ids
from .stories import Story


class ReviewQuerySet(models.QuerySet["Review"]):
    def published(self) -> Self:
        return self.filter(published_at__isnull=False).order_by("-number")

    def visible_to(self, user: Any) -> Self:
        """What is published, for everybody; the next one for those who watch."""
        return self.filter(Q(published_at__isnull=False) | Q(network_id__in=watched_ids(user)))


class Review(models.Model):
    """One press review. Without `published_at`, the next one of its network, in the making; there is one at most."""

    network = models.ForeignKey("territory.Network", models.CASCADE, related_name="+", verbose_name=_("réseau"))
    number = models.PositiveIntegerField(_("numéro"))
    title = models.CharField(_("titre"), max_length=120, blank=True)
    intro = models.TextField(_("en tête"), max_length=1_000, blank=True)
    published_at = models.DateTimeField(_("publiée le"), null=True, blank=True, editable=False)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("revue de presse")
        verbose_name_plural = _("revues de presse")
        constraints = [
            models.UniqueConstraint(fields=["network", "number"], name="watch_review_number_once"),
            models.UniqueConstraint(
                fields=["network"], condition=Q(published_at__isnull=True), name="watch_one_review_in_the_making"
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(_("Revue de presse n°\u00a0%(number)s") % {"number": self.number})

    def get_absolute_url(self) -> str:
        return reverse("watch:review", args=[self.number])


class ReviewLine(models.Model):
    """One story in a review: where it stands, our line, and the link as it was that day."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="lines", verbose_name=_("revue"))
    story = models.ForeignKey(Story, models.PROTECT, related_name="lines", verbose_name=_("histoire"))
    position = models.PositiveSmallIntegerField(_("rang"))
    sentence = models.CharField(_("en une phrase"), max_length=300, blank=True)
    title = models.CharField(_("titre"), max_length=300)
    url = models.CharField(_("adresse"), max_length=2_000, blank=True)
    source = models.CharField(_("source"), max_length=120, blank=True)
    at = models.DateTimeField(_("publié le"))
    chosen_by = models.ForeignKey(
        "people.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("choisie par")
    )

    class Meta:
        verbose_name = _("ligne d’une revue")
        verbose_name_plural = _("lignes des revues")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["review", "story"], name="watch_line_once")]

    def __str__(self) -> str:
        return self.title
