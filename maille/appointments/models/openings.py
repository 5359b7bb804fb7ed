"""Why one comes (reasons), and when a mediator receives (openings)."""

from datetime import date, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from maille.appointments.rules.slots import Weekly
from maille.appointments.vocabulary import BookedBy, Mode
from maille.core.fields import TagsField
from maille.people.access import network_ids_of


class ReasonQuerySet(models.QuerySet["Reason"]):
    def in_use(self) -> Self:
        return self.filter(archived_at__isnull=True)

    def for_all(self) -> Self:
        """Those that people take by themselves."""
        return self.in_use().filter(bookable_by=BookedBy.PUBLIC)

    def visible_to(self, user: Any) -> Self:
        if not user.is_authenticated:
            return self.for_all()
        return self.all() if user.is_superuser else self.filter(network__in=network_ids_of(user))


class Reason(models.Model):
    """What an appointment is for: how long, how, who may take it, how long ahead."""

    network = models.ForeignKey("territory.Network", models.CASCADE, related_name="reasons", verbose_name=_("réseau"))
    name = models.CharField(_("motif"), max_length=80)
    description = models.CharField(_("en une phrase"), max_length=200, blank=True)
    to_bring = models.CharField(_("à apporter"), max_length=200, blank=True)
    minutes = models.PositiveSmallIntegerField(_("durée (minutes)"), default=45)
    modes = TagsField(_("comment"), choices=Mode.choices)
    bookable_by = models.CharField(_("qui le prend"), max_length=8, choices=BookedBy, default=BookedBy.PUBLIC)
    notice_hours = models.PositiveSmallIntegerField(_("au moins tant d’heures avant"), default=12)
    horizon_days = models.PositiveSmallIntegerField(_("au plus tant de jours avant"), default=42)
    travel_minutes = models.PositiveSmallIntegerField(_("trajet d’une visite, aller (minutes)"), default=20)
    archived_at = models.DateTimeField(_("retiré le"), null=True, blank=True, editable=False)

    objects = ReasonQuerySet.as_manager()

    class Meta:
        verbose_name = _("motif de rendez-vous")
        verbose_name_plural = _("motifs de rendez-vous")
        constraints = [
            models.UniqueConstraint(
                fields=["network", "name"],
                condition=Q(archived_at__isnull=True),
                name="reason_once_in_network",
                violation_error_message=_("Ce motif existe déjà\u00a0: changez son nom."),
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=5, minutes__lte=480),
                name="reason_lasts",
                violation_error_message=_("Un rendez-vous dure de 5 minutes à 8 heures."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def lasts(self) -> timedelta:
        return timedelta(minutes=self.minutes)

    def way(self, mode: str) -> timedelta:
        """The way of a visit, before and after; nothing otherwise."""
        return timedelta(minutes=self.travel_minutes if mode == Mode.HOME else 0)


class OpeningQuerySet(models.QuerySet["Opening"]):
    def not_over(self, on: date) -> Self:
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))

    def in_order(self) -> Self:
        return self.order_by("weekday", "start", "pk")


class Opening(models.Model):
    """A mediator receives in a place, every week on a day, on the clock of the wall."""

    network = models.ForeignKey("territory.Network", models.CASCADE, related_name="openings", verbose_name=_("réseau"))
    place = models.ForeignKey("territory.Place", models.CASCADE, related_name="openings", verbose_name=_("lieu"))
    mediator = models.ForeignKey("people.User", models.CASCADE, related_name="openings", verbose_name=_("avec"))
    weekday = models.PositiveSmallIntegerField(_("jour"))
    start = models.TimeField(_("de"))
    end = models.TimeField(_("à"))
    starts_on = models.DateField(_("à partir du"))
    ends_on = models.DateField(_("jusqu’au"), null=True, blank=True)

    objects = OpeningQuerySet.as_manager()

    class Meta:
        verbose_name = _("plage de rendez-vous")
        verbose_name_plural = _("plages de rendez-vous")
        constraints = [
            models.CheckConstraint(
                condition=Q(end__gt=F("start")),
                name="opening_ends_after_it_starts",
                violation_error_message=_("La plage finit avant de commencer\u00a0: corrigez l’une des deux heures."),
            ),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="opening_on_a_weekday"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="opening_lasts",
                violation_error_message=_("La plage s’arrête avant de commencer\u00a0: corrigez l’un des deux jours."),
            ),
        ]
        indexes = [models.Index(fields=["mediator", "weekday"], name="opening_of_mediator")]

    def __str__(self) -> str:
        return f"{self.mediator}, {self.place}"

    @property
    def weekly(self) -> Weekly:
        return Weekly(self.weekday, self.start, self.end, self.starts_on, self.ends_on)
