"""Which letters the bytes of a file are: by its mark, by UTF-8's own rules, else by the French it gives.

One pass in constant memory: the bytes above 127 are counted, and the lines of damaged characters are noted.
"""

import codecs
import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import chain

from maille.language.phrases import Phrase

from .content import Content
from .phrases import FILES, unreadable

MOST_LINES_TOLD = 10

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OLD_ENCODINGS = ("cp1252", "mac-roman", "cp850")
# How often each sign is met in written French: a wrong decoding turns é into Ž, È or Ú, which are met much less.
_FRENCH = (
    dict.fromkeys("é", 12)
    | dict.fromkeys("èàçê’", 6)
    | dict.fromkeys("ôîâûùëïœ«»°\u00a0", 3)
    | dict.fromkeys("ÉÈÀÇÊÔÎÂ–…€—“”", 1)
)
_STRANGE = -4
_BROKEN = re.compile("\ufffd")


@dataclass
class Letters:
    """How the bytes are to be decoded, and what was noticed."""

    encoding: str
    errors: str = "strict"
    damaged: int = 0
    damaged_lines: list[int] = field(default_factory=list)

    def remarks(self) -> tuple[Phrase, ...]:
        """Damaged characters, with the first lines that hold some."""
        if not self.damaged:
            return ()
        lines = ", ".join(map(str, self.damaged_lines))
        return (FILES("damaged", count=self.damaged, lines=lines),)


def find_encoding(content: Content, asked: str = "") -> Letters:
    """How to decode a file: as asked, refused when it cannot be so, or as its bytes tell.

    UTF-8's own mark is believed before what was asked: our files of refused lines bear it, whatever the file was in.
    """
    head = content.head(4096)
    if asked and not head.startswith(codecs.BOM_UTF8):
        return _as_asked(content, asked)
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return _read_through(content, encoding)
    if b"\0" in head:
        return _without_mark(content, head)
    return _by_letters(content)


def _as_asked(content: Content, encoding: str) -> Letters:
    try:
        name = codecs.lookup(encoding).name
    except LookupError as error:
        raise unreadable("unknown_encoding", encoding=encoding) from error
    decoder, line = codecs.getincrementaldecoder(name)("strict"), 1
    for chunk in chain(content.chunks(), [b""]):
        try:
            line += decoder.decode(chunk, final=not chunk).count("\n")
        except UnicodeDecodeError as error:
            line += error.object[: error.start].count(b"\n")
            raise unreadable("not_in_encoding", line=line, encoding=encoding) from error
    return _read_through(content, "utf-8-sig" if name == "utf-8" else name)


def _without_mark(content: Content, head: bytes) -> Letters:
    """UTF-16 whose mark was lost has a zero in every other byte; anything else with zeros is no text."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) < len(head) // 4 or min(even, odd) * 4 > max(even, odd):
        raise unreadable("unknown_kind", kind="octets")
    return _read_through(content, "utf-16-be" if even > odd else "utf-16-le")


def _by_letters(content: Content) -> Letters:
    letters = _read_through(content, "utf-8-sig")
    if letters.errors == "strict":
        return letters
    bytes_met, carriage, feeds = Counter[int](), 0, 0
    accents = 0
    decoder = codecs.getincrementaldecoder("utf-8")("ignore")
    for chunk in content.chunks():
        bytes_met.update(byte for byte in chunk if byte > 127)
        carriage, feeds = carriage + chunk.count(b"\r"), feeds + chunk.count(b"\n")
        accents += sum(not letter.isascii() for letter in decoder.decode(chunk))
    if accents >= letters.damaged or _is_cut(content):
        return letters
    bonus = {"mac-roman": 1 if carriage and not feeds else 0}
    best = max(_OLD_ENCODINGS, key=lambda name: _french(name, bytes_met) + bonus.get(name, 0))
    return _read_through(content, best)


def _is_cut(content: Content) -> bool:
    """Whether the only fault of the file is to end in the middle of a character."""
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    try:
        for chunk in content.chunks():
            decoder.decode(chunk)
    except UnicodeDecodeError:
        return False
    return True


def _french(encoding: str, bytes_met: Counter[int]) -> int:
    """How French the letters above 127 look in an encoding."""
    return sum(
        times * _FRENCH.get(bytes([byte]).decode(encoding, "replace"), _STRANGE) for byte, times in bytes_met.items()
    )


def _read_through(content: Content, encoding: str) -> Letters:
    """Decode the whole file, noting the characters that are damaged or were when it was written."""
    letters = Letters(encoding)
    decoder, line = codecs.getincrementaldecoder(encoding)("replace"), 1
    strict = codecs.getincrementaldecoder(encoding)("strict")
    for chunk in chain(content.chunks(), [b""]):
        text = decoder.decode(chunk, final=not chunk)
        if letters.errors == "strict" and not _decodes(strict, chunk):
            letters.errors = "replace"
        counted = 0
        for match in _BROKEN.finditer(text):
            line, counted = line + _lines(text, counted, match.start()), match.start()
            _note(letters, line)
        line += _lines(text, counted, len(text))
    return letters


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes) -> bool:
    try:
        decoder.decode(chunk, final=not chunk)
    except UnicodeDecodeError:
        return False
    return True


def _lines(text: str, start: int, end: int) -> int:
    return text.count("\n", start, end) or text.count("\r", start, end)


def _note(letters: Letters, line: int) -> None:
    letters.damaged += 1
    known = letters.damaged_lines
    if len(known) < MOST_LINES_TOLD and (not known or known[-1] != line):
        known.append(line)
