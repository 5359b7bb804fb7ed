"""The words of names and addresses, each reduced once: without accents, articles, plurals or abbreviations."""

import html
import re

from maille.language.words import fold, singular

_TAG = re.compile(r"<[^>]{0,200}>")
_SPELLED = re.compile(r"\b(?:[a-z]\.){2,}(?:[a-z]\b)?")
_WORD = re.compile(r"[a-z0-9]+")

_NOT_SAID = frozenset("a au aux chez d dans de des du en et l la le les par pour sur s the un une".split())  # noqa: SIM905


def usual_forms(table: str) -> dict[str, str]:
    """Read a table "usual: other other | usual: other" as what each other form stands for."""
    entries = (entry.partition(":") for line in table.splitlines() for entry in line.split("|") if entry.strip())
    return {other: usual.strip() for usual, _, others in entries for other in others.split()}


_SHORT_FORMS = usual_forms("""
    saint: st sts | sainte: ste | centre: ctre | association: asso assoc ass | bibliotheque: biblio bib
    docteur: dr | general: gal gen | marechal: mal | president: pdt pres | colonel: col | commandant: cdt
    capitaine: cne | professeur: prof pr | departemental: dep departementale | municipal: municipale
    communal: communale | intercommunal: intercommunale intercom | social: sociale | local: locale
    public: publique | culturel: culturelle | national: nationale | francais: francaise | grand: grande
    principal: principale | 1: 1er premier | 2: deux | 3: trois | 4: quatre | 5: cinq | 6: six | 7: sept
    8: huit | 9: neuf | 10: dix | 11: onze
""")


class _Reduced(dict[str, str]):
    """Folded words in their usual form, each reduced the first time it is met."""

    def __missing__(self, word: str) -> str:
        form = "" if word in _NOT_SAID else _SHORT_FORMS.get(word) or singular(word)
        if len(self) < _MOST_WORDS_KEPT:
            self[word] = form
        return form


_MOST_WORDS_KEPT = 1 << 17
_REDUCED = _Reduced()


def reduced(word: str) -> str:
    """One folded word in its usual form; nothing for a word that says nothing ("de", "les")."""
    return _REDUCED[word]


def plain(text: str) -> str:
    """Lower case, no accent, no HTML; "M.J.C." becomes "mjc"."""
    if "&" in text or "<" in text:
        text = _TAG.sub(" ", html.unescape(text))
    text = _folded(text)
    return _SPELLED.sub(lambda found: found.group().replace(".", ""), text) if "." in text else text


def _folded(text: str) -> str:
    """What `fold` gives, five times as fast for the letters French is mostly written with."""
    try:
        letters = text.replace("’", "'").encode("latin-1").translate(_LETTERS)
    except UnicodeEncodeError:
        return fold(text)
    return fold(text) if _ODD in letters else letters.decode("ascii")


_ODD = b"\xff"
"""Stands for a letter that does not fold to exactly one."""


def _letter(code: int) -> int:
    folded = fold(chr(code))
    return ord(folded) if len(folded) == 1 and folded.isascii() else _ODD[0]


_LETTERS = bytes(_letter(code) for code in range(256))


def words_of(plain_text: str) -> list[str]:
    """The words of a plain text that say something, in order."""
    return reduced_words(_WORD.findall(plain_text))


def reduced_words(written: list[str]) -> list[str]:
    """Those of the words that say something, each in its usual form."""
    return [word for each in written if (word := _REDUCED[each])]


def all_words_of(plain_text: str) -> list[str]:
    """Every word of a plain text as it is written: initials are made of these."""
    return _WORD.findall(plain_text)
