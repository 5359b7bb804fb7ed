"""What happened in other towns where the same was announced: dated facts and public positions, each with its source."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maille.people.access import coordinated_ids


class AnnouncementQuerySet(models.QuerySet["Announcement"]):
    def visible_to(self, user: Any) -> Self:
        if user.is_authenticated and user.is_superuser:
            return self.all()
        return self.filter(Q(is_published=True) | Q(network_id__in=coordinated_ids(user)))


class Announcement(models.Model):
    """Something announced here, and what became of the like elsewhere."""

    network = models.ForeignKey("territory.Network", models.CASCADE, related_name="+", verbose_name=_("réseau"))
    slug = models.SlugField(_("nom dans l’adresse"), max_length=80)
    title = models.CharField(_("ce qui est annoncé"), max_length=160)
    text = models.TextField(_("pourquoi nous regardons ailleurs"), max_length=2_000, blank=True)
    is_published = models.BooleanField(_("visible de tous"), default=False)

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        verbose_name = _("annonce suivie")
        verbose_name_plural = _("annonces suivies")
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "slug"],
                name="watch_announcement_once",
                violation_error_message=_("Une autre annonce porte déjà ce titre\u00a0: changez-le un peu."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("watch:announcement", args=[self.slug])


class Precision(models.TextChoices):
    DAY = "day", _("ce jour-là")
    MONTH = "month", _("ce mois-là")
    YEAR = "year", _("cette année-là")


class CityFact(models.Model):
    """A dated fact in a town, in our own words, with who says it."""

    announcement = models.ForeignKey(Announcement, models.CASCADE, related_name="facts", verbose_name=_("annonce"))
    city = models.CharField(_("ville"), max_length=80)
    happened_on = models.DateField(_("date"))
    precision = models.CharField(_("date connue"), max_length=5, choices=Precision, default=Precision.DAY)
    text = models.CharField(_("ce qui s’est passé"), max_length=500)
    source_name = models.CharField(_("qui le dit"), max_length=120)
    source_url = models.CharField(_("adresse de la source"), max_length=2_000, blank=True)

    class Meta:
        verbose_name = _("fait dans une autre ville")
        verbose_name_plural = _("faits dans d’autres villes")
        ordering = ["city", "happened_on", "pk"]

    def __str__(self) -> str:
        return f"{self.city}, {self.happened_on}"


class Position(models.Model):
    """What somebody said in public, in a public role: typed by a person, with the very words and where they are.

    Nothing else of anybody is kept: a name, the public role, the quotation.
    """

    class Stance(models.TextChoices):
        FOR = "for", _("pour")
        AGAINST = "against", _("contre")
        MIXED = "mixed", _("partagé")
        ASKS = "asks", _("demande des réponses")

    announcement = models.ForeignKey(Announcement, models.CASCADE, related_name="positions", verbose_name=_("annonce"))
    city = models.CharField(_("ville"), max_length=80)
    person = models.CharField(_("qui parle"), max_length=120)
    public_role = models.CharField(_("fonction publique"), max_length=160)
    stance = models.CharField(_("ce que cette personne en dit"), max_length=8, choices=Stance)
    quotation = models.CharField(_("ses mots exacts"), max_length=600)
    said_on = models.DateField(_("dit le"))
    source_name = models.CharField(_("où c’est écrit"), max_length=120)
    source_url = models.CharField(_("adresse de la source"), max_length=2_000)
    noted_by = models.ForeignKey(
        "people.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("noté par")
    )

    class Meta:
        verbose_name = _("position publique")
        verbose_name_plural = _("positions publiques")
        ordering = ["city", "said_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(quotation="") & ~Q(source_url="") & ~Q(public_role=""),
                name="watch_position_is_quoted",
                violation_error_message=_(
                    "Une position se note avec les mots exacts, leur source et la fonction de qui parle."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.said_on}"
