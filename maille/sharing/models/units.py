"""Units: one object each, where it stands and in what state; and each change of state, as it was told."""

from typing import Any, Self

from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from maille.core.codes import new_code
from maille.people.access import network_ids_of


class UnitQuerySet(models.QuerySet["Unit"]):
    def computers(self) -> Self:
        return self.filter(kind=Unit.Kind.COMPUTER)

    def working(self) -> Self:
        return self.filter(condition=Unit.Condition.WORKING)

    def lendable(self) -> Self:
        """What places lend each other, in working order."""
        return self.working().filter(model__isnull=False, model__archived_at__isnull=True)

    def visible_to(self, user: Any) -> Self:
        """Everybody of a network sees what its places have."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self.all()
        return self.filter(base__network_places__network__in=network_ids_of(user)).distinct()


def working_computers(rooms: "models.QuerySet[Any] | list[Any]") -> dict[int, int]:
    """How many computers work in each of these rooms, by the room's key; a room without any is absent."""
    units = Unit.objects.computers().filter(room__in=rooms).order_by().values("room")
    counted = units.annotate(working=Count("pk", filter=Q(condition=Unit.Condition.WORKING)))
    return dict(counted.values_list("room", "working"))


class Unit(models.Model):
    """One object of the network: its base is the place it belongs to, its room where it stands there.

    `owner` is who bought it, when it is not the base's own. `stands_in` is where it was last told to be (its base when
    nothing was told), written with each line of its custody and nowhere else. `code` is on its label.
    """

    class Kind(models.TextChoices):
        COMPUTER = "computer", _("ordinateur")
        EQUIPMENT = "equipment", _("matériel à prêter")

    class Condition(models.TextChoices):
        WORKING = "working", _("en état de marche")
        BROKEN = "broken", _("en panne")
        RETIRED = "retired", _("retirée")

    kind = models.CharField(_("sorte"), max_length=20, choices=Kind)
    label = models.CharField(_("étiquette"), max_length=40)
    base = models.ForeignKey("territory.Place", models.CASCADE, related_name="units", verbose_name=_("lieu"))
    room = models.ForeignKey(
        "territory.Room", models.SET_NULL, null=True, blank=True, related_name="units", verbose_name=_("salle")
    )
    model = models.ForeignKey(
        "sharing.EquipmentModel", models.PROTECT, null=True, blank=True, related_name="units", verbose_name=_("modèle")
    )
    code = models.CharField(_("code"), max_length=6, unique=True, default=new_code, editable=False)
    serial = models.CharField(_("numéro de série"), max_length=80, blank=True)
    owner = models.ForeignKey(
        "territory.Organisation",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="units",
        verbose_name=_("propriétaire"),
    )
    stands_in = models.ForeignKey(
        "territory.Place", models.SET_NULL, null=True, blank=True, editable=False, related_name="units_there"
    )
    since = models.DateField(_("au réseau depuis le"), null=True, blank=True)
    condition = models.CharField(_("état"), max_length=10, choices=Condition, default=Condition.WORKING)
    notes = models.CharField(_("à savoir"), max_length=300, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("unité")
        verbose_name_plural = _("unités")
        constraints = [
            models.UniqueConstraint(
                fields=["base", "label"],
                name="unit_label_once_in_place",
                violation_error_message=_("Ce lieu a déjà une unité avec cette étiquette."),
            ),
            models.CheckConstraint(
                condition=Q(kind="equipment", model__isnull=False) | Q(kind="computer"), name="equipment_has_a_model"
            ),
        ]
        indexes = [
            models.Index(fields=["room", "kind", "condition"], name="unit_in_room"),
            models.Index(fields=["model", "condition"], name="unit_of_model"),
        ]

    def __str__(self) -> str:
        return self.label


class ConditionEvent(models.Model):
    """A unit breaks or works again: what others (workshops) read to do what follows, once."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="condition_events")
    at = models.DateTimeField(_("quand"))
    before = models.CharField(_("avant"), max_length=10, choices=Unit.Condition)
    after = models.CharField(_("après"), max_length=10, choices=Unit.Condition)
    reason = models.CharField(_("raison"), max_length=200, blank=True)
    by = models.ForeignKey("people.User", models.SET_NULL, null=True, blank=True, related_name="+")
    followed_at = models.DateTimeField(_("suite donnée le"), null=True, blank=True, db_index=True)

    class Meta:
        verbose_name = _("changement d’état d’une unité")
        verbose_name_plural = _("changements d’état des unités")

    def __str__(self) -> str:
        return f"{self.unit} {self.after}"
