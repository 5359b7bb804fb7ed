"""Communes, their postal codes, and the intercommunal bodies (EPCI) they belong to."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Epci(models.Model):
    """An intercommunal body (métropole, communauté…); source INSEE/DGCL."""

    siren = models.CharField(_("SIREN"), max_length=9, primary_key=True)
    name = models.CharField(_("nom"), max_length=200)

    class Meta:
        verbose_name = _("intercommunalité")
        verbose_name_plural = _("intercommunalités")

    def __str__(self) -> str:
        return self.name


class CommuneQuerySet(models.QuerySet["Commune"]):
    def current(self) -> "CommuneQuerySet":
        return self.filter(is_current=True)


class Commune(models.Model):
    """A commune of France, current or former; source INSEE and La Poste. Centroid in WGS 84 degrees."""

    code = models.CharField(_("code INSEE"), max_length=5, primary_key=True)
    name = models.CharField(_("nom"), max_length=100)
    search_name = models.CharField(max_length=100, db_index=True, editable=False)
    departement = models.CharField(_("département"), max_length=3, db_index=True)
    population = models.PositiveIntegerField(_("population"), default=0)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    is_current = models.BooleanField(default=True)
    epci = models.ForeignKey(Epci, models.SET_NULL, null=True, blank=True, related_name="communes")

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("commune")
        verbose_name_plural = _("communes")

    def __str__(self) -> str:
        return self.name


class PostalCode(models.Model):
    """A postal code serving a commune: several communes may share one, a town may have several."""

    code = models.CharField(_("code postal"), max_length=5, db_index=True)
    commune = models.ForeignKey(Commune, models.CASCADE, related_name="postal_codes")

    class Meta:
        verbose_name = _("code postal")
        verbose_name_plural = _("codes postaux")
        constraints = [models.UniqueConstraint(fields=["code", "commune"], name="postal_code_once_per_commune")]

    def __str__(self) -> str:
        return self.code
