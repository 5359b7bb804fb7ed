"""What a rule finds in a text: the passage, what is hard about it, and what to write instead."""

import re
import unicodedata
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from maille.language.phrases import Phrase, Phrasebook

RULES = Phrasebook(
    "clarity.rules",
    {
        "long-sentence": ("Phrase longue", "Long sentence"),
        "passive": ("Voix passive", "Passive"),
        "negations": ("Deux négations", "Two negations"),
        "only": ("«\u00a0Ne… que\u00a0»", "“Ne… que”"),
        "semicolon": ("Point-virgule", "Semicolon"),
        "brackets": ("Parenthèses", "Brackets"),
        "abstract": ("Noms abstraits", "Abstract nouns"),
        "plain-word": ("Mot plus simple", "Plainer word"),
        "english": ("Mot anglais", "English word"),
        "waffle": ("Langue de bois", "Waffle"),
        "long-word": ("Mot long", "Long word"),
        "initials": ("Sigle", "Initials"),
        "capitals": ("Tout en capitales", "All capitals"),
        "percent": ("Pourcentage", "Percentage"),
        "number": ("Nombre en lettres", "Number in letters"),
        "roman": ("Chiffres romains", "Roman numerals"),
        "date": ("Date", "Date"),
        "link": ("Lien", "Link"),
        "address": ("Adresse longue", "Long address"),
        "when": ("Quand", "When"),
        "where": ("Où", "Where"),
        "price": ("Prix", "Price"),
        "telephone": ("Téléphone", "Telephone"),
        "access": ("Accès", "Access"),
    },
)


@dataclass(frozen=True, slots=True)
class Limits:
    """From where a sentence or a word is long, and from which number digits are asked for."""

    words: int
    letters: int
    smallest_number: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark on a text: where, by which rule, said how, and what could be written there, in French as the text."""

    rule: str
    start: int
    end: int
    passage: str
    said: Phrase
    proposal: str = ""

    @property
    def key(self) -> str:
        """What names this remark, wherever the passage moves in the text: for "ignorer ici"."""
        folded = re.sub(r"\s+", " ", unicodedata.normalize("NFC", self.passage)).strip().lower()
        return f"{self.rule}-{sha256(folded.encode()).hexdigest()[:8]}"

    @property
    def name(self) -> Phrase:
        """The name of its rule."""
        return RULES(self.rule)

    def to_json(self) -> dict[str, Any]:
        """What `maille clair --json` writes."""
        return {
            "rule": self.rule,
            "key": self.key,
            "start": self.start,
            "end": self.end,
            "passage": self.passage,
            "said": str(self.said),
            "proposal": self.proposal,
        }
