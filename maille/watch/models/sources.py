"""Themes shared among watchers, and the feeds that are read for them."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maille.language.phrases import Phrase
from maille.people.access import networks_of, roles_of
from maille.people.rules import MEMBER_KINDS


def watched_ids(user: Any) -> set[int]:
    """Keys of the networks whose watch the person reads: those they are a member of."""
    if not user.is_authenticated:
        return set()
    if user.is_superuser:
        return {network.pk for network in networks_of(user)}
    return {role.network_id for role in roles_of(user) if role.kind in MEMBER_KINDS}


class ThemeQuerySet(models.QuerySet["Theme"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(network_id__in=watched_ids(user))


class Theme(models.Model):
    """What some people watch for all: funding, the other towns, the machines."""

    network = models.ForeignKey("territory.Network", models.CASCADE, related_name="+", verbose_name=_("réseau"))
    name = models.CharField(_("nom"), max_length=60)
    about = models.CharField(_("ce qu’on y cherche"), max_length=300, blank=True)

    objects = ThemeQuerySet.as_manager()

    class Meta:
        verbose_name = _("thème de veille")
        verbose_name_plural = _("thèmes de veille")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "name"],
                name="watch_theme_once",
                violation_error_message=_("Un thème porte déjà ce nom\u00a0: choisissez-en un autre."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("watch:theme", args=[self.pk])


class Watcher(models.Model):
    """Somebody who watches a theme for the others, and how often they are told of it."""

    class Rhythm(models.TextChoices):
        DAILY = "daily", _("chaque matin")
        WEEKLY = "weekly", _("chaque lundi")
        NEVER = "never", _("jamais, je viens lire ici")

    theme = models.ForeignKey(Theme, models.CASCADE, related_name="watchers", verbose_name=_("thème"))
    user = models.ForeignKey("people.User", models.CASCADE, related_name="+", verbose_name=_("personne"))
    rhythm = models.CharField(_("résumé par courriel"), max_length=6, choices=Rhythm, default=Rhythm.WEEKLY)
    told_until = models.DateTimeField(_("raconté jusqu’au"), editable=False)

    class Meta:
        verbose_name = _("veilleur")
        verbose_name_plural = _("veilleurs")
        ordering = ["user__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["theme", "user"],
                name="watcher_once",
                violation_error_message=_("Cette personne veille déjà sur ce thème."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.theme}"


class SourceQuerySet(models.QuerySet["Source"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(network_id__in=watched_ids(user))

    def due(self, at: datetime) -> Self:
        return self.exclude(state=Source.State.STOPPED).filter(next_at__lte=at).order_by("next_at", "pk")


class Source(models.Model):
    """A feed that is read. `next_at` is also the claim of a worker: pushed before reading, so that one reads at a time.

    `reason` is a phrase as the database keeps it (why it was not read); `announced` the feeds of a page given in its
    place: [{"url", "title"}]. `has_own_port` was allowed by an administrator of the installation.
    """

    class State(models.TextChoices):
        NEW = "new", _("pas encore lu")
        READ = "read", _("lu")
        FAILING = "failing", _("en panne")
        PAGE = "page", _("une page, pas un flux")
        STOPPED = "stopped", _("arrêté")

    network = models.ForeignKey("territory.Network", models.CASCADE, related_name="+", verbose_name=_("réseau"))
    url = models.CharField(_("adresse du flux"), max_length=2_000)
    title = models.CharField(_("nom"), max_length=120, blank=True)
    site = models.CharField(_("site"), max_length=2_000, blank=True)
    theme = models.ForeignKey(
        Theme, models.SET_NULL, null=True, blank=True, related_name="sources", verbose_name=_("thème")
    )
    keeper = models.ForeignKey(
        "people.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("suivi par")
    )
    has_own_port = models.BooleanField(_("port particulier permis"), default=False, editable=False)
    state = models.CharField(_("état"), max_length=8, choices=State, default=State.NEW, editable=False)
    etag = models.CharField(max_length=200, blank=True, editable=False)
    modified = models.CharField(max_length=100, blank=True, editable=False)
    next_at = models.DateTimeField(_("prochaine lecture"), editable=False)
    read_at = models.DateTimeField(_("lu le"), null=True, blank=True, editable=False)
    failures = models.PositiveSmallIntegerField(_("échecs de suite"), default=0, editable=False)
    reason = models.JSONField(_("raison"), null=True, blank=True, editable=False)
    announced = models.JSONField(_("flux annoncés"), default=list, blank=True, editable=False)

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("source de veille")
        verbose_name_plural = _("sources de veille")
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "url"],
                name="watch_source_once",
                violation_error_message=_("Ce flux est déjà suivi\u00a0: cherchez-le dans la liste."),
            ),
            models.CheckConstraint(
                condition=Q(url__startswith="http://") | Q(url__startswith="https://"),
                name="watch_source_is_of_the_web",
                violation_error_message=_("Une adresse de flux commence par http:// ou https://."),
            ),
        ]
        indexes = [models.Index(fields=["next_at"])]

    def __str__(self) -> str:
        return self.title or self.url

    def get_absolute_url(self) -> str:
        return reverse("watch:source", args=[self.pk])

    @property
    def phrase(self) -> Phrase | None:
        """Why it was not read the last time."""
        return Phrase.from_json(self.reason) if self.reason else None
