"""The words people search places by; derived from the places."""

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

    text = models.CharField(max_length=40)
    word = models.ForeignKey(Word, models.CASCADE, related_name="variants")

    class Meta:
        verbose_name = _("variante d’un mot")
        verbose_name_plural = _("variantes des mots")
        constraints = [models.UniqueConstraint(fields=["text", "word"], name="variant_once_per_word")]

    def __str__(self) -> str:
        return self.text


class PlaceWord(models.Model):
    """One word of a place; derived from the place, never edited.

    `weight` says where it stands: 4 in the name, 3 in what it offers, 2 in the commune, 1 in the address or text.
    """

    place = models.ForeignKey("territory.Place", models.CASCADE, related_name="search_words", db_index=False)
    word = models.ForeignKey(Word, models.CASCADE, related_name="places", db_index=False)
    weight = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("mot d’un lieu")
        verbose_name_plural = _("mots des lieux")
        # Read both ways: the places of a word (the constraint's index), and the words of a place.
        indexes = [models.Index(fields=["place", "word", "weight"], name="words_of_place")]
        constraints = [models.UniqueConstraint(fields=["word", "place"], name="word_once_per_place")]

    def __str__(self) -> str:
        return f"{self.place_id} {self.word_id}"
