"""What is taken, from when to when, and why: one table for people, rooms and units, which the database keeps honest."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from maille.people.access import coordinated_ids, roles_of
from maille.people.rules import PLACE_MANAGER


class OccupationQuerySet(models.QuerySet["Occupation"]):
    def of_people(self, people: Iterable[Any]) -> Self:
        return self.filter(person__in=people)

    def meeting(self, starts_at: datetime, ends_at: datetime) -> Self:
        """Those that share an instant with [starts_at, ends_at)."""
        return self.filter(starts_at__lt=ends_at, ends_at__gt=starts_at)


class Occupation(models.Model):
    """One person, one room or one unit, taken over [starts_at, ends_at) by one thing: a session, an appointment…

    The database refuses two that overlap for the same one (migration 0002, written for each vendor). `object_id` is the
    key of what takes it, whose kind is `because`. Derived: only the actions of what takes it write it.
    """

    class Because(models.TextChoices):
        SESSION = "session", _("une séance")
        APPOINTMENT = "appointment", _("un rendez-vous")
        OFFER = "offer", _("un créneau proposé à quelqu’un")
        ABSENCE = "absence", _("une absence")
        LOAN = "loan", _("un prêt de matériel")
        LENDING = "lending", _("un prêt à un autre lieu")
        ROUND = "round", _("une tournée")
        BOOKING = "booking", _("une réservation de salle")

    person = models.ForeignKey("people.User", models.CASCADE, null=True, blank=True, related_name="occupations")
    room = models.ForeignKey("territory.Room", models.CASCADE, null=True, blank=True, related_name="occupations")
    unit = models.ForeignKey("sharing.Unit", models.CASCADE, null=True, blank=True, related_name="occupations")
    starts_at = models.DateTimeField(_("début"))
    ends_at = models.DateTimeField(_("fin"))
    because = models.CharField(_("pris par"), max_length=12, choices=Because)
    object_id = models.BigIntegerField(editable=False)

    objects = OccupationQuerySet.as_manager()

    class Meta:
        verbose_name = _("occupation")
        verbose_name_plural = _("occupations")
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, room__isnull=True, unit__isnull=True)
                | Q(person__isnull=True, room__isnull=False, unit__isnull=True)
                | Q(person__isnull=True, room__isnull=True, unit__isnull=False),
                name="occupation_of_one_thing",
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="occupation_ends_after_it_starts"),
        ]
        indexes = [
            models.Index(fields=["person", "starts_at"], name="occupation_of_person"),
            models.Index(fields=["because", "object_id"], name="occupation_because"),
        ]

    def __str__(self) -> str:
        return f"{self.person or self.room or self.unit} {self.starts_at:%Y-%m-%d %H:%M}"


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def coming(self, at: datetime) -> Self:
        """Not over yet, the next one first."""
        return self.filter(ends_at__gt=at).order_by("starts_at", "pk")

    def visible_to(self, user: Any) -> Self:
        """One's own; those of one's team for who manages a place, of the network for the coordination."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self.all()
        managed = [role.place_id for role in roles_of(user) if role.kind == PLACE_MANAGER and role.place_id]
        team = Q(person__roles__place__in=managed) | Q(person__roles__network__in=coordinated_ids(user))
        return self.filter(Q(person=user) | team).distinct()


class Absence(models.Model):
    """Somebody is away over [starts_at, ends_at); why is theirs, and is neither shown to others nor journalled."""

    person = models.ForeignKey("people.User", models.CASCADE, related_name="absences", verbose_name=_("personne"))
    starts_at = models.DateTimeField(_("début"))
    ends_at = models.DateTimeField(_("fin"))
    reason = models.CharField(_("raison"), max_length=120, blank=True)
    declared_by = models.ForeignKey("people.User", models.SET_NULL, null=True, blank=True, related_name="+")
    calendar_key = models.CharField(max_length=32, blank=True, default="", db_default="", editable=False)
    """What its event is called in the calendar that it came from (`rules.leaves`): moved there, it is moved here."""

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="absence_ends_after_it_starts",
                violation_error_message=_("L’absence finit avant de commencer\u00a0: corrigez l’une des deux dates."),
            ),
            models.UniqueConstraint(
                fields=["person", "calendar_key"], condition=~Q(calendar_key=""), name="absence_once_of_an_event"
            ),
        ]
        indexes = [models.Index(fields=["person", "starts_at"], name="absence_of_person")]

    def __str__(self) -> str:
        return str(self.person)
