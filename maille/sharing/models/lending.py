"""People lent: when they work and how they go, the lendings, and the ledger of what places gave each other."""

from typing import Any, Self

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from maille.core.fields import TagsField
from maille.people.access import coordinated_ids, team_place_ids
from maille.sharing.rules.journeys import Mode


class WorkingHours(models.Model):
    """Somebody works in a place on a day of the week (0 is Monday), in local time, from a time to another."""

    user = models.ForeignKey("people.User", models.CASCADE, related_name="working_hours", verbose_name=_("personne"))
    place = models.ForeignKey("territory.Place", models.CASCADE, related_name="+", verbose_name=_("lieu"))
    weekday = models.PositiveSmallIntegerField(_("jour"), validators=[MaxValueValidator(6)])
    starts = models.TimeField(_("début"))
    ends = models.TimeField(_("fin"))

    class Meta:
        verbose_name = _("heures de travail")
        verbose_name_plural = _("heures de travail")
        constraints = [
            models.UniqueConstraint(fields=["user", "weekday", "starts"], name="working_hours_once"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts"), weekday__lte=6), name="working_hours_are_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.weekday} {self.starts:%H:%M}"


class Mobility(models.Model):
    """Where somebody may be asked to go: by what, how far in minutes; whether at all is hers to say."""

    user = models.OneToOneField("people.User", models.CASCADE, related_name="mobility", verbose_name=_("personne"))
    is_lendable = models.BooleanField(_("peut aller dans un autre lieu"), default=True)
    modes = TagsField(_("comment"), choices=[(mode.value, mode.value) for mode in Mode])
    longest_way = models.PositiveSmallIntegerField(_("trajet le plus long (minutes)"), default=45)

    class Meta:
        verbose_name = _("mobilité")
        verbose_name_plural = _("mobilités")

    def __str__(self) -> str:
        return str(self.user)


class LendingQuerySet(models.QuerySet["Lending"]):
    def standing(self) -> Self:
        return self.filter(state__in=(Lending.State.OFFERED, Lending.State.AGREED))

    def visible_to(self, user: Any) -> Self:
        """Who goes, the teams of both places, the coordination."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self.all()
        places = team_place_ids(user)
        ends = Q(home__in=places) | Q(line__need__place__in=places)
        return self.filter(ends | Q(user=user) | Q(line__need__network__in=coordinated_ids(user)))


class Lending(models.Model):
    """Somebody of one place goes to another over [starts_at, ends_at): offered, agreed by her place, then done.

    `way_minutes` is one way: she is taken from before she leaves until she is back.
    """

    class State(models.TextChoices):
        OFFERED = "offered", _("à accorder")
        AGREED = "agreed", _("accordé")
        REFUSED = "refused", _("refusé")
        CANCELLED = "cancelled", _("annulé")
        DONE = "done", _("fait")

    line = models.ForeignKey("sharing.NeedLine", models.CASCADE, related_name="lendings", verbose_name=_("besoin"))
    user = models.ForeignKey("people.User", models.PROTECT, related_name="lendings", verbose_name=_("personne"))
    home = models.ForeignKey("territory.Place", models.PROTECT, related_name="lendings", verbose_name=_("prêtée par"))
    starts_at = models.DateTimeField(_("début"))
    ends_at = models.DateTimeField(_("fin"))
    way_minutes = models.PositiveSmallIntegerField(_("trajet (minutes)"), default=0)
    mode = models.CharField(_("comment"), max_length=8, blank=True)
    state = models.CharField(_("état"), max_length=10, choices=State, default=State.OFFERED)
    reasons = models.JSONField(_("pourquoi elle"), default=list, blank=True)
    offered_by = models.ForeignKey("people.User", models.SET_NULL, null=True, blank=True, related_name="+")
    offered_at = models.DateTimeField(_("proposé le"))
    answered_by = models.ForeignKey("people.User", models.SET_NULL, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(_("répondu le"), null=True, blank=True)
    answer = models.CharField(_("réponse"), max_length=200, blank=True)

    objects = LendingQuerySet.as_manager()

    class Meta:
        verbose_name = _("prêt d’un médiateur")
        verbose_name_plural = _("prêts de médiateurs")
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="lending_ends_after_it_starts"),
            models.UniqueConstraint(
                fields=["line", "user"], condition=Q(state__in=("offered", "agreed")), name="person_offered_once"
            ),
        ]
        indexes = [
            models.Index(fields=["home", "starts_at"], name="lending_of_home"),
            models.Index(fields=["user", "starts_at"], name="lending_of_user"),
        ]

    def __str__(self) -> str:
        return str(self.user)


class LedgerEntry(models.Model):
    """One place gave another something, one day: minutes of somebody, a unit for a time. Written once.

    `because` and `object_id` name the event: an event is written once, whatever is replayed. What was written by
    mistake is taken back by a line of its own, with the opposite amount.
    """

    class Kind(models.TextChoices):
        PERSON_MINUTES = "minutes", _("minutes d’une personne")
        LOAN = "loan", _("prêt de matériel")

    network = models.ForeignKey("territory.Network", models.CASCADE, related_name="ledger")
    kind = models.CharField(_("quoi"), max_length=8, choices=Kind)
    giver = models.ForeignKey("territory.Place", models.PROTECT, related_name="given", verbose_name=_("donné par"))
    receiver = models.ForeignKey("territory.Place", models.PROTECT, related_name="received", verbose_name=_("reçu par"))
    amount = models.IntegerField(_("combien"))
    on = models.DateField(_("le"))
    because = models.CharField(max_length=12, editable=False)
    object_id = models.BigIntegerField(editable=False)
    noted_at = models.DateTimeField(_("noté le"))

    class Meta:
        verbose_name = _("ligne du grand livre")
        verbose_name_plural = _("lignes du grand livre")
        constraints = [
            models.UniqueConstraint(fields=["because", "object_id"], name="event_in_ledger_once"),
            models.CheckConstraint(condition=~Q(giver=F("receiver")), name="ledger_between_two"),
        ]
        indexes = [models.Index(fields=["network", "on"], name="ledger_of_network")]

    def __str__(self) -> str:
        return f"{self.giver} – {self.receiver}"
