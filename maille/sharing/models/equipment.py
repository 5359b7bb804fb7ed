"""What the network lends: models, of which there are units; a kit is a model whose units are cases with contents."""

from datetime import timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .seen import InUseQuerySet


class Category(models.TextChoices):
    TABLET = "tablet", _("tablette")
    COMPUTER = "computer", _("ordinateur")
    PHONE = "phone", _("téléphone")
    HOTSPOT = "hotspot", _("borne 4G")
    HEADSET = "headset", _("casque de réalité virtuelle")
    DRONE = "drone", _("drone")
    ROBOT = "robot", _("robot")
    PRINTER_3D = "printer_3d", _("imprimante 3D")
    MAKING = "making", _("fabrication")
    SOUND_IMAGE = "sound_image", _("son et image")
    GAME = "game", _("jeu")
    OTHER = "other", _("autre")


class Size(models.TextChoices):
    """What it takes to carry one."""

    POCKET = "s", _("dans une poche")
    BAG = "m", _("dans un sac")
    CAR = "l", _("dans une voiture")
    VAN = "xl", _("dans une camionnette")


class EquipmentModel(models.Model):
    """A sort of object that places lend each other: what it is for, how it travels, what one must know to use it.

    `value` in whole euros, for the agreement of a loan. `preparation` minutes after each use (charging, wiping);
    `notice_hours` before it can leave; `longest_days` for one loan, 0 without limit.
    """

    network = models.ForeignKey("territory.Network", models.CASCADE, related_name="equipment_models")
    name = models.CharField(_("nom"), max_length=120)
    category = models.CharField(_("sorte"), max_length=12, choices=Category)
    maker = models.CharField(_("marque et référence"), max_length=120, blank=True)
    uses = models.TextField(_("ce qu’on peut en faire"), max_length=1000, blank=True)
    manual_url = models.URLField(_("mode d’emploi"), max_length=500, blank=True)
    size = models.CharField(_("pour le porter"), max_length=2, choices=Size, default=Size.BAG)
    is_transportable = models.BooleanField(_("se déplace"), default=True)
    is_kit = models.BooleanField(_("mallette au contenu vérifié"), default=False)
    value = models.PositiveIntegerField(_("valeur (euros)"), default=0)
    preparation = models.PositiveSmallIntegerField(
        _("préparation après usage (minutes)"), default=0, validators=[MaxValueValidator(2880)]
    )
    notice_hours = models.PositiveSmallIntegerField(
        _("à demander au moins tant d’heures avant"), default=0, validators=[MaxValueValidator(720)]
    )
    longest_days = models.PositiveSmallIntegerField(_("prêt le plus long (jours)"), default=0)
    skill = models.ForeignKey(
        "people.Skill",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("habilitation nécessaire"),
    )
    archived_at = models.DateTimeField(_("retiré le"), null=True, blank=True, editable=False)

    objects = InUseQuerySet["EquipmentModel"].as_manager()

    class Meta:
        verbose_name = _("modèle de matériel")
        verbose_name_plural = _("modèles de matériel")
        constraints = [
            models.UniqueConstraint(
                fields=["network", "name"],
                condition=Q(archived_at__isnull=True),
                name="equipment_once_in_network",
                violation_error_message=_("Ce modèle existe déjà\u00a0: changez son nom, ou ajoutez-lui des unités."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def notice(self) -> timedelta:
        return timedelta(hours=self.notice_hours)

    @property
    def lasts_to_prepare(self) -> timedelta:
        return timedelta(minutes=self.preparation)


class KitContent(models.Model):
    """What is in each case of a kit: checked line by line at each hand-over."""

    model = models.ForeignKey(EquipmentModel, models.CASCADE, related_name="contents", verbose_name=_("mallette"))
    label = models.CharField(_("objet"), max_length=120)
    count = models.PositiveSmallIntegerField(
        _("nombre"), default=1, validators=[MinValueValidator(1), MaxValueValidator(500)]
    )

    class Meta:
        verbose_name = _("contenu d’une mallette")
        verbose_name_plural = _("contenus des mallettes")
        constraints = [models.UniqueConstraint(fields=["model", "label"], name="content_once_in_kit")]

    def __str__(self) -> str:
        return f"{self.count} × {self.label}"


class ModelPhoto(models.Model):
    """What a model looks like: a small JPEG, and what it shows in words."""

    model = models.OneToOneField(EquipmentModel, models.CASCADE, related_name="photo", verbose_name=_("modèle"))
    jpeg = models.BinaryField(editable=False)
    alt = models.CharField(_("ce que montre la photo"), max_length=200)

    class Meta:
        verbose_name = _("photo d’un modèle")
        verbose_name_plural = _("photos des modèles")

    def __str__(self) -> str:
        return self.alt
