"""When to come back to a feed, and when a week is unlike the others."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from statistics import median

USUAL = timedelta(hours=1)
QUIET = timedelta(hours=6)
LONGEST = timedelta(days=1)
# What has failed for about ten days waits for somebody to look at it.
MOST_FAILURES = 14
# A worker that dies while reading a feed is replaced after this: the feed is then read as if it had not been.
LEASE = timedelta(minutes=5)

WEEKS = 8
FEWEST_OF_A_SPIKE = 5
TIMES = 3


def next_reading(at: datetime, *, failures: int, newest: datetime | None, after: int = 0) -> datetime:
    """The next reading of a feed: each hour; each six when nothing came for a month; later and later when it fails.

    `after`: the seconds that the server asks for.
    """
    if failures:
        wait: timedelta = min(USUAL * 2 ** min(failures - 1, 10), LONGEST)
    else:
        wait = QUIET if newest is not None and at - newest > timedelta(days=30) else USUAL
    return at + max(wait, timedelta(seconds=after))


def is_spike(this_week: int, earlier: Sequence[int]) -> bool:
    """Tell whether a week has many more stories than usual: three times the median of the earlier ones, and five.

    Weeks before the first story are not earlier weeks; fewer than three say nothing of what is usual.
    """
    known = list(earlier)
    if len(known) < 3 or this_week < FEWEST_OF_A_SPIKE:
        return False
    return this_week >= TIMES * max(median(known), 1)


def weeks(moments: Sequence[datetime], at: datetime) -> list[int]:
    """How many fall in each of the last weeks before `at`, this one (its last seven days) first."""
    counts = [0] * (WEEKS + 1)
    for moment in moments:
        rank = (at - moment) // timedelta(days=7)
        if 0 <= rank <= WEEKS:
            counts[rank] += 1
    return counts
