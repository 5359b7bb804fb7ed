"""How many texts a choice can give, exactly: no segment twice, what the memory binds counted once.

A text uses so many segments of each pool. Pools are gone through from the sentences down to the words; for each, what
matters of the picked segments is only what they ask of the pools below. So the count of all ways is a sum over these
demands, of the ways to pick `k` segments with their demands, times the orders in which they can stand.

A demand, how many segments of each pool, is one whole number, eight bits a pool: adding demands is adding numbers.
"""

from collections import Counter, defaultdict
from functools import lru_cache
from math import comb, factorial, perm, prod

from .lexicon import FOLDER, MEMORY, Pool, lexicon, versions
from .plans import Choice, drawn_slots

BITS = 8
MASK = (1 << BITS) - 1


@lru_cache(maxsize=256)
def count(choice: Choice, version: int | None = None) -> int:
    """The exact number of texts of a choice."""
    pools = lexicon(version or versions()[-1]).tones[choice.tone]
    return count_texts(pools, [slot.pool for slot in drawn_slots(choice)])


@lru_cache(maxsize=16)
def kept_counts(version: int) -> dict[Choice, int]:
    """The counts that were made once and for all, since a version never changes."""
    _header, *lines = (FOLDER / str(version) / "comptes.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split("|") for line in lines]
    return {Choice(plan, tone, length): int(number) for plan, tone, length, number in rows}


def at_least(choice: Choice, version: int | None = None) -> tuple[int, bool]:
    """How many texts a choice has, and whether this is all: a whole declaration has more than its paragraph."""
    kept = kept_counts(version or versions()[-1])
    if choice in kept:
        return kept[choice], True
    return kept[Choice(choice.plan, choice.tone, "paragraphe")], False


def count_texts(pools: dict[str, Pool], asked: list[str]) -> int:
    """The exact number of ways to fill what is asked, and all that this asks in turn."""
    bound = {name for name in asked if name in MEMORY}  # these are in every text: nothing below depends on them
    order = [name for name in _from_sentences_to_words(pools) if name not in bound]
    shifts = {name: BITS * index for index, name in enumerate(order)}
    ways = {_demand(asked, shifts): 1}
    for name in order:
        ways = _spend(ways, pools[name], shifts)
    return sum(ways.values()) * prod(len(pools[name].entries) for name in bound)


def _demand(asked: list[str] | tuple[str, ...], shifts: dict[str, int]) -> int:
    return sum(1 << shifts[name] for name in asked if name in shifts)


def _from_sentences_to_words(pools: dict[str, Pool]) -> list[str]:
    """The pools, each before those that its segments ask for."""
    asks = {name: {below for entry in pool.entries for below in entry.asks} for name, pool in pools.items()}
    order: list[str] = []
    while len(order) < len(asks):
        waiting = [name for name in asks if name not in order]
        order += [name for name in waiting if not any(name in asks[other] for other in waiting)]
    return order


def _spend(ways: dict[int, int], pool: Pool, shifts: dict[str, int]) -> dict[int, int]:
    """Pick from one pool all that is demanded of it."""
    spent: dict[int, int] = defaultdict(int)
    shift, picks = shifts[pool.name], {}
    for demand, number in ways.items():
        times = demand >> shift & MASK
        if times not in picks:
            picks[times] = _picks(pool, min(times, 1) if pool.name in MEMORY else times, shifts)
        left = demand - (times << shift)
        for below, chances in picks[times].items():
            spent[left + below] += number * chances
    return spent


def _picks(pool: Pool, times: int, shifts: dict[str, int]) -> dict[int, int]:
    """The ways to pick so many different segments in order, by what they demand together."""
    kinds = Counter(_demand(entry.asks, shifts) for entry in pool.entries)
    if set(kinds) == {0}:
        return {0: perm(len(pool.entries), times)}
    table: list[dict[int, int]] = [{0: 1}, *({} for _ in range(times))]
    for demand, number in kinds.items():
        table = [_with_kind(table, size, demand, number) for size in range(times + 1)]
    return {demand: chances * factorial(times) for demand, chances in table[times].items()}


def _with_kind(table: list[dict[int, int]], size: int, demand: int, number: int) -> dict[int, int]:
    """Sets of one size, once some of the segments that demand the same may be among them."""
    found: dict[int, int] = defaultdict(int)
    for taken in range(min(size, number) + 1):
        chances = comb(number, taken)
        for below, ways in table[size - taken].items():
            found[below + taken * demand] += ways * chances
    return found
