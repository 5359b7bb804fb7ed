"""What others said on a social network, kept beside the statement that speaks of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .statements import Statement


class Quote(models.Model):
    """A post of a social network, kept as our own words of it: who, when, captured when, and its sum."""

    class State(models.TextChoices):
        ONLINE = "online", _("en ligne quand nous l’avons lu")
        DELETED = "deleted", _("supprimé par son auteur")
        REMOVED = "removed", _("retiré à la demande")

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="quotes", verbose_name=_("texte"))
    number = models.PositiveSmallIntegerField(_("numéro"))
    author = models.CharField(_("auteur"), max_length=120)
    role = models.CharField(_("qualité"), max_length=160, blank=True)
    network_name = models.CharField(_("réseau social"), max_length=60)
    url = models.URLField(_("adresse"), blank=True)
    posted_on = models.DateField(_("publié le"))
    captured_on = models.DateField(_("relevé le"))
    text = models.TextField(_("ce qui est dit"), max_length=2_000)
    is_summary = models.BooleanField(_("résumé par nous"), default=False)
    text_sum = models.CharField(_("empreinte"), max_length=64, editable=False)
    state = models.CharField(_("état"), max_length=8, choices=State, default=State.ONLINE)

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["statement", "number"], name="statement_quote_once")]

    def __str__(self) -> str:
        return f"{self.author}, {self.posted_on}"
