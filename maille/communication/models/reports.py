"""What readers say is wrong in a published text."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from maille.people.access import coordinated_ids

from .statements import StatementVersion


class StatementReportQuerySet(models.QuerySet["StatementReport"]):
    def waiting(self) -> Self:
        return self.filter(state=StatementReport.State.WAITING)

    def taken(self) -> Self:
        return self.filter(state=StatementReport.State.TAKEN)

    def visible_to(self, user: Any) -> Self:
        """For the coordination, which writes the texts."""
        if user.is_authenticated and user.is_superuser:
            return self.all()
        return self.filter(version__statement__network_id__in=coordinated_ids(user))

    def for_display(self) -> Self:
        return self.select_related("version__statement__network", "closed_by").order_by("created_at", "pk")


class StatementReport(models.Model):
    """A mistake that somebody reports in a published text, without an account. Nothing of it is public.

    `email` is where the answer goes; it is emptied a month after. `answer` says why it was put aside.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("à lire")
        TAKEN = "taken", _("à corriger")
        CORRECTED = "corrected", _("corrigé")
        REJECTED = "rejected", _("écarté")

    version = models.ForeignKey(StatementVersion, models.PROTECT, related_name="reports", verbose_name=_("version"))
    words = models.TextField(_("message"), max_length=2_000)
    email = models.EmailField(_("courriel"), blank=True)
    language = models.CharField(_("langue"), max_length=2, default="fr")
    created_at = models.DateTimeField(_("reçu le"))
    state = models.CharField(_("état"), max_length=9, choices=State, default=State.WAITING)
    answer = models.CharField(_("réponse"), max_length=300, blank=True)
    closed_at = models.DateTimeField(_("traité le"), null=True, blank=True)
    closed_by = models.ForeignKey(
        "people.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("traité par")
    )

    objects = StatementReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("erreur signalée dans un texte")
        verbose_name_plural = _("erreurs signalées dans les textes")

    def __str__(self) -> str:
        return self.version.title
