"""The French of opening hours, as tables: what each word is to the grammar, and what is only politeness.

Every entry is written as texts are after `tokens.normalise`: lower case, no accent, apostrophes and elisions gone.
"""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a token is to the grammar."""

    # Enum hashes in Python, by name; the grammar looks members up in sets all the time.
    __hash__ = str.__hash__

    TIME = "heure"
    NUMBER = "nombre"
    ORDINAL = "rang"
    DAY = "jour"
    LETTER = "initiale de jour"
    DAYS = "jours"
    MONTH = "mois"
    PART = "partie du jour"
    PUBLIC = "jours fériés"
    SCHOOL = "vacances scolaires"
    TERM = "période scolaire"
    OF_MONTH = "du mois"
    CLOSED = "fermé"
    EXCEPT = "sauf"
    INCLUDING = "y compris"
    FROM = "de"
    BETWEEN = "entre"
    TO = "à"
    AND = "et"
    DASH = "-"
    SLASH = "/"
    COMMA = ","
    COLON = ":"
    BREAK = ";"


WEEKDAY_NAMES = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
OSM_WEEKDAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
_WEEKDAY_SHORT = (
    ("lun", "lu"), ("mar", "ma"), ("mer", "me", "merc"), ("jeu", "je"), ("ven", "ve", "vend"), ("sam", "sa"),
    ("dim", "di"),
)  # fmt: skip
_MONTHS = (
    ("janvier", "janv", "jan"), ("fevrier", "fevr", "fev"), ("mars",), ("avril", "avr"), ("mai",), ("juin",),
    ("juillet", "juil"), ("aout",), ("septembre", "sept"), ("octobre", "oct"), ("novembre", "nov"), ("decembre", "dec"),
)  # fmt: skip
MONTH_NAMES = tuple(names[0] for names in _MONTHS)
_ORDINALS = (("premier", "premiere"), ("deuxieme", "second", "seconde"), ("troisieme",), ("quatrieme",), ("cinquieme",))

MORNING, AFTERNOON, EVENING = 0, 1, 2
# What a part of the day can hold, in minutes: opens from, closes until.
PART_BOUNDS = {MORNING: (0, 14 * 60), AFTERNOON: (12 * 60, 21 * 60), EVENING: (16 * 60, 30 * 60)}

EVERY_DAY, WORKING_WEEK, WEEKEND = 0b1111111, 0b0011111, 0b1100000


def _plurals(words: tuple[str, ...]) -> tuple[str, ...]:
    return words + tuple(word + "s" for word in words)


# Word → (kind, value).
WORDS: dict[str, tuple[Kind, int]] = {
    **{word: (Kind.DAY, index) for index, word in enumerate(WEEKDAY_NAMES)},
    **{word + "s": (Kind.DAY, index) for index, word in enumerate(WEEKDAY_NAMES)},
    **{word: (Kind.DAY, index) for index, words in enumerate(_WEEKDAY_SHORT) for word in words},
    **{word: (Kind.DAY, index) for index, word in enumerate(OSM_WEEKDAYS)},
    **{word: (Kind.MONTH, index) for index, words in enumerate(_MONTHS, 1) for word in words},
    **{word: (Kind.ORDINAL, index) for index, words in enumerate(_ORDINALS, 1) for word in _plurals(words)},
    **dict.fromkeys(_plurals(("dernier", "derniere")), (Kind.ORDINAL, -1)),
    **dict.fromkeys(_plurals(("matin", "matinee")), (Kind.PART, MORNING)),
    **dict.fromkeys(("apresmidi", "apm"), (Kind.PART, AFTERNOON)),
    **dict.fromkeys(_plurals(("soir", "soiree")), (Kind.PART, EVENING)),
    **dict.fromkeys(
        ("ferme", "fermee", "fermes", "fermees", "fermeture", "fermetures", "closed", "off"), (Kind.CLOSED, 0)
    ),
    **dict.fromkeys(("du", "de", "des"), (Kind.FROM, 0)),
    **dict.fromkeys(("a", "au", "aux", "e"), (Kind.TO, 0)),  # "9hè16h" is a slip for "à"
    **dict.fromkeys(("et", "puis"), (Kind.AND, 0)),
    "entre": (Kind.BETWEEN, 0),
    "midi": (Kind.TIME, 12 * 60),
    "minuit": (Kind.TIME, 24 * 60),
    "l": (Kind.LETTER, 0),
    "m": (Kind.LETTER, 1),
    "j": (Kind.LETTER, 3),
    "v": (Kind.LETTER, 4),
    "s": (Kind.LETTER, 5),
    "d": (Kind.LETTER, 6),
}

# Several words that are one: pattern → (kind, value), or None when it changes nothing to when the door is open.
MEETING = r"(?:rendez[ -]?vous|rendezvous|rdv|r\.d\.v\.?|rv)"
PHRASES: tuple[tuple[str, tuple[Kind, int] | None], ...] = (
    (r"jours? feries?|feries?", (Kind.PUBLIC, 0)),
    (r"(?:periodes? de )?(?:vacances?|conges) scolaires?", (Kind.SCHOOL, 0)),
    (r"(?:en )?(?:periodes?|temps) scolaires?", (Kind.TERM, 0)),
    (r"(?:tous|touts|tout) les jours(?: de la semaine)?(?! ouvr)|chaque jour(?! ouvr)", (Kind.DAYS, EVERY_DAY)),
    (r"7 ?j?(?:ours?)? ?(?:/|sur) ?7 ?j?(?:ours?)?", (Kind.DAYS, EVERY_DAY)),
    (r"en semaine(?! (?:im)?paire)", (Kind.DAYS, WORKING_WEEK)),
    (r"week[ -]?ends?", (Kind.DAYS, WEEKEND)),
    (r"(?:du|de chaque|de tous les) mois", (Kind.OF_MONTH, 0)),
    (r"apres[ -]?midis?", (Kind.PART, AFTERNOON)),
    (r"(?:sauf|excepte|hormis|hors|en dehors|a exception)(?: (?:des?|du|les?|la|pendant))*", (Kind.EXCEPT, 0)),
    (r"y compris", (Kind.INCLUDING, 0)),
    (r"ainsi que", (Kind.AND, 0)),
    (r"jusqu ?(?:'|a|au)(?= ?(?:\d\d? ?[h:]|midi|minuit))(?: a)?", (Kind.TO, 0)),
    (rf"(?:sans|avec (?:ou|et) sans|sans (?:ou|et) avec|avec ou sans prise de) {MEETING}", None),
    (r"non[ -]?stop|sans interruption|(?:en )?journee continue|en continue?|toute la journee", None),
    (r"(?:en )?(?:acces libre|libre acces|entree libre|ouverture libre)|sans inscription", None),
    (r"il y a des creneaux", None),
    (r"(?:accueil|ouverture|ouverte?|reception) (?:du|au|tout) public|tout public|au public", None),
)  # fmt: skip

# Politeness and grammar: they never narrow when or to whom the door is open.
NOISE = frozenset({
    "accueil", "chaque", "creneau", "creneaux", "durant", "en", "est", "h", "heure", "heures", "horaire", "horaires",
    "journee", "la", "le", "les", "nous", "on", "ouvert", "ouverte", "ouvertes", "ouverts",
    "ouverture", "ouvertures", "pendant", "permanence", "permanences", "physique", "sommes", "sont", "tous", "toutes",
})  # fmt: skip
