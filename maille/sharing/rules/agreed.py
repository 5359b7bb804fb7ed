"""What a network agrees on about loans: how far ahead, how long, how many in a month. Days; instants are aware."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from .windows import Window

AHEAD, LONGEST, PER_MONTH = "ahead", "longest", "per_month"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, for every model and place or for the one it names."""

    key: int
    kind: str
    number: int
    model: int | None = None
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A model asked for a place over a time; `recent` is how many loans of it the place had in the month before."""

    model: int
    place: int
    window: Window
    at: datetime
    recent: int = 0


def first_broken(rules: Iterable[Rule], asked: Iterable[Asked]) -> Rule | None:
    """The first rule that something of what is asked does not keep."""
    wanted = list(asked)
    return next((rule for rule in rules for one in wanted if _concerns(rule, one) and not _is_kept(rule, one)), None)


def _concerns(rule: Rule, asked: Asked) -> bool:
    return rule.model in (None, asked.model) and rule.place in (None, asked.place)


def _is_kept(rule: Rule, asked: Asked) -> bool:
    if rule.kind == AHEAD:
        return asked.window.starts_at <= asked.at + timedelta(days=rule.number)
    if rule.kind == LONGEST:
        return asked.window.lasts <= timedelta(days=rule.number)
    return rule.kind != PER_MONTH or asked.recent < rule.number
