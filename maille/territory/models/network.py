"""Networks, the organisations that run places, and which place is in which network with which ribbon."""

from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from maille.core.ribbon import Ribbon


class Organisation(models.Model):
    """A body that employs people and owns kit: a city, a social centre, an association."""

    name = models.CharField(_("nom"), max_length=200)
    siret = models.CharField(_("SIRET ou RNA"), max_length=14, blank=True)
    phone = models.CharField(_("téléphone"), max_length=20, blank=True)
    email = models.EmailField(_("courriel"), blank=True)
    website = models.URLField(_("site web"), blank=True)

    class Meta:
        verbose_name = _("structure")
        verbose_name_plural = _("structures")
        constraints = [
            models.UniqueConstraint(
                fields=["siret"],
                condition=~models.Q(siret=""),
                name="organisation_siret_once",
                violation_error_message=_("Une structure porte déjà ce SIRET\u00a0: ouvrez sa fiche."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Network(models.Model):
    """Places and people that share, coordinated by a resource centre."""

    slug = models.SlugField(_("nom dans l’adresse"), unique=True)
    name = models.CharField(_("nom"), max_length=120)
    presentation = models.TextField(_("présentation"), blank=True)
    resource_centre = models.ForeignKey(
        "territory.Place",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("pôle de ressources"),
    )
    main_commune = models.ForeignKey("territory.Commune", models.SET_NULL, null=True, blank=True, related_name="+")
    phone = models.CharField(_("téléphone"), max_length=20, blank=True)
    email = models.EmailField(_("courriel"), blank=True)
    brand_colour = models.CharField(
        _("couleur"),
        max_length=7,
        blank=True,
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Écrivez la couleur comme #0b5d4e."))],
    )
    data_notice = models.CharField(_("avis sur les données"), max_length=200, blank=True)
    places: "models.ManyToManyField[models.Model, models.Model]" = models.ManyToManyField(
        "territory.Place", through="NetworkPlace", related_name="networks"
    )

    class Meta:
        verbose_name = _("réseau")
        verbose_name_plural = _("réseaux")

    def __str__(self) -> str:
        return self.name


class NetworkPlace(models.Model):
    """One place in one network: as a member that shares, or as a neighbour; with its ribbon there."""

    class Kind(models.TextChoices):
        MEMBER = "member", _("membre")
        NEIGHBOUR = "neighbour", _("voisin")

    network = models.ForeignKey(Network, models.CASCADE, related_name="network_places")
    place = models.ForeignKey("territory.Place", models.CASCADE, related_name="network_places")
    kind = models.CharField(_("lien"), max_length=10, choices=Kind)
    since = models.DateField(_("depuis"), null=True, blank=True)
    rhythm = models.PositiveSmallIntegerField(_("rythme"), null=True, blank=True, validators=[MaxValueValidator(11)])
    hues = models.PositiveSmallIntegerField(_("couleurs"), null=True, blank=True, validators=[MaxValueValidator(11)])
    edge = models.PositiveSmallIntegerField(_("lisière"), null=True, blank=True, validators=[MaxValueValidator(3)])

    class Meta:
        verbose_name = _("lieu du réseau")
        verbose_name_plural = _("lieux du réseau")
        constraints = [
            models.UniqueConstraint(
                fields=["network", "place"],
                name="place_once_in_network",
                violation_error_message=_("Ce lieu est déjà dans le réseau."),
            ),
            models.UniqueConstraint(
                fields=["network", "rhythm", "hues", "edge"],
                name="ribbon_once_in_network",
                violation_error_message=_("Un autre lieu du réseau porte déjà ce ruban\u00a0: échangez les deux."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place} ({self.get_kind_display()})"

    @property
    def ribbon(self) -> Ribbon | None:
        if self.rhythm is None or self.hues is None or self.edge is None:
            return None
        return Ribbon(self.rhythm, self.hues, self.edge)
