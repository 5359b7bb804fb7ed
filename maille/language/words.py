"""Words as people search for them: without accents, capitals, articles or plurals.

The same reduction is applied to what is written and to what is searched, so that "médiathèques", "Mediatheque" and
"la médiathèque" are one word.
"""

import re
import unicodedata
from itertools import chain

LONGEST_WORD = 40
LONGEST_SEARCH = 500
MOST_WORDS_IN_A_SEARCH = 8

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae", "’": "'", "ʼ": "'", "@": "a", "ß": "ss"})
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z0-9]+)*")
_ELISION = re.compile(r"^(?:l|d|j|m|n|s|t|c|qu|jusqu|lorsqu|puisqu)'")
_STOP_WORDS = frozenset(
    """
    a ai alors au aupres aux avec car ce ces cet cette chez comment dans de des du elle en entre est et il je la le les
    leur leurs lui ma mais me mes moi mon ne nos notre nous on ou par pas plus pour pres que qui quoi sa sans se ses son
    sont sur ta te tes toi ton tu un une vers veux voir vos votre vous y the of to and in for
    """.split()  # noqa: SIM905 - a list of words is read as words
)

_SHORT_FORMS = {"st": "saint", "ste": "sainte", "bd": "boulevard", "av": "avenue", "biblio": "bibliotheque"}


def fold(text: str) -> str:
    """Lower-case the text and remove accents and ligatures; punctuation stays."""
    if text.isascii():
        return text.lower().replace("@", "a")
    decomposed = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    return "".join(char for char in decomposed if not unicodedata.combining(char)).lower()


def singular(word: str) -> str:
    """Reduce a folded word to its usual singular: "ateliers" → "atelier", "tableaux" → "tableau"."""
    if len(word) < 4 or word.isdigit() or word.endswith("ss"):
        return word
    if word.endswith("eaux"):
        return word[:-1]
    if word.endswith("aux"):
        return word[:-3] + "al"
    return word[:-1] if word[-1] in "sx" else word


def words(text: str) -> list[str]:
    """Reduce a text to its searchable words, in order, each once; at most 40 characters a word.

    Words joined by an apostrophe are cut after the article ("l'écran" → "ecran") or kept as two ("presqu'île").
    """
    return list(dict.fromkeys(chain.from_iterable(map(_PIECES.__getitem__, text.split()))))


def searched_words(text: str) -> list[str]:
    """The words of a search, at most eight, so that a pasted page costs no more than a sentence."""
    if len(text) > LONGEST_SEARCH:
        text = text[:LONGEST_SEARCH].rpartition(" ")[0]
    return words(text)[:MOST_WORDS_IN_A_SEARCH]


def _reduced_piece(piece: str) -> tuple[str, ...]:
    """The words of what stands between two spaces."""
    found = []
    for match in _WORD.finditer(fold(piece)):
        for part in _ELISION.sub("", match.group()).split("'"):
            if part and part not in _STOP_WORDS and (len(part) > 1 or part.isdigit()):
                found.append(_SHORT_FORMS.get(part) or singular(part)[:LONGEST_WORD])
    return tuple(found)


class _Pieces(dict[str, tuple[str, ...]]):
    """The words of the pieces met so far: a directory says "rue", "mairie" and "de" over and over."""

    most = 50_000

    def __missing__(self, piece: str) -> tuple[str, ...]:
        found = _reduced_piece(piece)
        if len(piece) <= LONGEST_WORD:
            if len(self) >= self.most:
                self.clear()
            self[piece] = found
        return found


_PIECES = _Pieces()


def deletions(word: str) -> set[str]:
    """The word and every form of it with one letter left out: two words that share one differ by a small typo.

    This is the symmetric-delete index of SymSpell (Wolf Garbe, 2012), for one edit.
    """
    return {word} | {word[:i] + word[i + 1 :] for i in range(len(word))}
