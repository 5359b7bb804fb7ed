"""Secret addresses of personal agendas."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maille.people.rules import hash_of_secret


class CalendarFeedQuerySet(models.QuerySet["CalendarFeed"]):
    def live(self) -> Self:
        return self.filter(revoked_at__isnull=True)

    def visible_to(self, user: Any) -> Self:
        """One's own, for nobody else: whoever coordinates sees the same sessions on screen."""
        return self.filter(user=user) if user.is_authenticated else self.none()

    def of_secret(self, secret: str) -> "CalendarFeed | None":
        """The feed of an address, stopped or not."""
        return self.filter(secret_hash=hash_of_secret(secret)).select_related("user").first()


class CalendarFeed(models.Model):
    """The secret address of a person’s agenda: only its hash is kept, so that it is shown once, and renewed if lost."""

    user = models.ForeignKey(
        "people.User", models.CASCADE, related_name="calendar_feeds", verbose_name=_("de l’agenda de")
    )
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("créé le"))
    revoked_at = models.DateTimeField(_("arrêté le"), null=True, blank=True)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("lien vers un agenda")
        verbose_name_plural = _("liens vers des agendas")
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(revoked_at__isnull=True),
                name="calendar_feed_one_live",
                violation_error_message=_("Cette personne a déjà un lien\u00a0: renouvelez-le."),
            )
        ]

    def __str__(self) -> str:
        return str(self.user)
