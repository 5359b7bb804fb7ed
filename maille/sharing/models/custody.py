"""Who holds each unit: legs from place to place, and what was told at each door. Append-only; the last line is true."""

import uuid
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maille.people.access import coordinated_ids, team_place_ids


class Carrier(models.TextChoices):
    PERSON = "person", _("quelqu’un")
    RIDE = "ride", _("un médiateur qui y va déjà")
    VAN = "van", _("la tournée de la camionnette")
    FETCH = "fetch", _("le lieu qui reçoit vient chercher")


class LegQuerySet(models.QuerySet["Leg"]):
    def ahead(self) -> Self:
        """Neither arrived nor cancelled."""
        return self.filter(arrived_at__isnull=True, cancelled_at__isnull=True)

    def visible_to(self, user: Any) -> Self:
        """The teams of both ends, who carries it, the coordination."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self.all()
        places = team_place_ids(user)
        ends = Q(origin__in=places) | Q(destination__in=places)
        return self.filter(ends | Q(carrier=user) | Q(network__in=coordinated_ids(user)))


class Leg(models.Model):
    """A unit goes from one place to another: to whom it was promised, straight on to the next, or home.

    `leaves_at` is planned, `due_at` the latest it may arrive; `left_at` and `arrived_at` are what the doors told.
    """

    network = models.ForeignKey("territory.Network", models.CASCADE, related_name="legs")
    unit = models.ForeignKey("sharing.Unit", models.PROTECT, related_name="legs", verbose_name=_("unité"))
    promise = models.ForeignKey(
        "sharing.Promise", models.SET_NULL, null=True, blank=True, related_name="legs", verbose_name=_("promesse")
    )
    origin = models.ForeignKey("territory.Place", models.PROTECT, related_name="legs_from", verbose_name=_("de"))
    destination = models.ForeignKey("territory.Place", models.PROTECT, related_name="legs_to", verbose_name=_("à"))
    leaves_at = models.DateTimeField(_("départ prévu"))
    due_at = models.DateTimeField(_("attendu au plus tard"))
    carried_by = models.CharField(_("porté par"), max_length=6, choices=Carrier, default=Carrier.PERSON)
    carrier = models.ForeignKey(
        "people.User", models.SET_NULL, null=True, blank=True, related_name="carried_legs", verbose_name=_("porteur")
    )
    round = models.ForeignKey(
        "sharing.Round", models.SET_NULL, null=True, blank=True, related_name="legs", verbose_name=_("tournée")
    )
    left_at = models.DateTimeField(_("parti le"), null=True, blank=True)
    arrived_at = models.DateTimeField(_("arrivé le"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("annulé le"), null=True, blank=True)

    objects = LegQuerySet.as_manager()

    class Meta:
        verbose_name = _("trajet d’une unité")
        verbose_name_plural = _("trajets des unités")
        constraints = [
            models.CheckConstraint(condition=~Q(origin=models.F("destination")), name="leg_goes_somewhere"),
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(left_at__isnull=False, arrived_at__isnull=True, cancelled_at__isnull=True),
                name="unit_on_one_way_at_once",
            ),
        ]
        indexes = [
            models.Index(fields=["network", "leaves_at"], name="leg_of_network"),
            models.Index(fields=["unit", "leaves_at"], name="leg_of_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.unit}, {self.origin} – {self.destination}"


class CustodyEventQuerySet(models.QuerySet["CustodyEvent"]):
    def in_order(self) -> Self:
        return self.order_by("at", "pk")


class CustodyEvent(models.Model):
    """What was told of one unit at one door: prepared, given, taken in, checked, missing, damaged, seen elsewhere.

    `key` is drawn by the device that tells it: told again, it is the same line. `at` is when it happened, as the device
    says it within bounds; `noted_at` when it reached us. `missing` lists what lacked of a kit, by label.
    """

    class Kind(models.TextChoices):
        PREPARED = "prepared", _("préparé")
        GIVEN = "given", _("remis au porteur")
        RECEIVED = "received", _("reçu")
        CHECKED = "checked", _("contrôlé")
        MISSING = "missing", _("manquant")
        DAMAGED = "damaged", _("abîmé")
        FOUND = "found", _("retrouvé")
        SEEN = "seen", _("vu ailleurs qu’attendu")
        LATE = "late", _("annoncé en retard")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey("sharing.Unit", models.PROTECT, related_name="custody", verbose_name=_("unité"))
    kind = models.CharField(_("quoi"), max_length=10, choices=Kind)
    leg = models.ForeignKey(Leg, models.PROTECT, null=True, blank=True, related_name="events")
    promise = models.ForeignKey("sharing.Promise", models.PROTECT, null=True, blank=True, related_name="events")
    place = models.ForeignKey("territory.Place", models.PROTECT, related_name="custody_events", verbose_name=_("lieu"))
    by = models.ForeignKey("people.User", models.SET_NULL, null=True, blank=True, related_name="+")
    other = models.ForeignKey(
        "people.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("avec")
    )
    at = models.DateTimeField(_("quand"))
    noted_at = models.DateTimeField(_("noté le"))
    missing = models.JSONField(_("ce qui manque"), default=list, blank=True)
    note = models.CharField(_("à savoir"), max_length=300, blank=True)

    objects = CustodyEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("remise")
        verbose_name_plural = _("remises")
        indexes = [
            models.Index(fields=["unit", "at"], name="custody_of_unit"),
            models.Index(fields=["place", "at"], name="custody_in_place"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.kind}"


class CustodyEcho(models.Model):
    """A hand-over that another device told too, under a key of its own: sent again, that key is the same line still."""

    key = models.UUIDField(unique=True, editable=False)
    event = models.ForeignKey(CustodyEvent, models.CASCADE, related_name="echoes", verbose_name=_("remise"))

    class Meta:
        verbose_name = _("remise dite deux fois")
        verbose_name_plural = _("remises dites deux fois")

    def __str__(self) -> str:
        return str(self.event)


class CustodyPhoto(models.Model):
    """What one saw at a door: a small JPEG that tells nothing of its camera, and what it shows in words."""

    event = models.OneToOneField(CustodyEvent, models.CASCADE, related_name="photo", verbose_name=_("remise"))
    jpeg = models.BinaryField(editable=False)
    alt = models.CharField(_("ce que montre la photo"), max_length=200)

    class Meta:
        verbose_name = _("photo d’une remise")
        verbose_name_plural = _("photos des remises")

    def __str__(self) -> str:
        return self.alt
