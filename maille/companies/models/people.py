"""The people whom a company sends."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .certificates import Certificate


class TraineeQuerySet(models.QuerySet["Trainee"]):
    def on_list(self) -> Self:
        return self.filter(left_at__isnull=True).order_by("pk")


class Trainee(models.Model):
    """One employee on the list of a company; a registration once the sessions are open.

    `key` is how the same person is known twice: the words of the name, and the address when there is one. The name is
    the certificate's own: it outlives the record of the resident as long as the law asks for the papers.
    """

    enquiry = models.ForeignKey("companies.Enquiry", models.CASCADE, related_name="trainees")
    name = models.CharField(_("nom"), max_length=120)
    email = models.EmailField(_("courriel"), blank=True)
    key = models.CharField(max_length=400, editable=False)
    registration = models.OneToOneField(
        "workshops.Registration", models.SET_NULL, null=True, blank=True, related_name="trainee"
    )
    added_at = models.DateTimeField(_("ajoutée le"))
    left_at = models.DateTimeField(_("retirée le"), null=True, blank=True)

    objects = TraineeQuerySet.as_manager()

    class Meta:
        verbose_name = _("personne en formation")
        verbose_name_plural = _("personnes en formation")
        constraints = [
            models.UniqueConstraint(
                fields=["enquiry", "key"],
                condition=Q(left_at__isnull=True),
                name="trainee_once_on_list",
                violation_error_message=_("Cette personne est déjà dans la liste."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def certificate(self) -> Certificate | None:
        """The last that was given, which may be withdrawn; read of a list, prefetch `certificates`."""
        return max(self.certificates.all(), key=lambda one: one.pk, default=None)
