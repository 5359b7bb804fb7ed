"""A room of one place, kept for another: beside the sessions, which take their own."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .seen import OfNetworkQuerySet


class RoomBookingQuerySet(OfNetworkQuerySet["RoomBooking"]):
    def standing(self) -> Self:
        return self.filter(cancelled_at__isnull=True)

    def coming(self, at: datetime) -> Self:
        """Not over yet, the next one first."""
        return self.standing().filter(ends_at__gt=at).order_by("starts_at", "pk")


class RoomBooking(models.Model):
    """A room is kept for a place of the network over [starts_at, ends_at); what it takes is in `Occupation`."""

    network = models.ForeignKey("territory.Network", models.CASCADE, related_name="room_bookings")
    room = models.ForeignKey("territory.Room", models.CASCADE, related_name="bookings", verbose_name=_("salle"))
    place = models.ForeignKey("territory.Place", models.PROTECT, related_name="room_bookings", verbose_name=_("pour"))
    starts_at = models.DateTimeField(_("début"))
    ends_at = models.DateTimeField(_("fin"))
    purpose = models.CharField(_("pour quoi faire"), max_length=200)
    booked_by = models.ForeignKey("people.User", models.SET_NULL, null=True, blank=True, related_name="+")
    booked_at = models.DateTimeField(_("réservée le"))
    cancelled_at = models.DateTimeField(_("annulée le"), null=True, blank=True)

    objects = RoomBookingQuerySet.as_manager()

    class Meta:
        verbose_name = _("réservation de salle")
        verbose_name_plural = _("réservations de salles")
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="booking_ends_after_it_starts"),
        ]
        indexes = [models.Index(fields=["room", "starts_at"], name="booking_of_room")]

    def __str__(self) -> str:
        return f"{self.room}, {self.purpose}"
