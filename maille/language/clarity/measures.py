"""Two measures of a whole text, said for what they are: an estimate, never a grade."""

from dataclasses import dataclass

from .reading import Text
from .syllables import count_syllables

ENOUGH_WORDS = 100  # below, one long sentence moves the measures by ten points


@dataclass(frozen=True, slots=True)
class Measures:
    """Words, sentences, and what they make: Kandel-Moles (100 easy, 0 hard), LIX (20 easy, 60 hard)."""

    words: int
    sentences: int
    longest: int  # words of the longest sentence
    kandel_moles: float
    lix: float

    @property
    def is_enough(self) -> bool:
        """Whether the text is long enough for the measures to mean something."""
        return self.words >= ENOUGH_WORDS

    @property
    def band(self) -> str:
        """How hard the text is on the scale of LIX: easy, middling or hard."""
        return "easy" if self.lix < 35 else "middling" if self.lix < 50 else "hard"


def measure(text: Text) -> Measures:
    """Measure a text. Kandel and Moles 1958: 207 − 1.015 words a sentence − 73.6 syllables a word; Björnsson 1968, LIX.

    Numbers in digits count as words of one syllable. Elisions are one word with what follows: "l’atelier".
    """
    words, sentences = text.words, text.sentences
    if not words:
        return Measures(0, 0, 0, 0.0, 0.0)
    length = len(words) / len(sentences)
    syllables = sum(1 if word.is_number else count_syllables(word.text) for word in words) / len(words)
    long_words = sum(len(word.text.split("’")[-1]) > 6 for word in words)
    return Measures(
        words=len(words),
        sentences=len(sentences),
        longest=max(len(sentence.words) for sentence in sentences),
        kandel_moles=207 - 1.015 * length - 73.6 * syllables,
        lix=length + 100 * long_words / len(words),
    )
