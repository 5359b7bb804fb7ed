"""Which characters a printed document can hold.

A tagged PDF may not hold a character that no typeface draws, and one strange character (an emoji in a name) must not
keep a paper from somebody. The ranges were measured, character by character, with Atkinson Hyperlegible and the
typefaces that Typst carries; tests/core/test_documents.py prints them all again.
"""

import re
import unicodedata

# Latin, Greek, Cyrillic, Arabic letters, punctuation, currencies, arrows, mathematics, shapes, ligatures.
PRINTABLE = (
    (0x0020, 0x007E), (0x00A0, 0x02FF), (0x0370, 0x0482), (0x048A, 0x04FF), (0x0510, 0x0513), (0x051A, 0x051D),
    (0x0606, 0x060C), (0x061B, 0x061B), (0x061F, 0x061F), (0x0621, 0x063A), (0x0640, 0x064A), (0x0660, 0x066D),
    (0x0674, 0x0674), (0x0679, 0x067B), (0x067E, 0x0680), (0x0683, 0x0684), (0x0686, 0x0687), (0x0691, 0x0691),
    (0x0698, 0x0698), (0x06A4, 0x06A4), (0x06A9, 0x06A9), (0x06AF, 0x06AF), (0x06BE, 0x06BE), (0x06CC, 0x06CC),
    (0x06F0, 0x06F9), (0x1E00, 0x1FFE), (0x2000, 0x200A), (0x2010, 0x2027), (0x202F, 0x2040), (0x2042, 0x2042),
    (0x2044, 0x2052), (0x2054, 0x205E), (0x20A0, 0x20BF), (0x2100, 0x211E), (0x2120, 0x2120), (0x2122, 0x2122),
    (0x2126, 0x2151), (0x2153, 0x2184), (0x2190, 0x22FF), (0x2500, 0x2606), (0x2609, 0x262F), (0x2638, 0x268B),
    (0x2690, 0x269C), (0x26A0, 0x26A7), (0x2701, 0x2704), (0x2706, 0x2709), (0x270C, 0x2714), (0x2717, 0x2726),
    (0xFB00, 0xFB06),
)  # fmt: skip
UNPRINTABLE = "\N{WHITE SQUARE}"
SPACES = re.compile(r"[\t\v\f\u2028\u2029]|\r\n?")


def printable(text: str) -> str:
    """Give the text as it can be printed: a letter without its unknown accents, a white square for the rest.

    Control and direction characters go, the latter because they can make a line read otherwise than it is written.
    """
    if text.isascii() and text.isprintable():
        return text
    composed = unicodedata.normalize("NFC", SPACES.sub(" ", text))
    drawn = "".join(_drawn(character) for character in composed)
    return re.sub(f"{UNPRINTABLE}+", UNPRINTABLE, drawn) or UNPRINTABLE


def undrawable(text: str) -> list[str]:
    """Give each character that would not be printed as it is written, once, in order."""
    composed = unicodedata.normalize("NFC", SPACES.sub(" ", text))
    return list(dict.fromkeys(one for one in composed if _drawn(one) != one and unicodedata.category(one) != "Cc"))


def _drawn(character: str) -> str:
    if character == "\n":
        return character
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cc", "Cf") and character != "\N{SOFT HYPHEN}":
        return ""
    if _is_printable(character):
        return character
    simpler = [part for part in unicodedata.normalize("NFKD", character) if not unicodedata.combining(part)]
    return "".join(simpler) if simpler and all(map(_is_printable, simpler)) else UNPRINTABLE


def _is_printable(character: str) -> bool:
    is_assigned = unicodedata.category(character) not in ("Cn", "Cs", "Co")
    return is_assigned and any(first <= ord(character) <= last for first, last in PRINTABLE)
