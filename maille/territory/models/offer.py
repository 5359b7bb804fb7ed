"""What places offer, in the words of the closed lists: a few hundred combinations for tens of thousands of places."""

from hashlib import sha256

from django.db import models
from django.utils.translation import gettext_lazy as _

from maille.core.fields import TagsField, join_tags

# The closed lists of a place by which it is searched; in the alphabetical order of their values, so that a combination
# is one whatever the order somebody ticked it in.
OFFERED = ("typologies", "services", "support_modes", "audiences", "special_care", "costs", "programmes")

type Combination = tuple[tuple[str, ...], ...]


def digest(values: Combination) -> str:
    """What tells one combination from another, short enough to be unique in the database."""
    return sha256("\n".join(map(join_tags, values)).encode()).hexdigest()


class Offer(models.Model):
    """One combination of what a place offers, to whom and at what price; derived from the places, never edited."""

    digest = models.CharField(max_length=64, unique=True)
    typologies = TagsField(_("types de lieu"))
    services = TagsField(_("services"))
    support_modes = TagsField(_("modalités d’accompagnement"))
    audiences = TagsField(_("publics"))
    special_care = TagsField(_("prise en charge spécifique"))
    costs = TagsField(_("frais"))
    programmes = TagsField(_("dispositifs et programmes nationaux"))

    class Meta:
        verbose_name = _("offre")
        verbose_name_plural = _("offres")

    def __str__(self) -> str:
        return ", ".join(self.services)
