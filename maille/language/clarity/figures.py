"""Rules on figures, dates, capitals, links: what is read at a glance, or is not."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from maille.language.phrases import Phrasebook

from .findings import Finding, Limits
from .reading import ADDRESS, Text

SAYS = Phrasebook(
    "clarity.figures",
    {
        "capitals": (
            "Un texte tout en capitales se lit lentement\u00a0: écrivez-le en minuscules.",
            "Text all in capitals reads slowly: write it in lower case.",
        ),
        "percent": (
            "Un pourcentage se comprend moins vite qu’un nombre de personnes ou de choses.",
            "A percentage is understood less quickly than a number of people or things.",
        ),
        "number": ("Écrivez les nombres en chiffres.", "Write numbers in digits."),
        "roman": ("Écrivez les chiffres romains en chiffres.", "Write Roman numerals in digits."),
        "figures": (
            "Écrivez la date en entier, avec le jour de la semaine.",
            "Write the date out, with the day of the week.",
        ),
        "weekday": ("Ajoutez le jour de la semaine.", "Add the day of the week."),
        "wrong-weekday": (
            "Ce jour-là est un {weekday}\u00a0: vérifiez la date.",
            "That day is a {weekday} (in French): check the date.",
        ),
        "no-such-day": ("Ce jour n’existe pas\u00a0: vérifiez la date.", "There is no such day: check the date."),
        "link": (
            "Dites où mène le lien, pour qui entend la page sans la voir.",
            "Say where the link leads, for those who hear the page without seeing it.",
        ),
        "address": (
            "Cette adresse est longue à recopier\u00a0: donnez-en une plus courte, ou dites quoi chercher.",
            "This address is long to copy: give a shorter one, or say what to search for.",
        ),
    },
)
DAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]
UNITS = (
    *("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze"),
    *("treize", "quatorze", "quinze", "seize"),
)
NUMBERS = {
    **{name: value for value, name in enumerate(UNITS)},
    "dix-sept": 17, "dix-huit": 18, "dix-neuf": 19, "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50,
    "soixante": 60, "soixante-dix": 70, "quatre-vingt": 80, "quatre-vingts": 80, "quatre-vingt-dix": 90, "cent": 100,
}  # fmt: skip
CAPITALS = re.compile(r"(?<![\w’'-])[A-ZÀÂÇÉÈÊËÎÏÔÛÙ’'-]{2,}(?:[ ,:!\u00a0\u202f]+[A-ZÀÂÇÉÈÊËÎÏÔÛÙ’'-]{2,}){2,}(?!\w)")
PERCENT = re.compile(r"(?<![\d,.])(\d{1,3}(?:[.,]\d+)?)[ \u00a0\u202f]?%")
ROMAN = re.compile(r"(?<!\w)([IVX]{2,7}|[XV])(e|ème|er)(?= siècle|\s|$)")
NUMERIC_DATE = re.compile(r"(?<![\d/.])(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}|\d{2}))?(?![\d/.%])")
WRITTEN_DATE = re.compile(
    rf"(?<!\w)(?:({'|'.join(DAYS)})\s+)?(\d{{1,2}}|1er)\s+({'|'.join(MONTHS)})(?:\s+(\d{{4}}))?(?!\w)", re.IGNORECASE
)
# "Du 3 au 7 décembre", "3, 10 et 17 décembre": several days, no weekday is missed.
SEVERAL = re.compile(
    r"(?:\d|1er)\s*(?:,|et|au|-|–|ou)\s*(?:le\s+)?$"
    r"|(?:depuis|avant|après|jusqu[’']au|né|loi|décret)\s(?:le|du)?\s*$",
    re.IGNORECASE,
)
LINK = re.compile(
    r"(?<!\w)(?:cliquez|cliquer|appuyez) (?:ici|sur ce lien)(?!\w)"
    r"|(?<=\[)(?:ici|lien|en savoir plus|lire la suite|plus d’infos?)(?=\])",
    re.IGNORECASE,
)
LONGEST_ADDRESS = 40


def written_date(day: date) -> str:
    """A date as it is said: "jeudi 3 décembre 2026", "mardi 1er décembre 2026"."""
    return f"{DAYS[day.weekday()]} {'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]} {day.year}"


def _day(day: str, month: int, year: str | None, on: date | None) -> date | None:
    """The day that is meant: without a year, the next one from `on`, which may be unknown. ValueError: no such day."""
    number = int(day.removesuffix("er"))
    if year:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, number)
    if on is None:
        date(2024, month, number)
        return None
    found = date(on.year, month, number)
    return found if found >= on - timedelta(days=60) else date(on.year + 1, month, number)


def dates(text: Text, limits: Limits, on: date | None = None) -> Iterator[Finding]:
    """Dates in figures, without their weekday, with a wrong one, or that do not exist."""
    for found in NUMERIC_DATE.finditer(text.masked):
        day, month, year = found.groups()
        if 1 <= int(month) <= 12 and 1 <= int(day) <= 31 and (year or "/" in found.group()):
            yield _judged("figures", found, text, (day, int(month), year), on)
    for found in WRITTEN_DATE.finditer(text.masked):
        weekday, day, month, year = found.groups()
        judged = _judged(
            "weekday", found, text, (day, MONTHS.index(month.lower()) + 1, year), on, (weekday or "").lower()
        )
        is_fair = weekday or SEVERAL.search(text.masked, max(0, found.start() - 20), found.start())
        if not (is_fair and judged.said.code.endswith(".weekday")):
            yield judged


def _judged(
    code: str, found: re.Match[str], text: Text, parts: tuple[str, int, str | None], on: date | None, weekday: str = ""
) -> Finding:
    passage = text.raw[found.start() : found.end()]
    try:
        day = _day(*parts, on)
    except ValueError:
        return Finding("date", found.start(), found.end(), passage, SAYS("no-such-day"))
    proposal = written_date(day) if day else ""
    proposal = proposal if parts[2] or not proposal else proposal.rsplit(" ", 1)[0]
    said = SAYS(code)
    if day and weekday and DAYS[day.weekday()] != weekday:
        said = SAYS("wrong-weekday", weekday=DAYS[day.weekday()])
    return Finding("date", found.start(), found.end(), passage, said, proposal)


def capitals(text: Text, limits: Limits) -> Iterator[Finding]:
    """Three words or more in capitals."""
    for found in CAPITALS.finditer(text.masked):
        passage = text.raw[found.start() : found.end()]
        yield Finding("capitals", found.start(), found.end(), passage, SAYS("capitals"), passage.capitalize())


def percentages(text: Text, limits: Limits) -> Iterator[Finding]:
    """A share of a hundred, and the plain share nearest to it: "23 %" is "presque 1 sur 4"."""
    for found in PERCENT.finditer(text.masked):
        share = Fraction(found.group(1).replace(",", ".")) / 100
        passage = text.raw[found.start() : found.end()]
        yield Finding("percent", found.start(), found.end(), passage, SAYS("percent"), plain_share(share))


def plain_share(share: Fraction) -> str:
    """A share said with small numbers; nothing when it is not a share of a whole."""
    if not 0 < share < 1:
        return ""
    shares = {Fraction(part, whole) for whole in (2, 3, 4, 5, 10) for part in range(1, whole)} | {
        Fraction(1, 20),
        Fraction(1, 100),
    }
    near = min(shares, key=lambda each: (abs(each - share), each.denominator))
    lead = "" if near == share else "presque " if near > share else "un peu plus de "
    return f"{lead}{near.numerator} sur {near.denominator}"


def numbers(text: Text, limits: Limits) -> Iterator[Finding]:
    """Numbers written in letters, from the limit on."""
    for word in text.words:
        value = NUMBERS.get(word.text.lower()) or _compound(word.text.lower())
        if value is not None and value >= limits.smallest_number:
            yield Finding("number", word.start, word.end, word.text, SAYS("number"), str(value))


def _compound(word: str) -> int | None:
    """ "Vingt-cinq", "soixante-et-onze", "quatre-vingt-dix-sept"."""
    tens, _, rest = word.replace("-et-", "-").rpartition("-")
    for head, tail in (
        (tens, rest),
        *(((word.removesuffix(f"-{last}")), last) for last in ("dix-sept", "dix-huit", "dix-neuf")),
    ):
        if NUMBERS.get(head, 0) >= 20 and tail in NUMBERS and head != word:
            return NUMBERS[head] + NUMBERS[tail]
    return None


def romans(text: Text, limits: Limits) -> Iterator[Finding]:
    """ "XXIe siècle"."""
    for found in ROMAN.finditer(text.masked):
        values = [{"I": 1, "V": 5, "X": 10}[letter] for letter in found.group(1)]
        total = sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))
        yield Finding("roman", found.start(), found.end(), found.group(), SAYS("roman"), f"{total}e")


def links(text: Text, limits: Limits) -> Iterator[Finding]:
    """Links that do not say where they lead, and addresses too long to copy from paper."""
    for found in LINK.finditer(text.raw):
        yield Finding("link", found.start(), found.end(), found.group(), SAYS("link"))
    for found in ADDRESS.finditer(text.raw):
        if (
            len(found.group()) > LONGEST_ADDRESS
            and "@" not in found.group()
            and text.raw[found.start() - 1 : found.start()] != "("
        ):
            yield Finding("address", found.start(), found.end(), found.group(), SAYS("address"))


FIGURE_RULES = (capitals, percentages, numbers, romans, links)
