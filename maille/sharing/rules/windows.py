"""Half-open intervals: what is left of a time when what is taken is taken away. Instants are aware."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """From an instant (included) to another (excluded)."""

    starts_at: datetime
    ends_at: datetime

    @property
    def lasts(self) -> timedelta:
        return self.ends_at - self.starts_at

    def overlaps(self, other: "Window") -> bool:
        """Whether they share an instant; an empty one, wherever it stands, shares none."""
        return max(self.starts_at, other.starts_at) < min(self.ends_at, other.ends_at)

    def holds(self, other: "Window") -> bool:
        return self.starts_at <= other.starts_at and other.ends_at <= self.ends_at


def joined(windows: Iterable[Window]) -> list[Window]:
    """The same time in as few windows as can be, in order; those that touch are one, the empty ones are none."""
    whole: list[Window] = []
    for window in sorted(one for one in windows if one.starts_at < one.ends_at):
        if whole and window.starts_at <= whole[-1].ends_at:
            whole[-1] = Window(whole[-1].starts_at, max(whole[-1].ends_at, window.ends_at))
        else:
            whole.append(window)
    return whole


def left_of(windows: Iterable[Window], taken: Iterable[Window]) -> list[Window]:
    """What is left of these windows once what is taken is out, in order."""
    left = joined(windows)
    for gone in joined(taken):
        left = [piece for window in left for piece in _without(window, gone)]
    return left


def _without(window: Window, gone: Window) -> list[Window]:
    if not window.overlaps(gone):
        return [window]
    before, after = Window(window.starts_at, gone.starts_at), Window(gone.ends_at, window.ends_at)
    return [piece for piece in (before, after) if piece.starts_at < piece.ends_at]
