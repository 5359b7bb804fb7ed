"""The words people search places by; derived from the places.

Their rows are written by the hundred thousand with the place or the offer they come from, and go with it: the database
is not asked at each of them whether its word and its place are there, which took as long as the rest of an import.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Word(models.Model):
    """A word that some place can be found by: folded, singular."""

    text = models.CharField(_("mot"), max_length=40, unique=True)

    class Meta:
        verbose_name = _("mot")
        verbose_name_plural = _("mots")

    def __str__(self) -> str:
        return self.text


class WordVariant(models.Model):
    """A word with one letter left out, so that a small typo still finds it."""

    pk = models.CompositePrimaryKey("text", "word_id")
    text = models.CharField(max_length=40)
    word = models.ForeignKey(Word, models.CASCADE, related_name="variants", db_index=False, db_constraint=False)

    class Meta:
        verbose_name = _("variante d’un mot")
        verbose_name_plural = _("variantes des mots")

    def __str__(self) -> str:
        return self.text


class OfferWord(models.Model):
    """One word of what some places offer, which is found once for all of them; derived, never edited."""

    pk = models.CompositePrimaryKey("word_id", "offer_id")
    offer = models.ForeignKey("territory.Offer", models.CASCADE, related_name="search_words", db_constraint=False)
    word = models.ForeignKey(Word, models.CASCADE, related_name="offers", db_index=False, db_constraint=False)

    class Meta:
        verbose_name = _("mot d’une offre")
        verbose_name_plural = _("mots des offres")

    def __str__(self) -> str:
        return f"{self.offer_id} {self.word_id}"


class PlaceWord(models.Model):
    """One word of a place itself, beside those of what it offers; derived from the place, never edited.

    A word weighs 4 in the name, 3 in what the place offers, 2 in the commune, 1 in the address or text. `weight` is
    what it weighs here; of a word of the name that the offer holds already, the 1 that the name adds to its 3.
    """

    pk = models.CompositePrimaryKey("word_id", "place_id")
    place = models.ForeignKey(
        "territory.Place", models.CASCADE, related_name="search_words", db_index=False, db_constraint=False
    )
    word = models.ForeignKey(Word, models.CASCADE, related_name="places", db_index=False, db_constraint=False)
    weight = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("mot d’un lieu")
        verbose_name_plural = _("mots des lieux")
        # Read both ways: the places of a word (the key), and the words of a place.
        indexes = [models.Index(fields=["place", "word", "weight"], name="words_of_place")]

    def __str__(self) -> str:
        return f"{self.place_id} {self.word_id}"
