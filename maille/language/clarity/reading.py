"""A text cut into sentences and words, each with its place; addresses and numbers of telephone are no words."""

import re
from dataclasses import dataclass
from functools import cached_property

ADDRESS = re.compile(
    r"""(?:https?://|www\.)[^\s<>()]*[^\s<>().,;:!?»"'’]
    |(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+|(?<![\w-])[\w-]+\.(?:fr|org|net|com|eu|info)\b(?:/\S*\w)?""",
    re.IGNORECASE | re.VERBOSE,
)
PHONE = re.compile(
    r"(?<!\d)(?:\+33[ .\u00a0\u202f]?|0)[1-9](?:[ .\u00a0\u202f-]?\d{2}){4}(?!\d)|(?<!\d)3\d[ \u00a0]?\d{2}(?!\d)"
)
WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*(?:·[^\W\d_]+)*|\d+(?:[.,]\d+)*")
# A full stop after these ends no sentence.
SHORTENED = re.compile(
    r"(?<!\w)(?:M|MM|Mme|Mmes|Mlle|Dr|Me|St|Ste|av|bd|bât|art|al|cf|ex|env|n|p|pp|tél|vol|chap|[A-ZÉ])\.$"
)
# A sentence ends with its mark; so do a paragraph, a line of a list, a line that the next one does not go on with.
END = re.compile(
    r"""[.!?…]+(?:[\u00a0\u202f ]?[»”"])?(?=\s)|\n\s*\n|(?<=[:;,.!?…])\n
    |\n(?=\s*(?:[-*•–—>\#]|\d+[.)]\s|[A-ZÀÂÇÉÈÊËÎÏÔÛÙŒ«]))""",
    re.VERBOSE,
)
MARK = re.compile(r"[\s>#*_•–—-]+|\d+[.)]\s+")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text, and where it begins."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.text)

    @property
    def is_number(self) -> bool:
        """Whether it is written in digits."""
        return self.text[0].isdigit()


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, or one line of a list or a title."""

    text: str
    start: int
    words: tuple[Word, ...]

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.text)


@dataclass(frozen=True)
class Text:
    """What was written, as it was written."""

    raw: str

    @cached_property
    def masked(self) -> str:
        """The text with addresses and telephones blanked out, every other character at its place."""
        blank = ADDRESS.sub(lambda found: " " * len(found.group()), self.raw)
        return PHONE.sub(lambda found: " " * len(found.group()), blank)

    @cached_property
    def lowered(self) -> str:
        """The masked text in lower case, each character at its place."""
        lowered = self.masked.lower()
        if len(lowered) == len(self.masked):
            return lowered
        return "".join(letter if len(letter.lower()) > 1 else letter.lower() for letter in self.masked)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences that hold at least one word."""
        found, start = [], 0
        for end in self._ends():
            if sentence := self._sentence(start, end):
                found.append(sentence)
            start = end
        return tuple(found)

    def _ends(self) -> list[int]:
        ends = [
            match.end()
            for match in END.finditer(self.masked)
            if not SHORTENED.search(self.masked[max(0, match.end() - 6) : match.end()])
        ]
        return [*ends, len(self.raw)]

    def _sentence(self, start: int, end: int) -> Sentence | None:
        if mark := MARK.match(self.masked, start, end):
            start = mark.end()
        words = tuple(Word(found.group(), found.start()) for found in WORD.finditer(self.masked, start, end))
        text = self.raw[start:end].rstrip()
        return Sentence(text, start, words) if any(not word.is_number for word in words) else None

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Every word, in order."""
        return tuple(word for sentence in self.sentences for word in sentence.words)
