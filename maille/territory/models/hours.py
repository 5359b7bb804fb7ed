"""Opening hours as rows: the weekly pattern for searching, and the dated exceptions."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class HoursException(models.Model):
    """Dates when a place does not follow its usual hours: closed, or other hours (`hours` as "09:00-12:00")."""

    place = models.ForeignKey("territory.Place", models.CASCADE, related_name="hours_exceptions")
    starts_on = models.DateField(_("du"))
    ends_on = models.DateField(_("au"))
    hours = models.CharField(_("horaires ces jours-là"), max_length=100, blank=True)
    reason = models.CharField(_("raison"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("exception d’horaires")
        verbose_name_plural = _("exceptions d’horaires")
        indexes = [models.Index(fields=["ends_on", "starts_on"], name="exception_when")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="hours_exception_in_order",
                violation_error_message=_("La fin est avant le début\u00a0: corrigez l’une des deux dates."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.starts_on} – {self.ends_on}"


_CONDITIONS = ("on_public_holiday", "on_school_holiday", "season_from", "season_to", "nth")


class WeeklyHours(models.Model):
    """One value of the usual hours, whatever the number of places that keep it; derived, never edited."""

    value = models.CharField(_("horaires"), max_length=500, unique=True)

    class Meta:
        verbose_name = _("horaires de la semaine")
        verbose_name_plural = _("horaires de la semaine")

    def __str__(self) -> str:
        return self.value


class OpeningSlot(models.Model):
    """One flat cell of weekly hours, derived from their value for the "open now" question.

    Times are minutes since midnight, local wall clock, `opens <= t < closes`; `closes` passes 1440 after midnight.
    Season bounds are MMDD numbers. `nth` is the rank of the weekday in its month (-1 for the last one).
    """

    weekly_hours = models.ForeignKey(WeeklyHours, models.CASCADE, related_name="slots", db_index=False)
    weekday = models.PositiveSmallIntegerField()
    on_public_holiday = models.BooleanField(default=False)
    on_school_holiday = models.BooleanField(null=True)
    season_from = models.PositiveSmallIntegerField(default=101)
    season_to = models.PositiveSmallIntegerField(default=1231)
    nth = models.SmallIntegerField(null=True)
    opens = models.PositiveSmallIntegerField()
    closes = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("plage d’ouverture")
        verbose_name_plural = _("plages d’ouverture")
        # The whole cell stands in the index, so that "open now" is answered without reading the table.
        indexes = [
            models.Index(fields=["weekday", "opens", "closes", "weekly_hours", *_CONDITIONS], name="slot_when"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="slot_opens_before_it_closes"),
        ]

    def __str__(self) -> str:
        return f"{self.weekly_hours_id} {self.weekday} {self.opens}-{self.closes}"
