"""What people say is wrong in the page of a place."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maille.people import rules
from maille.territory.models import NetworkPlace


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def waiting(self) -> Self:
        return self.filter(state=Correction.State.WAITING)

    def visible_to(self, user: Any) -> Self:
        """For those who can set it right: the manager of the place, the coordinators of its networks."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self.all()
        managed = {role.place_id for role in user.roles_on(timezone.localdate()) if role.kind == rules.PLACE_MANAGER}
        within = NetworkPlace.objects.filter(network_id__in=user.coordinated_network_ids()).values("place_id")
        return self.filter(Q(place_id__in=managed) | Q(place_id__in=within))

    def in_order(self) -> Self:
        """Oldest first: who wrote first has waited most."""
        return self.order_by("created_at", "pk")


class Correction(models.Model):
    """A mistake somebody reports, without an account, or a change that someone of the place proposes.

    Nothing of it is public. `contact` is emptied some weeks after the answer. `values` and `shown` hold a proposal:
    what it would write, and what the page said when it was written.
    """

    class Kind(models.TextChoices):
        CLOSED = "closed", _("Ce lieu n’existe plus")
        MOVED = "moved", _("Il a changé d’adresse")
        HOURS = "hours", _("Les horaires sont faux")
        PHONE = "phone", _("Le téléphone ou le courriel est faux")
        OTHER = "other", _("Autre chose")
        PROPOSAL = "proposal", _("Changements proposés")

    class State(models.TextChoices):
        WAITING = "waiting", _("à traiter")
        ACCEPTED = "accepted", _("pris en compte")
        REJECTED = "rejected", _("écarté")

    place = models.ForeignKey("territory.Place", models.CASCADE, related_name="corrections", verbose_name=_("lieu"))
    kind = models.CharField(_("ce qui ne va pas"), max_length=10, choices=Kind)
    words = models.TextField(_("message"), max_length=2000, blank=True)
    contact = models.CharField(_("contact"), max_length=200, blank=True)
    values = models.JSONField(_("changements"), default=dict, blank=True)
    shown = models.JSONField(default=dict, blank=True, editable=False)
    created_at = models.DateTimeField(_("reçu le"))
    created_by = models.ForeignKey(
        "people.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("proposé par")
    )
    state = models.CharField(_("état"), max_length=10, choices=State, default=State.WAITING)
    reason = models.CharField(_("raison"), max_length=300, blank=True)
    closed_at = models.DateTimeField(_("traité le"), null=True, blank=True)
    closed_by = models.ForeignKey(
        "people.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("traité par")
    )

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("signalement")
        verbose_name_plural = _("signalements")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="waiting", closed_at__isnull=True) | ~Q(state="waiting") & Q(closed_at__isnull=False),
                name="correction_closed_when_answered",
            ),
        ]
        indexes = [models.Index(fields=["state", "created_at"], name="correction_to_answer")]

    def __str__(self) -> str:
        return f"{self.place}\u00a0: {self.get_kind_display()}"
