"""Posters, in versions, with what each said was true."""

from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maille.communication.rules import posters
from maille.people.access import network_ids_of
from maille.workshops.models import Visibility

from .statements import Statement, StatementVersion


class PosterQuerySet(models.QuerySet["Poster"]):
    def visible_to(self, user: Any) -> Self:
        """The posters of a network for all who have a role in it: anybody of it may print one for a wall."""
        if user.is_authenticated and user.is_superuser:
            return self.all()
        return self.filter(network_id__in=network_ids_of(user)) if user.is_authenticated else self.none()

    def for_display(self) -> Self:
        versions = PosterVersion.objects.with_subject()
        return self.select_related("network").prefetch_related(models.Prefetch("versions", versions))


class Poster(models.Model):
    """A poster of the network, under a code short enough to be typed. What it says is in its versions."""

    network = models.ForeignKey("territory.Network", models.CASCADE, related_name="posters", verbose_name=_("réseau"))
    code = models.CharField(_("code"), max_length=8, unique=True)
    created_at = models.DateTimeField(_("faite le"))

    objects = PosterQuerySet.as_manager()

    class Meta:
        verbose_name = _("affiche")
        verbose_name_plural = _("affiches")

    def __str__(self) -> str:
        return self.latest.words.name

    def get_absolute_url(self) -> str:
        return reverse("communication:poster", args=[self.code])

    @property
    def latest(self) -> "PosterVersion":
        return list(self.versions.all())[-1]


class PosterVersionQuerySet(models.QuerySet["PosterVersion"]):
    def citing(self, statement: Statement) -> Self:
        """The latest versions of the posters that cite a text, whatever its version."""
        later = PosterVersion.objects.filter(poster=OuterRef("poster"), number__gt=OuterRef("number"))
        found = self.filter(statement_version__statement=statement).exclude(Exists(later))
        return found.select_related("poster", "statement_version").order_by("poster_id")

    def with_subject(self) -> Self:
        """With what each speaks of, as it is now."""
        return self.select_related(
            "statement_version__statement__current", "session__version", "session__place", "place__commune", "closing"
        ).prefetch_related("statement_version__statement__versions")


class PosterVersion(models.Model):
    """What a poster says once printed: its words, what it speaks of, and what was true of that on the day.

    `told` is compared with what is true now (`rules.posters.why_outdated`); `until` is the last day it is good for.
    """

    class About(models.TextChoices):
        NOTHING = "", _("rien d’enregistré ici")
        STATEMENT = "statement", _("une prise de position")
        SESSION = "session", _("une séance")
        WEEK = "week", _("la semaine d’un lieu")
        CLOSING = "closing", _("une fermeture")
        WAFFLE = "waffle", _("un texte en langue de bois")

    poster = models.ForeignKey(Poster, models.CASCADE, related_name="versions", verbose_name=_("affiche"))
    number = models.PositiveSmallIntegerField(_("version"))
    kept_words = models.JSONField(_("ce qu’elle dit"), default=dict)
    about = models.CharField(_("parle de"), max_length=10, choices=About, blank=True)
    statement_version = models.ForeignKey(
        StatementVersion, models.PROTECT, null=True, blank=True, related_name="posters", verbose_name=_("texte cité")
    )
    session = models.ForeignKey(
        "workshops.Session", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("séance")
    )
    place = models.ForeignKey(
        "territory.Place", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("lieu")
    )
    closing = models.ForeignKey(
        "territory.HoursException",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("fermeture"),
    )
    week = models.DateField(_("semaine du"), null=True, blank=True)
    told = models.JSONField(_("ce qui était vrai"), default=dict, blank=True)
    until = models.DateField(_("bonne jusqu’au"), null=True, blank=True)
    made_at = models.DateTimeField(_("faite le"))
    made_by = models.ForeignKey(
        "people.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("faite par")
    )

    objects = PosterVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version d’une affiche")
        verbose_name_plural = _("versions des affiches")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["poster", "number"], name="poster_version_once")]

    def __str__(self) -> str:
        return f"{self.words.name} ({self.number})"

    def get_absolute_url(self) -> str:
        return reverse("communication:poster_version", args=[self.poster.code, self.number])

    @property
    def words(self) -> posters.Words:
        return posters.Words.from_json(self.kept_words)

    @property
    def is_public(self) -> bool:
        """Whether the public may know of what it speaks of: not of a session in preparation, or for the teams alone."""
        if self.about != self.About.SESSION:
            return True
        if self.session is None:
            return bool(self.told.get("state") != "draft")
        is_prepared = self.session.state == "draft" or self.session.unseen_at is not None
        return not is_prepared and self.session.visibility != Visibility.NETWORK
