"""Who came to an appointment."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from maille.appointments.models import Appointment

from .presence import State


class AppointmentAttendanceQuerySet(models.QuerySet["AppointmentAttendance"]):
    def present(self) -> Self:
        return self.filter(state=State.PRESENT)

    def visible_to(self, user: Any) -> Self:
        """Whoever sees the appointment."""
        return self.filter(appointment__in=Appointment.objects.visible_to(user))


class AppointmentAttendance(models.Model):
    """What was said of somebody who had an appointment: there, not there, excused, cancelled late; the last word."""

    appointment = models.OneToOneField(
        "appointments.Appointment",
        models.CASCADE,
        related_name="attendance",
        primary_key=True,
        verbose_name=_("rendez-vous"),
    )
    state = models.CharField(_("présence"), max_length=11, choices=State, default=State.EXPECTED)
    decided_at = models.DateTimeField(_("notée le"))
    by = models.ForeignKey(
        "people.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("notée par")
    )

    objects = AppointmentAttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("présence à un rendez-vous")
        verbose_name_plural = _("présences aux rendez-vous")

    def __str__(self) -> str:
        return f"{self.appointment} {self.get_state_display()}"
