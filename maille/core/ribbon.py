"""Ribbons: the little band of stripes that marks a place, drawn from its id. Pure Python.

Saint-Étienne wove ribbons. A ribbon is two threads, one dark and one light (`hues`), woven in a symmetrical order
(`rhythm`), with nought to three fine threads in its selvedge (`edge`). It always stands beside the name of the place,
so that someone who does not read still knows where to go; tests/core/test_ribbon.py holds it readable in grey and by
colour-blind eyes.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

# Lengthwise stripes across a ribbon 60 units wide, from one selvedge to the other: first thread, second, first…
# Each order is a palindrome (a ribbon has no upside down) and begins wide enough to hold three selvedge threads.
WIDTH = 60
ORDERS: tuple[tuple[int, ...], ...] = (
    (10, 2, 2, 32, 2, 2, 10),  # liseré: a wide ground between two borders
    (20, 2, 3, 10, 3, 2, 20),  # âme: one stripe in the middle
    (12, 8, 2, 2, 12, 2, 2, 8, 12),  # deux voies
    (12, 4, 12, 4, 12, 4, 12),  # trois fils
    (8, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 8),  # peigne: six fine threads
    (8, 2, 6, 4, 4, 12, 4, 4, 6, 2, 8),  # dégradé: stripes that grow towards the middle
)
# Lightness (CIELAB L*) is what survives in grey and for colour-blind eyes: three darks near 13, 26 and 39 meet four
# lights near 66, 76, 86 and 95, and no two pairs share both. The hues are only for pleasure.
HUES: tuple[tuple[str, str], ...] = (
    ("#181c4d", "#f9f1db"),  # indigo and ecru
    ("#3a1733", "#f7cbd4"),  # aubergine and rose
    ("#01271a", "#d9b96a"),  # fir and straw
    ("#2f1e11", "#77a3c1"),  # coffee and sky
    ("#72283b", "#f7f0e2"),  # garnet and ivory
    ("#15338b", "#f2d680"),  # royal blue and yellow
    ("#542f5f", "#94c3b3"),  # plum and water green
    ("#1d4627", "#cf9175"),  # forest and salmon
    ("#9b4a31", "#f3f3ea"),  # brick and linen
    ("#1f6371", "#f2d0ad"),  # petrol and peach
    ("#6a4d98", "#ccb0e2"),  # violet and lilac
    ("#596027", "#b99e79"),  # olive and sand
)
RHYTHMS = 2 * len(ORDERS)  # each order begins with the dark thread, or with the light one
PLAIN = RHYTHMS * len(HUES)
EDGES = 4
ALL = PLAIN * EDGES


@dataclass(frozen=True, slots=True, order=True)
class Ribbon:
    """One ribbon: `rhythm` 0 to 11, `hues` 0 to 11, `edge` 0 to 3 threads in the selvedge. ValueError outside."""

    rhythm: int
    hues: int
    edge: int = 0

    def __post_init__(self) -> None:
        if not (0 <= self.rhythm < RHYTHMS and 0 <= self.hues < len(HUES) and 0 <= self.edge < EDGES):
            raise ValueError(f"no such ribbon: rhythm {self.rhythm}, hues {self.hues}, edge {self.edge}")


class Stripe(NamedTuple):
    """A stripe as drawn: left side and width in sixtieths of the ribbon, colour as `#rrggbb`."""

    x: int
    width: int
    colour: str


def ribbon_for(key: str) -> Ribbon:
    """The ribbon a place would wear if it were alone: always the same one for the same id."""
    return plain_ribbon(int.from_bytes(blake2b(key.encode(), digest_size=8).digest()))


def plain_ribbon(number: int, edge: int = 0) -> Ribbon:
    rhythm, hues = divmod(number % PLAIN, len(HUES))
    return Ribbon(rhythm, hues, edge)


def assign(keys: Sequence[str], taken: Mapping[str, Ribbon]) -> dict[str, Ribbon]:
    """Give each place of a network its own ribbon; who has one keeps it.

    `taken` maps the ids that already wear a ribbon; the answer holds every id of `keys`. ValueError when the network
    has more than 576 places.
    """
    worn = set(taken.values())
    given: dict[str, Ribbon] = {}
    for key in keys:
        if key in given:
            continue
        given[key] = taken[key] if key in taken else first_free(key, worn)
        worn.add(given[key])
    return given


def first_free(key: str, worn: set[Ribbon]) -> Ribbon:
    """The free ribbon least like those worn: bare selvedge first, then rarest hues, then rarest rhythm, then its own.

    A small network thus wears twelve different colours before two places share one: colour is what the eye keeps.
    """
    free = [candidate for candidate in candidates(key) if candidate not in worn]
    if not free:
        raise ValueError(
            f"Ce réseau a déjà donné ses {ALL} rubans\u00a0: retirez-en un à un lieu fermé, puis recommencez."
        )
    hues, rhythms = Counter(ribbon.hues for ribbon in worn), Counter(ribbon.rhythm for ribbon in worn)
    return min(free, key=lambda candidate: (candidate.edge, hues[candidate.hues], rhythms[candidate.rhythm]))


def candidates(key: str) -> Iterator[Ribbon]:
    """Every ribbon, the preferred one first, those with a bare selvedge before the others."""
    own = ribbon_for(key)
    start = own.rhythm * len(HUES) + own.hues
    return (plain_ribbon(start + step, edge) for edge in range(EDGES) for step in range(PLAIN))


def stripes(ribbon: Ribbon) -> list[Stripe]:
    """The stripes to paint, in order; those of the selvedge come last and lie over the first and last stripe."""
    order, light_first = divmod(ribbon.rhythm, 2)
    threads = HUES[ribbon.hues][::-1] if light_first else HUES[ribbon.hues]
    drawn: list[Stripe] = []
    x = 0
    for index, width in enumerate(ORDERS[order]):
        drawn.append(Stripe(x, width, threads[index % 2]))
        x += width
    for thread in range(ribbon.edge):
        inset = 1 + 2 * thread
        drawn += [Stripe(inset, 1, threads[1]), Stripe(WIDTH - inset - 1, 1, threads[1])]
    return drawn


@lru_cache(maxsize=PLAIN * EDGES)
def svg(ribbon: Ribbon, *, width: int, height: int) -> str:
    """Draw the ribbon as an SVG element of `width` × `height` pixels that stretches with its box; no inline style.

    Two shapes only, the ground and the threads laid on it: a page lists many ribbons.
    """
    painted = stripes(ribbon)
    ground, thread = painted[0].colour, painted[1].colour
    lines = "".join(f"M{x} 0h{w}v1h-{w}z" for x, w, colour in painted if colour == thread)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {WIDTH} 1"'
        f' preserveAspectRatio="none" shape-rendering="crispEdges">'
        f'<path fill="{ground}" d="M0 0h{WIDTH}v1H0z"/><path fill="{thread}" d="{lines}"/></svg>'
    )
