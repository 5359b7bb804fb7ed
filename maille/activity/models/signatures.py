"""Signatures: one per half-day and person, on paper or on a screen."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Signature(models.Model):
    """Somebody signed for a half-day of a session: a presence, or, without one, the trainer.

    Where a signature was forgotten, the trainer's written word stands for it: that person was there, or was away.

    `half_day` is the code of `rules.half_days`. Taken back, the row goes; the journal keeps both lines.
    """

    class How(models.TextChoices):
        PAPER = "paper", _("sur papier")
        SCREEN = "screen", _("à l’écran")
        WORD = "word", _("confirmée par écrit")
        AWAY = "away", _("absence dite par écrit")

    session = models.ForeignKey("workshops.Session", models.CASCADE, related_name="signatures")
    attendance = models.ForeignKey(
        "activity.Attendance", models.CASCADE, null=True, blank=True, related_name="signatures"
    )
    half_day = models.CharField(_("demi-journée"), max_length=20)
    how = models.CharField(_("signée"), max_length=6, choices=How)
    at = models.DateTimeField(_("le"))
    by = models.ForeignKey(
        "people.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("saisie par")
    )

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        constraints = [
            models.UniqueConstraint(
                fields=["attendance", "half_day"],
                name="signature_once",
                violation_error_message=_("Cette demi-journée est déjà signée."),
            ),
            models.UniqueConstraint(
                fields=["session", "half_day"],
                condition=Q(attendance__isnull=True),
                name="trainer_signature_once",
                violation_error_message=_("Cette demi-journée est déjà signée."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attendance or _('qui anime')}, {self.half_day}"
