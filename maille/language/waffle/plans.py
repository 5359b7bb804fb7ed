"""What a text is made of: its plan, its tone and its length, and the lines these give."""

from dataclasses import dataclass
from functools import lru_cache

from .lexicon import MEMORY, TONES, Part, Slot, read_template, slots_of

PLANS = ("pipotron", "actufinance", "declaration")
LENGTHS = ("phrase", "paragraphe", "texte")
TONE_NAMES = tuple(TONES.values())

# The classic nine columns: lead, circumstance, adjective, duty, verb, collection, noun, adjective, term.
NINE_COLUMNS = "{entree} {adj}, {devoir} {de verbe} {ensemble} {adj}, {terme}."


@dataclass(frozen=True)
class Choice:
    """What somebody asks for."""

    plan: str
    tone: str = "institutionnel"
    length: str = "texte"


@dataclass(frozen=True)
class Line:
    """One line of a text: title, subtitle, lead, line, item or signature, and what it is made of."""

    kind: str
    template: str

    @property
    def parts(self) -> tuple[Part, ...]:
        return read_template(self.template)


def _repeat(kind: str, template: str, times: int) -> list[Line]:
    return [Line(kind, template)] * times


_LINES = {
    ("pipotron", "phrase"): _repeat("line", NINE_COLUMNS, 1),
    ("pipotron", "paragraphe"): _repeat("line", NINE_COLUMNS, 3),
    ("pipotron", "texte"): _repeat("line", NINE_COLUMNS, 7),
    ("actufinance", "phrase"): [Line("line", "{actu_institution}.")],
    ("actufinance", "paragraphe"): [
        Line("line", "{actu_institution}."),
        *_repeat("line", "{actu_marche}.", 2),
        Line("line", "{actu_institution}."),
    ],
    ("actufinance", "texte"): [
        Line("title", "Communiqué presque financier {de instance}"),
        Line("subtitle", "après {evenement}"),
        *[
            Line("line", template)
            for template in ("{actu_institution}.", "{actu_marche}.", "{actu_marche}.", "{actu_institution}.") * 2
        ],
        Line("signature", "Communiqué établi {lieu}, {date}."),
    ],
    ("declaration", "phrase"): [Line("line", "{declare}.")],
    ("declaration", "paragraphe"): [
        Line("line", "{considerant}, {instance} déclare :"),
        *_repeat("line", "{declare}.", 2),
        Line("lead", "En conséquence, il est décidé :"),
        Line("item", "{decide}."),
    ],
    ("declaration", "texte"): [
        Line("title", "Déclaration presque officielle {de instance}"),
        Line("subtitle", "relative {à evenement}"),
        *_repeat("line", "{considerant},", 3),
        *_repeat("line", "{constatant},", 2),
        Line("lead", "{instance} déclare :"),
        *_repeat("line", "{declare}.", 3),
        Line("lead", "En conséquence, {instance} décide :"),
        *_repeat("item", "{decide} ;", 3),
        Line("item", "{decide}."),
        Line("line", "{cloture}."),
        Line("signature", "Fait {lieu}, {date}."),
    ],
}


def lines_of(choice: Choice) -> list[Line]:
    """The lines of a choice; KeyError when there is no such plan or length."""
    return _LINES[choice.plan, choice.length]


@lru_cache(maxsize=16)
def memory_of(plan: str, length: str) -> tuple[str, ...]:
    """What a text binds before its first line: nothing in the nine columns, which know neither place nor date."""
    return () if plan == "pipotron" else MEMORY


def drawn_slots(choice: Choice) -> list[Slot]:
    """The slots that the lines themselves hold."""
    return [slot for line in lines_of(choice) for slot in slots_of(line.parts)]
