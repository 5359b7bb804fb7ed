"""Workshops and their versions: what is taught, for whom, and what it takes."""

from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maille.core.fields import TagsField
from maille.people.access import network_ids_of
from maille.territory.vocabulary import Audience
from maille.workshops.vocabulary import Level, RoomKind, Theme


class WorkshopQuerySet(models.QuerySet["Workshop"]):
    def in_use(self) -> Self:
        return self.filter(archived_at__isnull=True)

    def visible_to(self, user: Any) -> Self:
        """The models of one's networks, for their members and neighbours; everything for an administrator."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self.all()
        return self.filter(network_id__in=network_ids_of(user))

    def with_content(self) -> Self:
        return self.select_related("current")


class Workshop(models.Model):
    """A model of session that a network shares; what it says is in its versions."""

    network = models.ForeignKey("territory.Network", models.CASCADE, related_name="workshops", verbose_name=_("réseau"))
    current = models.OneToOneField(
        "workshops.WorkshopVersion",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="current_of",
        verbose_name=_("version en vigueur"),
    )
    archived_at = models.DateTimeField(_("retiré du catalogue le"), null=True, blank=True)

    objects = WorkshopQuerySet.as_manager()

    class Meta:
        verbose_name = _("atelier")
        verbose_name_plural = _("ateliers")

    def __str__(self) -> str:
        return str(self.current) if self.current else ""

    def get_absolute_url(self) -> str:
        return reverse("workshops:workshop", args=[self.pk])


class WorkshopVersion(models.Model):
    """What a workshop says from a day on; a session keeps the version it was made with.

    `skills` are codes of a framework with its version ("digcomp:3.0:1.1"). `ratio` is how many people one mediator
    follows. Duration in minutes.
    """

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="versions", verbose_name=_("atelier"))
    number = models.PositiveSmallIntegerField(_("version"))
    created_at = models.DateTimeField(_("écrite le"))
    created_by = models.ForeignKey(
        "people.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("écrite par")
    )

    title = models.CharField(_("titre"), max_length=120)
    aim = models.CharField(_("ce qu’on saura faire"), max_length=400)
    level = models.CharField(_("niveau"), max_length=13, choices=Level)
    themes = TagsField(_("thèmes"), choices=Theme.choices)
    skills = TagsField(_("compétences"))
    audiences = TagsField(_("public"), choices=Audience.choices)
    language = models.CharField(_("langue"), max_length=40, blank=True)
    prerequisites = models.CharField(_("ce qu’il faut savoir avant"), max_length=300, blank=True)
    to_bring = models.CharField(_("à apporter"), max_length=300, blank=True)
    room_kind = models.CharField(_("salle"), max_length=10, choices=RoomKind, default=RoomKind.ANY)
    needs_computers = models.BooleanField(_("un ordinateur par personne"), default=False)
    kit = models.CharField(_("matériel"), max_length=300, blank=True)
    ratio = models.PositiveSmallIntegerField(
        _("personnes par médiateur"), default=8, validators=[MinValueValidator(1), MaxValueValidator(200)]
    )
    mediator_skill = models.CharField(_("ce que le médiateur doit savoir"), max_length=200, blank=True)
    minutes = models.PositiveSmallIntegerField(
        _("durée (minutes)"), default=120, validators=[MinValueValidator(15), MaxValueValidator(720)]
    )

    class Meta:
        verbose_name = _("version d’un atelier")
        verbose_name_plural = _("versions des ateliers")
        constraints = [
            models.UniqueConstraint(fields=["workshop", "number"], name="workshop_version_once"),
            models.CheckConstraint(
                condition=Q(ratio__gte=1),
                name="workshop_ratio_follows_someone",
                violation_error_message=_("Un médiateur suit au moins une personne."),
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=15, minutes__lte=720),
                name="workshop_lasts_a_while",
                violation_error_message=_("Un atelier dure d’un quart d’heure à douze heures."),
            ),
        ]
        indexes = [models.Index(F("workshop"), F("number").desc(), name="workshop_versions")]

    def __str__(self) -> str:
        return self.title
