"""What OSM could only say by losing something, or what is no opening at all: the sentence's code, and the words for it.

Patterns are matched in texts as `tokens.normalise` leaves them, harmless phrases such as "sans rendez-vous" taken out.
"""

from __future__ import annotations

from maille.territory.hours.reader.words import MEETING, MONTH_NAMES, WEEKDAY_NAMES

_DAY = f"(?:{'|'.join(WEEKDAY_NAMES)}|semaine|jour|week-?end)s?"

REFUSALS: dict[str, tuple[str, ...]] = {
    "not_weekly": (
        rf"\b(?:une?|1) ?{_DAY} ?(?:sur|/) ?(?:deux|trois|\d)", r"\bsur deux\b", r"\b(?:im)?paires?\b",
        r"(?:15|quinze) ?jours", "quinzaine", r"toutes les (?:deux|trois|\d)", r"semaine ?/ ?\d", r"\baltern",
    ),
    "how_often": (
        r"\d ?(?:x|fois)\b", r"\bfois\b", r"(?:\bpar|/) ?(?:mois|trimestre|semestre|an|semaine)\b",
        "mensuel", "trimestriel", r"\b1er de chaque mois", r"\bsemaines? du mois",
    ),
    "by_appointment": (
        rf"\b{MEETING}", r"\binscri", r"\breserv", r"\bconvocation",
    ),
    "approximate": (
        r"\benviron\b", r"\bvers\b", r"\bvariables?\b", r"\bselon\b", r"\bsuivant\b", r"\bapproximati",
        r"\boccasionnel", r"\bponctuel", r"\bparfois\b", r"\bcertaine?s\b", r"\bsouvent\b", r"\bpossible",
        r"\ben fonction\b", r"\bgeneralement\b", r"\bprincipalement\b",
    ),
    "no_year_round": (
        r"\ba partir\b", r"\ba compter\b", r"\bjusqu ?(?:en|au?)?\b(?! ?(?:\d|midi|minuit))", r"\bdepuis\b",
        r"\d{1,2}/\d{1,2}/\d{2,4}", rf"\b(?:{'|'.join(MONTH_NAMES)}) (?:19|20)\d\d",
    ),
    "contact_inside": (
        r"(?<!\d)(?:\+33|0033|0\d)[ .-]?(?:\(0\)[ .-]?)?\d?(?:[ .-]?\d\d){4}(?!\d)",
        "@", "https?:", r"\bwww\b", r"\btel\b", r"\btelephon",
    ),
    "exceptional": (
        r"\bexceptionnel", r"\btravaux\b", r"\bcovid", r"\bconfinement", r"\bprovisoire", r"\btemporaire",
        r"\bactuellement\b", r"\bmomentane",
    ),
    "which_holidays": (
        r"\bvacances?\b", r"\bconges?\b",
    ),
    "which_season": (
        r"\bete\b", r"\bhiver\b", r"\bprintemps\b", r"\bautomne\b", r"\bsaison",
    ),
    "working_days": (r"\bouvrables?\b", r"\bouvres\b"),
}  # fmt: skip
