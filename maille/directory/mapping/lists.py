"""The columns that hold words of closed lists: how their cells are cut, and what each word means."""

from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Table

from .clues import Column
from .headers import likeness
from .proposal import Choice, ConditionChoice, ValueChoice
from .reasons import PROPOSALS, header_reason
from .text import one_line, split_outside_parentheses, strip_html
from .values import CLOSED_LISTS, value_key
from .wording import How, Meaning, meaning, pointed_at

Known = Table[str, Table[str, tuple[str, ...]]]
"""By field, what the words of earlier mappings mean, under their `value_key`."""

CARELESS = ('","', ',"', '",', ",")
"""What a careless export leaves between the values of a cell."""

SEPARATORS: tuple[tuple[str, ...], ...] = (
    (),
    ("|",),
    (";",),
    ("|", ";"),
    (",",),
    (" / ",),
    ("\n",),
    CARELESS,
)
"""The ways of cutting a cell that are tried, in order."""

ENOUGH = 0.55
BESIDE_THE_BEST = 0.3
CERTAIN_ALONE = 0.7
_WEIGHT: dict[How, float] = {"exact": 1.0, "alias": 1.0, "chosen": 1.0, "close": 0.7, "none": 0.0}
_SAVING = 0.3  # what a cut is worth that leaves few words, each said often
_CONDITIONS = ("programmes", "costs", "services", "special_care", "roaming")
_YES = {"oui", "yes", "vrai", "true", "1", "x", "o", "y"}


class Words:
    """The words of one column for one field, cut in the way that gives the most known ones."""

    def __init__(self, column: Column, field: str, known: Known) -> None:
        """Try each way of cutting the column's cells."""
        self.column, self.field = column, field
        self._known = known.get(field, {})
        tried = [one for one in SEPARATORS if not one or _occur(one, column)]
        scored = [(self._quality(one), one) for one in tried]
        self.separators = max(scored, key=lambda pair: pair[0])[1] if scored else ()
        self.counts = words_of(column, self.separators)
        self.meanings = {word: self._meaning(word) for word in self.counts}

    @property
    def share(self) -> float:
        """The share of the distinct words, from 0 to 1, that mean something in this field."""
        return sum(_WEIGHT[one.how] for one in self.meanings.values()) / len(self.meanings) if self.meanings else 0.0

    @property
    def certain(self) -> float:
        """The same, for the words known letter for letter or by another name."""
        sure = sum(one.how in ("exact", "alias") for one in self.meanings.values())
        return sure / len(self.meanings) if self.meanings else 0.0

    def _meaning(self, word: str) -> Meaning:
        return meaning(self.field, word, self._known)

    def _quality(self, separators: tuple[str, ...]) -> float:
        counts = words_of(self.column, separators)
        if not counts:
            return 0.0
        known = sum(_WEIGHT[self._meaning(word).how] * _whole(word) for word in counts) / len(counts)
        whole = len(self.column.samples)
        return known + (_SAVING * (1 - len(counts) / whole) if separators and len(counts) < whole else 0.0)


def _occur(separators: tuple[str, ...], column: Column) -> bool:
    signs = separators[:-1] if separators == CARELESS else separators
    return any(sign in text for text in column.samples for sign in signs)


def _whole(word: str) -> float:
    """Less than 1 for what is likely several words, or a piece of one."""
    return 0.4 if any(sign in word for sign in ";|") else 0.9 if '"' in word else 1.0


def words_of(column: Column, separators: tuple[str, ...]) -> Counter[str]:
    """The distinct words of a column with the number of cells that say them, under their commonest spelling."""
    by_key: dict[str, Counter[str]] = {}
    for text, times in column.counts.items():
        for word in _cut(text, separators):
            by_key.setdefault(value_key(word), Counter())[word] += times
    counts: Counter[str] = Counter()
    for spellings in by_key.values():
        counts[spellings.most_common(1)[0][0]] = spellings.total()
    return counts


def _cut(text: str, separators: tuple[str, ...]) -> Iterable[str]:
    plain = strip_html(text)
    return split_outside_parentheses(plain, separators) if separators else filter(None, [one_line(plain)])


def propose_list(
    field: str,
    columns: Sequence[Column],
    known: Known,
    *,
    chosen: tuple[str, ...] | None,
    chosen_values: Table[str, tuple[str, ...]],
) -> Choice | None:
    """The columns whose words fill a closed list, and what each word is taken for; None when no column speaks of it."""
    scored = [(_score(words), words) for words in (Words(one, field, known) for one in columns)]
    if chosen is None:
        best = max((score for score, _ in scored), default=0.0)
        kept = [(score, words) for score, words in scored if score >= max(ENOUGH, best - BESIDE_THE_BEST)]
        conditions = _conditions(field, columns)
    else:
        kept = [(1.0, words) for _, words in scored if words.column.name in chosen]
        conditions = _conditions(field, [one for one in columns if one.name in chosen])
    said = {one.column for one in conditions}
    kept = [(score, words) for score, words in kept if words.column.name not in said]
    if not kept and not conditions:
        return None
    return _choice(field, kept, conditions, chosen is not None, chosen_values)


def _score(words: Words) -> float:
    named, share = likeness(words.column.name, words.field), words.share
    if words.column.is_empty:
        return 0.6 * named if named >= 0.7 else 0.0
    if not named:
        alone = words.certain >= CERTAIN_ALONE and not words.column.is_yes_no
        return 0.6 * words.certain + 0.05 if alone else 0.0
    if named == 1:
        return 0.55 + 0.45 * share
    return 0.5 * named + 0.5 * share if share >= 0.2 else 0.0


def _choice(
    field: str,
    kept: Sequence[tuple[float, Words]],
    conditions: tuple[ConditionChoice, ...],
    is_chosen: bool,
    chosen_values: Table[str, tuple[str, ...]],
) -> Choice:
    values = _value_choices([words for _, words in kept], chosen_values)
    reasons = [PROPOSALS("chosen")] if is_chosen else []
    if kept and not is_chosen:
        first = kept[0][1].column.name
        reasons += header_reason(first, likeness(first, field))
    if values:
        means_something = sum(bool(one.values) for one in values)
        reasons.append(PROPOSALS("known_words", known=means_something, total=len(values)))
    reasons += [PROPOSALS("condition", yes=one.equals, column=one.column, value=one.values) for one in conditions]
    return Choice(
        field=field,
        columns=tuple(words.column.name for _, words in kept),
        confidence=round(max((score for score, _ in kept), default=0.6), 2),
        reasons=tuple(reasons),
        separators=tuple(dict.fromkeys(mark for _, words in kept for mark in words.separators)),
        values=values,
        conditions=conditions,
        strip_html=any(words.column.has_markup for _, words in kept),
    )


def _value_choices(kept: Sequence[Words], chosen: Table[str, tuple[str, ...]]) -> tuple[ValueChoice, ...]:
    by_person = {value_key(word): values for word, values in chosen.items()}
    found: dict[str, ValueChoice] = {}
    for words in kept:
        for word, times in words.counts.items():
            key = value_key(word)
            means = Meaning(by_person[key], "chosen") if key in by_person else words.meanings[word]
            before = found[key].count if key in found else 0
            found[key] = ValueChoice(word, before + times, means.values, means.how)
    return tuple(sorted(found.values(), key=lambda one: -one.count))


def _conditions(field: str, columns: Sequence[Column]) -> tuple[ConditionChoice, ...]:
    """The columns of yes and no whose very name says a value: "Accueille des conseillers numériques": "Oui"."""
    if field not in _CONDITIONS:
        return ()
    named = [(column, pointed_at(field, column.name)) for column in columns if column.is_yes_no]
    found = []
    for column, values in named:
        yes = tuple(text for text in column.samples if one_line(text).casefold() in _YES)
        # "Itinérance: oui, non" says a value each way; its words are read like any other list's.
        if values and yes and not likeness(column.name, field):
            found.append(ConditionChoice(column.name, yes, values))
    return tuple(found)


def known_words(documents: Iterable[Table[str, object]]) -> Known:
    """What the words of earlier mappings mean, field by field; a later document wins."""
    known: dict[str, dict[str, tuple[str, ...]]] = {field: {} for field in CLOSED_LISTS}
    for document in documents:
        fields = document.get("fields")
        for field, rule in fields.items() if isinstance(fields, dict) else ():
            table = rule.get("values", {}) if isinstance(rule, dict) else {}
            if field in known:
                known[field].update({value_key(word): _tuple(values) for word, values in table.items()})
    return known


def _tuple(values: str | Sequence[str]) -> tuple[str, ...]:
    return (values,) if isinstance(values, str) else tuple(values)
