"""The shared computers of a place."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maille.people import rules
from maille.territory.models import NetworkPlace


class DeskQuerySet(models.QuerySet["Desk"]):
    def open(self) -> Self:
        return self.filter(closed_at__isnull=True)

    def with_secret(self, secret: str) -> Self:
        return self.filter(token_hash=rules.hash_of_secret(secret))

    def visible_to(self, user: Any, *, on: date | None = None) -> Self:
        """Desks of the places one manages, or of the network one coordinates."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self.all()
        roles = user.roles_on(on or timezone.localdate())
        coordinated = {role.network_id for role in roles if role.kind == rules.COORDINATOR}
        managed = {role.place_id for role in roles if role.kind == rules.PLACE_MANAGER}
        # `in` a sub-query, not a join: a place in two coordinated networks would come twice.
        within = NetworkPlace.objects.filter(network_id__in=coordinated).values("place_id")
        return self.filter(Q(place_id__in=managed) | Q(place_id__in=within))


class Desk(models.Model):
    """A shared computer of a place, trusted by its place manager, known by a secret cookie."""

    place = models.ForeignKey("territory.Place", models.CASCADE, related_name="desks", verbose_name=_("lieu"))
    name = models.CharField(_("nom du poste"), max_length=60)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    opened_by = models.ForeignKey(
        "people.User", models.SET_NULL, null=True, related_name="+", verbose_name=_("ouvert par")
    )
    opened_at = models.DateTimeField(_("ouvert le"))
    closed_at = models.DateTimeField(_("fermé le"), null=True, blank=True)

    objects = DeskQuerySet.as_manager()

    class Meta:
        verbose_name = _("poste partagé")
        verbose_name_plural = _("postes partagés")

    def __str__(self) -> str:
        return f"{self.name} ({self.place})"
