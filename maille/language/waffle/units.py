"""A number too large to be read, in units that people know."""

from maille.language.phrases import NARROW_NO_BREAK_SPACE, Phrase, Phrasebook

SECONDS_IN_A_YEAR = 31_557_600
READING_A_SENTENCE = 10  # seconds, aloud
AGE_OF_THE_UNIVERSE = 13_800_000_000  # years
READ_IN_FULL = 10**15

SAYS = Phrasebook(
    "waffle_units",
    {
        "days": (
            "À dix secondes la ligne, jour et nuit, il faudrait {days:jour|jours} pour tout lire.",
            "At ten seconds a line, day and night, it would take {days:day|days} to read them all.",
        ),
        "years": (
            "À dix secondes la ligne, jour et nuit, il faudrait {years:an|ans} pour tout lire.",
            "At ten seconds a line, day and night, it would take {years:year|years} to read them all.",
        ),
        "universe": (
            "À dix secondes la ligne, jour et nuit, il faudrait {times:fois|fois} l’âge de l’univers pour tout lire.",
            "At ten seconds a line, day and night, all would take {times:time|times} the age of the universe.",
        ),
        "beyond": (
            "Pour tout lire, il faudrait l’âge de l’univers, multiplié par un nombre de {digits:chiffre|chiffres}.",
            "To read them all, it would take the age of the universe, times a number of {digits:digit|digits}.",
        ),
        "exact": ("{number}", "{number}"),
        "large": (
            "{lead} suivi de {digits:autre chiffre|autres chiffres}",
            "{lead} followed by {digits:more digit|more digits}",
        ),
    },
)


def how_long(texts: int, lines: int = 1) -> Phrase:
    """How long it would take to read so many texts of so many lines aloud."""
    seconds = texts * lines * READING_A_SENTENCE
    years = seconds // SECONDS_IN_A_YEAR
    if not years:
        return SAYS("days", days=max(1, seconds // 86_400))
    if years < AGE_OF_THE_UNIVERSE:
        return SAYS("years", years=_rounded(years))
    times = years // AGE_OF_THE_UNIVERSE
    if times < READ_IN_FULL:
        return SAYS("universe", times=_rounded(times))
    return SAYS("beyond", digits=len(str(times)))


def written(texts: int) -> Phrase:
    """A count as it is said: in full when it can be read, else its first digits and how many follow."""
    if texts < READ_IN_FULL:
        return SAYS("exact", number=grouped(texts))
    digits = str(texts)
    return SAYS("large", lead=digits[:3], digits=len(digits) - 3)


def grouped(number: int) -> str:
    """All the digits, three by three."""
    return f"{number:,}".replace(",", NARROW_NO_BREAK_SPACE)


def _rounded(number: int) -> int:
    """Two figures that matter: nobody reads the others."""
    scale: int = 10 ** max(0, len(str(number)) - 2)
    return number // scale * scale
