"""Presence: the sheet of a session, who was there, and every tick that said so."""

from typing import Any, Self

from django.db import models
from django.db.models import Q, Sum
from django.utils.translation import gettext_lazy as _

from maille.activity.rules import ticks
from maille.people.access import coordinated_ids, team_place_ids


class State(models.TextChoices):
    EXPECTED = ticks.State.EXPECTED.value, _("attendue")
    PRESENT = ticks.State.PRESENT.value, _("présente")
    ABSENT = ticks.State.ABSENT.value, _("absente")
    EXCUSED = ticks.State.EXCUSED.value, _("excusée")
    LATE_CANCEL = ticks.State.LATE_CANCEL.value, _("annulée au dernier moment")


class Sheet(models.Model):
    """The presence sheet of a session: heads counted above the names, and closed once. Its row is what ticks lock."""

    session = models.OneToOneField(
        "workshops.Session", models.CASCADE, related_name="sheet", verbose_name=_("séance"), primary_key=True
    )
    headcount = models.PositiveSmallIntegerField(_("personnes comptées dans la salle"), null=True, blank=True)
    closed_at = models.DateTimeField(_("close le"), null=True, blank=True)
    closed_by = models.ForeignKey(
        "people.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("close par")
    )

    class Meta:
        verbose_name = _("feuille de présence")
        verbose_name_plural = _("feuilles de présence")

    def __str__(self) -> str:
        return str(self.session)


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def present(self) -> Self:
        return self.filter(state=State.PRESENT)

    def people(self) -> int:
        """How many people they are, those who came along with them included."""
        return int(self.aggregate(people=Sum("people", default=0))["people"])

    def visible_to(self, user: Any) -> Self:
        """The team of the session's place, who leads it, and the coordination: those who see its registrations."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self.all()
        return self.filter(
            Q(session__network__in=coordinated_ids(user))
            | Q(session__place__in=team_place_ids(user))
            | Q(session__session_mediators__mediator=user)
        ).distinct()


class Attendance(models.Model):
    """One person (and those who came along) at one session: registered, or walked in, with or without a name.

    `state` is that of the tick that stands. `key` is how devices name the person: "r12" for a registration, "w" and
    thirty-two figures drawn by the device for somebody who walked in.
    """

    session = models.ForeignKey("workshops.Session", models.CASCADE, related_name="attendances")
    key = models.CharField(max_length=33, editable=False)
    registration = models.ForeignKey(
        "workshops.Registration", models.CASCADE, null=True, blank=True, related_name="attendances"
    )
    resident = models.ForeignKey(
        "people.Resident",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="attendances",
        verbose_name=_("personne"),
    )
    name = models.CharField(_("nom"), max_length=120, blank=True)
    people = models.PositiveSmallIntegerField(_("personnes"), default=1)
    state = models.CharField(_("présence"), max_length=11, choices=State, default=State.EXPECTED)
    decided_at = models.DateTimeField(_("notée le"))
    by = models.ForeignKey(
        "people.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("notée par")
    )

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("présence")
        verbose_name_plural = _("présences")
        constraints = [
            models.UniqueConstraint(fields=["session", "key"], name="attendance_once_in_session"),
            models.CheckConstraint(condition=Q(people__gte=1), name="attendance_of_someone"),
        ]
        indexes = [models.Index(fields=["resident", "state"], name="attendance_of_resident")]

    def __str__(self) -> str:
        return self.shown_name or str(_("une personne"))

    @property
    def shown_name(self) -> str:
        """The name the person goes by now; empty for who gave none."""
        if self.registration:
            return self.registration.resident.name
        return self.resident.name if self.resident else self.name


class Tick(models.Model):
    """One decision of one device about one presence, kept for good: sent again, it changes nothing.

    `made_at` is the device's own clock, `received_at` the server's, `decided_at` what `rules.ticks` makes of both.
    """

    nonce = models.CharField(max_length=64, unique=True, editable=False)
    attendance = models.ForeignKey(Attendance, models.CASCADE, related_name="ticks")
    state = models.CharField(_("présence"), max_length=11, choices=State)
    saw = models.CharField(max_length=11, choices=State, default=State.EXPECTED)
    people = models.PositiveSmallIntegerField(_("personnes"), null=True, blank=True)
    device = models.CharField(_("appareil"), max_length=40, blank=True)
    made_at = models.DateTimeField(_("heure de l’appareil"))
    received_at = models.DateTimeField(_("reçue le"))
    decided_at = models.DateTimeField(_("notée le"))
    by = models.ForeignKey(
        "people.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("envoyée par")
    )

    class Meta:
        verbose_name = _("pointage")
        verbose_name_plural = _("pointages")
        indexes = [models.Index(fields=["attendance", "decided_at"], name="ticks_of_attendance")]

    def __str__(self) -> str:
        return f"{self.attendance} {self.get_state_display()}"

    @property
    def as_rule(self) -> ticks.Tick:
        return ticks.Tick(self.nonce, self.state, self.decided_at, self.saw, self.device)
