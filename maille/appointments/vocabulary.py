"""The words of the appointments: where they are held, who may take them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Mode(models.TextChoices):
    PLACE = "place", _("au lieu")
    PHONE = "phone", _("par téléphone")
    HOME = "home", _("à domicile")


class BookedBy(models.TextChoices):
    PUBLIC = "public", _("tout le monde, en ligne")
    DESK = "desk", _("l’accueil et l’équipe")
    TEAM = "team", _("l’équipe seulement, sans l’accueil")
