"""What is asked for (needs), and what was promised: units of a model, in a place, over a time."""

import uuid
from datetime import datetime
from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from maille.people.access import coordinated_ids, managed_place_ids, team_place_ids

from .units import Unit


def _lent_from(places: set[int]) -> Q:
    """What is asked of the models that these places own some of."""
    if not places:
        return Q(pk__in=())
    owned = Unit.objects.filter(base__in=places, model__isnull=False).values("model")
    return Q(pk__in=NeedLine.objects.filter(model__in=owned).values("need"))


class NeedQuerySet(models.QuerySet["Need"]):
    def waiting(self) -> Self:
        return self.filter(state=Need.State.ASKED)

    def coming(self, at: datetime) -> Self:
        """Not over yet, the next one first."""
        return self.filter(ends_at__gt=at).order_by("starts_at", "pk")

    def visible_to(self, user: Any) -> Self:
        """Those of one's places and those these lend to, of the network for its coordination; those one asked for."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self.all()
        asked = Q(network__in=coordinated_ids(user)) | Q(place__in=team_place_ids(user)) | Q(asked_by=user)
        lent = Q(lines__promises__unit__base__in=team_place_ids(user))
        return self.filter(asked | lent | _lent_from(managed_place_ids(user))).distinct()

    def answered_by(self, user: Any) -> Self:
        """Those that one may say yes or no to: of one's network, or of what the places one manages own."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self.all()
        return self.filter(Q(network__in=coordinated_ids(user)) | _lent_from(managed_place_ids(user)))


class Need(models.Model):
    """What a place needs over [starts_at, ends_at), and for what: equipment, somebody, a room.

    One table for whoever asks: a person, a workshop (`because` and `object_id` say which), a training, the plan.
    Needs that repeat share a `series`.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("demandé")
        CONFIRMED = "confirmed", _("confirmé")
        PARTLY = "partly", _("confirmé en partie")
        REFUSED = "refused", _("refusé")
        CANCELLED = "cancelled", _("annulé")

    network = models.ForeignKey("territory.Network", models.CASCADE, related_name="needs")
    place = models.ForeignKey("territory.Place", models.PROTECT, related_name="needs", verbose_name=_("pour"))
    starts_at = models.DateTimeField(_("début"))
    ends_at = models.DateTimeField(_("fin"))
    purpose = models.CharField(_("pour quoi faire"), max_length=200)
    state = models.CharField(_("état"), max_length=10, choices=State, default=State.ASKED)
    because = models.CharField(max_length=12, blank=True, editable=False)
    object_id = models.BigIntegerField(null=True, editable=False)
    series = models.UUIDField(null=True, blank=True, editable=False, db_index=True)
    asked_by = models.ForeignKey("people.User", models.SET_NULL, null=True, blank=True, related_name="asked_needs")
    asked_at = models.DateTimeField(_("demandé le"))
    answered_at = models.DateTimeField(_("répondu le"), null=True, blank=True)
    answer = models.CharField(_("réponse"), max_length=300, blank=True)

    objects = NeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("besoin")
        verbose_name_plural = _("besoins")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="need_ends_after_it_starts",
                violation_error_message=_("La fin vient avant le début\u00a0: corrigez l’une des deux dates."),
            ),
        ]
        indexes = [
            models.Index(fields=["network", "state", "starts_at"], name="need_of_network"),
            models.Index(fields=["place", "starts_at"], name="need_of_place"),
            models.Index(fields=["because", "object_id"], name="need_because"),
        ]

    def __str__(self) -> str:
        return self.purpose


class NeedLine(models.Model):
    """One thing of a need: so many units of a model, or somebody who knows something."""

    need = models.ForeignKey(Need, models.CASCADE, related_name="lines", verbose_name=_("besoin"))
    model = models.ForeignKey(
        "sharing.EquipmentModel", models.PROTECT, null=True, blank=True, related_name="lines", verbose_name=_("modèle")
    )
    skill = models.ForeignKey(
        "people.Skill", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("compétence")
    )
    count = models.PositiveSmallIntegerField(
        _("combien"), default=1, validators=[MinValueValidator(1), MaxValueValidator(200)]
    )

    class Meta:
        verbose_name = _("ligne d’un besoin")
        verbose_name_plural = _("lignes des besoins")
        constraints = [
            models.CheckConstraint(
                condition=Q(model__isnull=False, skill__isnull=True) | Q(model__isnull=True, skill__isnull=False),
                name="need_line_of_one_thing",
            ),
            models.CheckConstraint(condition=Q(count__gte=1), name="need_line_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.count} × {self.model or self.skill}"


class PromiseQuerySet(models.QuerySet["Promise"]):
    def standing(self) -> Self:
        """Those that still hold."""
        return self.filter(cancelled_at__isnull=True, closed_at__isnull=True)

    def meeting(self, starts_at: datetime, ends_at: datetime) -> Self:
        return self.filter(starts_at__lt=ends_at, ends_at__gt=starts_at)


class Promise(models.Model):
    """One unit of a model, promised to a line over [starts_at, ends_at) in the place of its need.

    The unit may change for another of the model until it leaves (`left_at`): what binds is the hand-over. Closed when
    it came back or went on to the next place. What a unit does is told by its custody, never here.
    """

    line = models.ForeignKey(NeedLine, models.CASCADE, related_name="promises")
    unit = models.ForeignKey("sharing.Unit", models.PROTECT, related_name="promises", verbose_name=_("unité"))
    place = models.ForeignKey("territory.Place", models.PROTECT, related_name="promises", verbose_name=_("pour"))
    starts_at = models.DateTimeField(_("début"))
    ends_at = models.DateTimeField(_("fin"))
    promised_at = models.DateTimeField(_("promis le"))
    left_at = models.DateTimeField(_("parti le"), null=True, blank=True)
    closed_at = models.DateTimeField(_("clos le"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("annulé le"), null=True, blank=True)

    objects = PromiseQuerySet.as_manager()

    class Meta:
        verbose_name = _("promesse")
        verbose_name_plural = _("promesses")
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="promise_ends_after_it_starts"),
        ]
        indexes = [
            models.Index(
                fields=["starts_at", "ends_at"],
                condition=Q(cancelled_at__isnull=True, closed_at__isnull=True),
                name="promise_by_start",
            ),
            models.Index(
                fields=["unit"],
                condition=Q(cancelled_at__isnull=True, closed_at__isnull=True, left_at__isnull=False),
                name="promise_out",
            ),
            models.Index(fields=["unit", "starts_at"], name="promise_of_unit"),
            models.Index(fields=["place", "starts_at"], name="promise_for_place"),
        ]

    def __str__(self) -> str:
        return f"{self.unit}, {self.place}"


class Proposal(models.Model):
    """Something else than what was asked, offered in its place: another time, fewer of them, another model."""

    class State(models.TextChoices):
        OPEN = "open", _("proposé")
        ACCEPTED = "accepted", _("accepté")
        DECLINED = "declined", _("refusé")
        WITHDRAWN = "withdrawn", _("retiré")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    line = models.ForeignKey(NeedLine, models.CASCADE, related_name="proposals")
    model = models.ForeignKey("sharing.EquipmentModel", models.CASCADE, related_name="+", verbose_name=_("modèle"))
    count = models.PositiveSmallIntegerField(_("combien"), validators=[MinValueValidator(1)])
    starts_at = models.DateTimeField(_("début"))
    ends_at = models.DateTimeField(_("fin"))
    reason = models.CharField(_("pourquoi"), max_length=200, blank=True)
    state = models.CharField(_("état"), max_length=10, choices=State, default=State.OPEN)
    by = models.ForeignKey("people.User", models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(_("proposé le"))

    class Meta:
        verbose_name = _("contre-proposition")
        verbose_name_plural = _("contre-propositions")
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="proposal_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return f"{self.count} × {self.model}"
