"""The questions of somebody who would come: a notice answers when, where, for how much, whom to call, how to get in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from maille.language.phrases import Phrase, Phrasebook

from .figures import DAYS, MONTHS
from .findings import Finding
from .reading import PHONE, Text

SAYS = Phrasebook(
    "clarity.visitor",
    {
        "when": (
            "Quand\u00a0? Donnez le jour de la semaine, la date et l’heure.",
            "When? Give the day of the week, the date and the time.",
        ),
        "weekday": ("Quand\u00a0? Il manque le jour de la semaine.", "When? The day of the week is missing."),
        "hour": ("Quand\u00a0? Il manque l’heure.", "When? The time is missing."),
        "where": (
            "Où\u00a0? Donnez le nom du lieu et son adresse.",
            "Where? Give the name of the place and its address.",
        ),
        "price": (
            "Combien\u00a0? Dites le prix, ou que c’est gratuit.",
            "How much? Say the price, or that it is free.",
        ),
        "telephone": (
            "Qui appeler\u00a0? Donnez un numéro de téléphone.",
            "Whom to call? Give a telephone number.",
        ),
        "access": (
            "Comment venir et entrer\u00a0? Dites le bus ou le tram, les marches, l’ascenseur.",
            "How to come and get in? Say the bus or tram, the steps, the lift.",
        ),
    },
)
WEEKDAY = re.compile(rf"(?<!\w)(?:{'|'.join(DAYS)})s?(?!\w)|tous les jours|chaque jour", re.IGNORECASE)
DATE = re.compile(
    rf"(?<!\w)(?:\d{{1,2}}|1er)\s+(?:{'|'.join(MONTHS)})|\d{{1,2}}/\d{{1,2}}|aujourd’hui|demain", re.IGNORECASE
)
HOUR = re.compile(
    r"(?<![\d/])\d{1,2}[ \u00a0\u202f]?(?:h(?:eures?)?(?!\w)|h[ \u00a0\u202f]?\d{2}|:\d{2})"
    r"|(?<!\w)midi(?!\w)|toute la journée|après-midi|matin|soir",
    re.IGNORECASE,
)
WHERE = re.compile(
    r"""(?<!\w)\d+(?:[ ]?(?:bis|ter))?,?\s+(?:rue|avenue|av|boulevard|bd|place|quai|cours|chemin|impasse|allée|route
        |square|passage|esplanade|montée)(?!\w)
    |(?<!\w)(?:rue|avenue|boulevard|place|quai|square|esplanade|allée|cours)\s+(?:d[eu’']|[A-ZÉ])
    |(?<!\w)(?:à\s+la|au|à\s+l[’']|dans\s+la|dans\s+le|chez)\s*(?:centre|maison|médiathèque|bibliothèque|mairie|salle
        |foyer|local|mjc|espace|épicerie|café|école|gare|hall)(?!\w)
    |(?<!\w)\d{5}\s+[A-ZÉ]""",
    re.VERBOSE | re.IGNORECASE,
)
PRICE = re.compile(
    r"gratuit|(?<!\w)\d+(?:[.,]\d+)?[ \u00a0\u202f]?(?:€|euros?)(?!\w)|prix libre"
    r"|sans rien payer|ne coûte rien|rien à payer|offert|payant|tarif",
    re.IGNORECASE,
)
ACCESS = re.compile(
    r"""fauteuil|ascenseur|plain-pied|de\s+plain\s+pied|rampe|marches?(?!\w)|accessible|escalier|rez-de-chaussée|PMR
    |(?<!\w)(?:tram|bus|métro|arrêt|ligne\s+\w|gare|station|parking|stationne|à\s+pied)""",
    re.VERBOSE | re.IGNORECASE,
)
ANSWERS = {"where": (WHERE,), "price": (PRICE,), "telephone": (PHONE,), "access": (ACCESS,)}
QUESTIONS = ("when", *ANSWERS)


@dataclass(frozen=True, slots=True)
class Answer:
    """One question of the visitor, and the words that answer it; nothing when none do."""

    question: str
    passage: str
    said: Phrase


def answers(text: Text) -> tuple[Answer, ...]:
    """What the text answers to each question."""
    found = [_when(text.raw)]
    for question, patterns in ANSWERS.items():
        matches = [match for pattern in patterns if (match := pattern.search(text.raw))]
        found.append(Answer(question, matches[0].group().strip() if matches else "", SAYS(question)))
    return tuple(found)


def _when(raw: str) -> Answer:
    weekday, day, hour = WEEKDAY.search(raw), DATE.search(raw), HOUR.search(raw)
    if not weekday:
        return Answer("when", "", SAYS("weekday" if day else "when"))
    if not hour:
        return Answer("when", "", SAYS("hour"))
    said = ", ".join(match.group().strip() for match in (weekday, day, hour) if match)
    return Answer("when", said, SAYS("when"))


def unanswered(found: tuple[Answer, ...]) -> Iterator[Finding]:
    """A finding for each question without an answer: it has no passage, it is about the whole text."""
    for answer in found:
        if not answer.passage:
            yield Finding(answer.question, 0, 0, "", answer.said)
