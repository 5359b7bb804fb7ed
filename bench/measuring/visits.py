"""What visitors of the demonstration network look at: its home, its places, and lists of places."""

import random
from dataclasses import dataclass
from itertools import product
from urllib.parse import urlencode

SEED = 2026
PLACES = 200
HOMES = 40
# Words, places and "open now" as people combine them: 80 different lists.
WHERE = ("Saint-Étienne", "42100", "Montreynaud", "Roanne", "Firminy", "saint chamond", "", "42600 Montbrison")
WHAT = ("", "ordinateur", "mediatheque", "CAF", "imprimer")


@dataclass(frozen=True)
class Visits:
    """Paths by kind of page."""

    homes: list[str]
    places: list[str]
    searches: list[str]

    @property
    def mixed(self) -> list[str]:
        """All of them, in an order that is always the same and has no meaning."""
        paths = [*self.homes, *self.places, *self.searches]
        random.Random(SEED).shuffle(paths)
        return paths


def visits(slugs: list[str]) -> Visits:
    chosen = random.Random(SEED).sample(sorted(slugs), PLACES)
    searches = [
        "/annuaire/?" + urlencode({key: value for key, value in asked.items() if value})
        for where, what, is_open in product(WHERE, WHAT, ("", "on"))
        for asked in [{"ou": where, "quoi": what, "ouvert": is_open}]
    ]
    return Visits(["/"] * HOMES, [f"/lieux/{slug}/" for slug in chosen], searches)
