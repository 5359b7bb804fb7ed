"""What somebody knows how to do, as somebody else saw it; some of it is for a time."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class SkillQuerySet(models.QuerySet["Skill"]):
    def in_use(self) -> Self:
        return self.filter(archived_at__isnull=True)

    def visible_to(self, user: Any) -> Self:
        if not user.is_authenticated:
            return self.none()
        return self.all() if user.is_superuser else self.filter(network__roles__user=user).distinct()


class Skill(models.Model):
    """What a mediator may be needed for, or what one must know before one uses something: "IA", "imprimante 3D"."""

    network = models.ForeignKey("territory.Network", models.CASCADE, related_name="skills")
    name = models.CharField(_("compétence"), max_length=80)
    description = models.CharField(_("en une phrase"), max_length=200, blank=True)
    lasts_months = models.PositiveSmallIntegerField(_("valable tant de mois"), default=0)
    archived_at = models.DateTimeField(_("retirée le"), null=True, blank=True, editable=False)

    objects = SkillQuerySet.as_manager()

    class Meta:
        verbose_name = _("compétence")
        verbose_name_plural = _("compétences")
        constraints = [
            models.UniqueConstraint(
                fields=["network", "name"],
                condition=Q(archived_at__isnull=True),
                name="skill_once_in_network",
                violation_error_message=_("Cette compétence existe déjà\u00a0: changez son nom."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class HabilitationQuerySet(models.QuerySet["Habilitation"]):
    def valid(self, on: date) -> Self:
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=on), since__lte=on)


class Habilitation(models.Model):
    """Somebody knows how, since a day (included) until another (excluded), and what shows it."""

    user = models.ForeignKey("people.User", models.CASCADE, related_name="habilitations", verbose_name=_("personne"))
    skill = models.ForeignKey(Skill, models.CASCADE, related_name="habilitations", verbose_name=_("compétence"))
    since = models.DateField(_("depuis le"))
    ends_on = models.DateField(_("jusqu’au"), null=True, blank=True)
    evidence = models.CharField(_("ce qui le montre"), max_length=200)
    given_by = models.ForeignKey("people.User", models.SET_NULL, null=True, blank=True, related_name="+")

    objects = HabilitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("habilitation")
        verbose_name_plural = _("habilitations")
        constraints = [
            models.UniqueConstraint(fields=["user", "skill"], name="habilitation_once"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("since")), name="habilitation_ends_after"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.skill}"


class SkillClaim(models.Model):
    """Somebody says that she knows how, and what shows it: it counts for nothing until somebody else confirms it."""

    user = models.ForeignKey("people.User", models.CASCADE, related_name="skill_claims", verbose_name=_("personne"))
    skill = models.ForeignKey(Skill, models.CASCADE, related_name="claims", verbose_name=_("compétence"))
    evidence = models.CharField(_("ce qui le montre"), max_length=200)
    claimed_at = models.DateTimeField(_("annoncé le"))

    class Meta:
        verbose_name = _("compétence annoncée")
        verbose_name_plural = _("compétences annoncées")
        constraints = [models.UniqueConstraint(fields=["user", "skill"], name="skill_claimed_once")]

    def __str__(self) -> str:
        return f"{self.user}, {self.skill}"
