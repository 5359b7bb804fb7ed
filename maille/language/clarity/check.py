"""The one door: a text in, a sheet of findings out. It never says that a text is easy to read: people say that."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from .figures import FIGURE_RULES, dates
from .findings import Finding, Limits
from .measures import Measures, measure
from .reading import Text
from .sentences import SENTENCE_RULES
from .visitor import Answer, answers, unanswered
from .vocabulary import VOCABULARY_RULES

# For everybody; and for people who read little (a sentence of twelve words, as the guides of easy reading ask).
PLAIN = Limits(words=20, letters=14, smallest_number=11)
SIMPLE = Limits(words=12, letters=12, smallest_number=2)
NOTICE, TEXT = "notice", "text"
LONGEST_TEXT = 50_000
TIMES_SHOWN = 3  # the same remark on the same word


@dataclass(frozen=True)
class Sheet:
    """What was found, what somebody chose to leave, what is measured, and the visitor's questions of a notice."""

    text: str
    findings: tuple[Finding, ...]
    ignored: tuple[Finding, ...]
    measures: Measures
    answers: tuple[Answer, ...]


def check(
    raw: str, *, kind: str = TEXT, limits: Limits = PLAIN, on: date | None = None, ignored: Collection[str] = ()
) -> Sheet:
    """Read a text. `on` is the day it is read, for dates without a year; `ignored` holds keys of findings to leave."""
    text = Text(raw[:LONGEST_TEXT].replace("\r\n", "\n"))
    said = answers(text) if kind == NOTICE else ()
    found = [
        *unanswered(said),
        *sorted(_outermost(list(_found(text, limits, on))), key=lambda each: (each.start, each.end)),
    ]
    found = list(_not_too_often(found))
    return Sheet(
        text.raw,
        tuple(each for each in found if each.key not in ignored),
        tuple(each for each in found if each.key in ignored),
        measure(text),
        said,
    )


def _found(text: Text, limits: Limits, on: date | None) -> Iterator[Finding]:
    for rule in (*SENTENCE_RULES, *VOCABULARY_RULES, *FIGURE_RULES):
        yield from rule(text, limits)
    yield from dates(text, limits, on)


WORDS = frozenset({"plain-word", "english", "waffle", "long-word", "number"})


def _outermost(found: list[Finding]) -> Iterator[Finding]:
    """Of the remarks on words, the one with a proposal, then on the longest passage; remarks on sentences all stay."""
    taken: list[Finding] = []
    for each in sorted(found, key=lambda one: (not one.proposal, one.start - one.end)):
        if each.rule in WORDS and any(one.start < each.end and each.start < one.end for one in taken):
            continue
        if each.rule in WORDS:
            taken.append(each)
        yield each


def _not_too_often(found: list[Finding]) -> Iterator[Finding]:
    times: Counter[str] = Counter()
    for each in found:
        times[each.key] += 1
        if times[each.key] <= TIMES_SHOWN:
            yield each
