"""Rules on words: plainer ones, English ones, those of the langue de bois, long ones, initials nobody explains."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from maille.language.phrases import Phrase, Phrasebook
from maille.language.waffle.lexicon import lexicon, versions

from .findings import Finding, Limits
from .reading import Text, Word

SAYS = Phrasebook(
    "clarity.vocabulary",
    {
        "plain-word": ("Un mot plus simple existe.", "A plainer word exists."),
        "english": (
            "Mot anglais\u00a0: tout le monde ne le connaît pas.",
            "An English word, which not everybody knows.",
        ),
        "waffle": (
            "Cela se dit beaucoup, et dit peu\u00a0: dites ce que vous faites.",
            "Much said, and says little: say what you do.",
        ),
        "long-word": (
            "Mot de {letters:lettre|lettres}\u00a0: y a-t-il un mot plus court\u00a0? Sinon, expliquez-le.",
            "A word of {letters:letter|letters}: is there a shorter one? If not, explain it.",
        ),
        "initials": (
            "Tout le monde ne sait pas ce que veut dire {word:q}\u00a0: écrivez-le en entier la première fois.",
            "Not everybody knows what {word:q} means: write it out the first time.",
        ),
    },
)
FOLDER = Path(__file__).parent
RULE_OF = {"": "plain-word", "e": "english", "w": "waffle"}
VERB = "(?:er|e|es|ez|ons|ent|é|ée|és|ées|ant|ait|aient|era|eront|erez|erons|erait)"
CONTRACTED = {"de": r"(?:de(?=\s)|du|des|d[’'])", "à": "(?:à|au|aux)", "du": "du"}

# Pools of the langue de bois whose expressions are worth a remark in a notice; fair.txt says which anybody may use.
HOLLOW = ("chose", "devoir", "terme", "maniere", "portee", "precaution", "contexte")
# Initials that people know better than what they stand for.
KNOWN = frozenset(
    """CAF RSA SIRET CV SMS TV USB DVD CD SNCF PDF GPS HLM MJC SOS PC OK FAQ BD ADN ONU UE RER TGV TER TNT IBAN RIB PIN
    QR ZA ZI""".split()  # noqa: SIM905 - a list of words is read as words
)
IN_FULL = {
    "EPN": "espace public numérique",
    "ANTS": "site des cartes d’identité et des permis",
    "CCAS": "centre communal d’action sociale",
    "CPAM": "assurance maladie",
    "MSA": "sécurité sociale agricole",
    "MFS": "maison France services",
    "EPCI": "groupe de communes",
    "QPV": "quartier prioritaire",
    "FLE": "cours de français",
    "FALC": "facile à lire et à comprendre",
    "PMR": "personne qui se déplace en fauteuil ou avec difficulté",
    "TIC": "informatique",
    "NTIC": "informatique",
    "MNA": "mineur seul",
    "DDETS": "service de l’État pour l’emploi",
    "APA": "aide aux personnes âgées",
    "AAH": "allocation adulte handicapé",
    "ASSR": "attestation de sécurité routière",
    "GULL": "groupe d’utilisateurs de logiciels libres",
    "CNFS": "conseiller numérique",
    "APTIC": "chèque pour une formation au numérique",
}
INITIALS = re.compile(r"(?<![\w.-])(?:[A-ZÉÈÀ]{2,6}|(?:[A-Z]\.){2,6})(?![\w-])")
ROMAN = re.compile(r"[IVXLC]+$")


def _lines(name: str) -> list[str]:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@cache
def _plain_words() -> tuple[re.Pattern[str], tuple[tuple[re.Pattern[str], str, str], ...]]:
    """One pattern for the whole list in lower case, and for each line its own, what to write, and why."""
    rows = sorted(([*line.split("|"), ""][:3] for line in _lines("plain.txt")), key=lambda row: -len(row[0]))
    choices = [_pattern(row[0]) for row in rows]
    whole, *lines = (
        re.compile(rf"(?<![\w-])(?:{choice})(?:(?<=[’'])|(?![\w-]))") for choice in ("|".join(choices), *choices)
    )
    return whole, tuple((line, row[1], row[2]) for line, row in zip(lines, rows, strict=True))


def _pattern(entry: str) -> str:
    return "|".join(
        r"\s+".join(_pattern_of(word, rest) for word, rest in _with_rest(form)) for form in entry.split("/")
    )


def _with_rest(form: str) -> list[tuple[str, int]]:
    words = form.split(" ")
    return [(word, len(words) - 1 - index) for index, word in enumerate(words)]


def _pattern_of(word: str, left: int) -> str:
    if left == 0 and word in CONTRACTED:
        return CONTRACTED[word]
    escaped = re.escape(word.rstrip("~+")).replace("’", "[’']")
    return escaped + (VERB if word.endswith("~") else "(?:e?s?|ne|nes|le|les)?" if word.endswith("+") else "")


def plain_words(text: Text, limits: Limits) -> Iterator[Finding]:
    """Words and expressions of our list, the longest first."""
    whole, lines = _plain_words()
    for found in whole.finditer(text.lowered):
        proposal, rule = next(
            (say, RULE_OF[why]) for line, say, why in lines if line.match(text.lowered, found.start())
        )
        passage = text.raw[found.start() : found.end()].rstrip()
        if not _is_name(passage, text, found.start()):
            yield Finding(rule, found.start(), found.start() + len(passage), passage, SAYS(rule), proposal)


def _is_name(passage: str, text: Text, start: int) -> bool:
    """Whether a word in the middle of a sentence is a proper name: "le Workshop de Nantes"."""
    return passage[:1].isupper() and bool(re.search(r"[\w,][’' ]$", text.raw[max(0, start - 2) : start]))


@cache
def _hollow_words() -> tuple[re.Pattern[str], dict[str, str]]:
    """The expressions of the langue de bois that say little, with what each means in plain words."""
    pools, fair = lexicon(versions()[-1]).pools, frozenset(_lines("fair.txt"))
    said = {
        form.rstrip(",: \u00a0").lower(): entry.clear.rstrip(",")
        for pool in HOLLOW
        for entry in pools[pool]
        for form in entry.forms
        if " " in form and "{" not in form and entry.forms[0].lower() not in fair
    }
    choices = "|".join(re.escape(form).replace("’", "[’']") for form in sorted(said, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{choices})(?![\w-])"), said


def hollow_words(text: Text, limits: Limits) -> Iterator[Finding]:
    """The langue de bois, found by the lexicon that makes it."""
    pattern, said = _hollow_words()
    for found in pattern.finditer(text.lowered):
        proposal = said[found.group().replace("'", "’")]
        yield Finding(
            "waffle", found.start(), found.end(), text.raw[found.start() : found.end()], SAYS("waffle"), proposal
        )


@cache
def _everyday() -> frozenset[str]:
    return frozenset((FOLDER / "everyday.txt").read_text(encoding="utf-8").split())


def long_words(text: Text, limits: Limits) -> Iterator[Finding]:
    """Words longer than the limit that are not said every day; names and words in two halves are left alone."""
    seen = set()
    for word in text.words:
        plain = word.text.replace("'", "’").split("’")[-1]
        length = max(map(len, plain.split("-")))
        if length >= limits.letters and plain not in seen and _is_hard(plain, word, text):
            seen.add(plain)
            start = word.end - len(plain)
            yield Finding("long-word", start, word.end, plain, SAYS("long-word", letters=length))


def _is_hard(plain: str, word: Word, text: Text) -> bool:
    if plain.lower() in _everyday() or plain.lower().removesuffix("s") in _everyday():
        return False
    return plain[0].islower() or any(sentence.words[0] == word for sentence in text.sentences)


def initials(text: Text, limits: Limits) -> Iterator[Finding]:
    """Initials that are neither known to all nor written out beside them; each once."""
    seen = set()
    for found in INITIALS.finditer(text.masked):
        word = found.group().replace(".", "")
        if word in seen or word in KNOWN or ROMAN.match(word) or _is_shouted(found, text):
            continue
        seen.add(word)
        if _is_explained(found.group(), text):
            continue
        yield Finding(
            "initials", found.start(), found.end(), found.group(), _unknown(found.group()), IN_FULL.get(word, "")
        )


def _unknown(word: str) -> Phrase:
    return SAYS("initials", word=word)


def _is_explained(word: str, text: Text) -> bool:
    """Whether it stands in or before brackets, or the text says what it means: "FALC veut dire…"."""
    name = re.escape(word)
    said = rf"\({name}\)|(?<!\w){name}(?: \(| ?[:=]| veut dire| signifie|,? (?:ça|cela) veut dire|, c[’']est)"
    return bool(re.search(said, text.raw))


def _is_shouted(found: re.Match[str], text: Text) -> bool:
    """Whether the line is in capitals: another rule says so."""
    around = re.findall(r"[^\W\d_]{2,}", text.masked[max(0, found.start() - 25) : found.end() + 25])
    capitals = sum(1 for word in around if word.isupper())
    return capitals > max(1, len(around) // 2)


VOCABULARY_RULES = (plain_words, hollow_words, long_words, initials)
