"""The certificates that were given."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maille.workshops.rules.codes import new_code, said


class Certificate(models.Model):
    """A certificat de réalisation, as it was given: its words do not change with what they were drawn from.

    `code` is printed on it and opens the public page that says whether it is true. One that was withdrawn stays,
    since its paper goes on being shown; a person has one at most that is not.
    """

    trainee = models.ForeignKey("companies.Trainee", models.CASCADE, related_name="certificates")
    code = models.CharField(_("code"), max_length=6, unique=True, default=new_code, editable=False)
    content = models.JSONField(default=dict, editable=False)
    issued_at = models.DateTimeField(_("remis le"))
    issued_by = models.ForeignKey(
        "people.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("remis par")
    )
    withdrawn_at = models.DateTimeField(_("retiré le"), null=True, blank=True)
    withdraw_reason = models.CharField(_("raison"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("certificat de réalisation")
        verbose_name_plural = _("certificats de réalisation")
        constraints = [
            models.UniqueConstraint(
                fields=["trainee"],
                condition=Q(withdrawn_at__isnull=True),
                name="certificate_live_once",
                violation_error_message=_("Cette personne a déjà son certificat."),
            )
        ]

    def __str__(self) -> str:
        return str(self.trainee)

    @property
    def spoken_code(self) -> str:
        return said(self.code)

    def get_absolute_url(self) -> str:
        """The public page that says whether it is true."""
        return reverse("companies:check", args=[self.code])
