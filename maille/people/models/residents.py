"""Residents: the people whom the network helps, known once for all its places, by as little as possible."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maille.language.words import fold
from maille.people import rules

FEWEST_KEYS = 3
MOST_JOINED = 20
WHOLE_NUMBER = 10
"""Digits of a number as one dials it here, whose first 0 the international form leaves out."""


class ResidentQuerySet(models.QuerySet["Resident"]):
    def known(self) -> Self:
        """Neither erased nor anonymised, nor joined to another record of the same person."""
        return self.filter(erased_at__isnull=True, merged_into__isnull=True)

    def alike(self, resident: "Resident") -> Self:
        """Others who may be the same person: the same name, the same telephone or the same address."""
        same = Q(search_name=resident.search_name)
        for name in ("phone", "email"):
            if value := getattr(resident, name):
                same |= Q(**{name: value})
        return self.known().filter(same, network=resident.network_id).exclude(pk=resident.pk)

    def visible_to(self, user: Any) -> Self:
        """Residents of the networks where the person receives the public; neighbours and partners never see any."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self.all()
        roles = user.roles_on(timezone.localdate())
        inside = {role.network_id for role in roles if role.kind in rules.MEMBER_KINDS}
        return self.known().filter(network_id__in=inside)

    def found_by(self, typed: str) -> Self:
        """Those whom three keys find: the beginning of a word of the name, or the last digits of the telephone.

        Of two records of one person, the words of both find the one where they live on.
        """
        named = _named(typed)
        if named is None:
            return self.none()
        joined = Resident.objects.filter(named, merged_into__isnull=False).order_by("-seen_at", "pk")[:MOST_JOINED]
        return self.known().filter(named | Q(pk__in=[one.living.pk for one in joined]))


def _named(typed: str) -> Q | None:
    """The records that what was typed may mean; nothing when it is too short to mean anybody."""
    folded, digits = " ".join(fold(typed).split()), "".join(letter for letter in typed if letter.isdecimal())
    if len(digits) >= FEWEST_KEYS and not any(letter.isalpha() for letter in typed):
        return Q(phone__endswith=digits.removeprefix("0") if len(digits) == WHOLE_NUMBER else digits)
    if len(folded) < FEWEST_KEYS:
        return None
    return Q(search_name__startswith=folded) | Q(search_name__contains=f" {folded}")


class Resident(models.Model):
    """Someone helped: a name, and a telephone (E.164) or an address or neither. Never an account.

    `search_name` is the name folded. Of two records of one person, one is `merged_into` the other, where they live on.
    """

    network = models.ForeignKey("territory.Network", models.CASCADE, related_name="residents", verbose_name=_("réseau"))
    name = models.CharField(_("nom"), max_length=120)
    search_name = models.CharField(max_length=120, editable=False)
    phone = models.CharField(_("téléphone"), max_length=20, blank=True)
    email = models.EmailField(_("courriel"), blank=True)
    language = models.CharField(_("langue des messages"), max_length=10, default="fr")
    needs = models.CharField(_("besoins"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("connue depuis le"))
    seen_at = models.DateTimeField(_("vue pour la dernière fois le"))
    erased_at = models.DateTimeField(_("effacée le"), null=True, blank=True, editable=False)

    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged",
        verbose_name=_("fiche réunie à"),
    )

    objects = ResidentQuerySet.as_manager()

    class Meta:
        verbose_name = _("habitant")
        verbose_name_plural = _("habitants")
        indexes = [
            models.Index(fields=["network", "search_name"], name="resident_by_name"),
            models.Index(fields=["network", "phone"], name="resident_by_phone"),
            models.Index(fields=["network", "email"], name="resident_by_email"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def living(self) -> "Resident":
        """The record in which the person lives on: this one, unless it was joined to another."""
        return self.merged_into.living if self.merged_into else self
