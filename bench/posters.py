"""An A3 poster, its check and a batch: `python bench/posters.py` (targets: 300 ms the A3, 5 s for thirteen places).

Medians of eleven posters and of three batches, wall clock and processor. The check draws the sheet once more and
reads its code back.
"""

import os
import statistics
import time
from collections.abc import Callable

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maille.config.settings")
os.environ.setdefault("DEBUG", "true")
django.setup()

from maille.communication.rules.posters import Words  # noqa: E402
from maille.communication.rules.sheets import Drawable, Here, Sheet  # noqa: E402
from maille.communication.sheets.batch import zipped  # noqa: E402
from maille.communication.sheets.posters import draw, faults_on  # noqa: E402
from maille.core.ribbon import ribbon_for  # noqa: E402

POSTER_TARGET, BATCH_TARGET, PLACES = 0.3, 5.0, 13
POSTER = Drawable(
    Words(
        "campagne",
        "Un atelier gratuit s’annonce",
        "ICI\nON AIDE\nDEPUIS\nLONGTEMPS",
        "La ville a déjà 13 espaces publics numériques, que la Ville et une association animent ensemble.",
        "notre prise de position de décembre 2018, version 2",
        signature="Réseau d’ici, 1 rue de la Paix, 42000 Saint-Étienne. Ne pas jeter sur la voie publique.",
        colour="#f2b134",
    ),
    "https://maille.example/affiches/k3f7w/v/2/",
    "Affiche k3f7w, version 2, 26 novembre 2026",
)


def measured(act: Callable[[int], object], times: int) -> tuple[float, float]:
    """Median seconds of the wall clock and of the processor; each time is numbered, so that nothing is remembered."""
    walls, processors = [], []
    for number in range(times):
        wall, processor = time.perf_counter(), time.process_time()
        act(number)
        walls.append(time.perf_counter() - wall)
        processors.append(time.process_time() - processor)
    return statistics.median(walls), statistics.median(processors)


def place(number: int) -> Here:
    return Here(
        f"Centre social n° {number}", f"{number} rue de la Paix, 42000 Saint-Étienne", "", ribbon_for(str(number))
    )


def batch(number: int) -> int:
    hung = [(f"lieu-{one}", POSTER.hung(place(1000 * number + one))) for one in range(PLACES)]
    return sum(map(len, zipped(hung, Sheet("a3"), kind="pdf", language="fr")))


def report(name: str, took: tuple[float, float], target: float) -> None:
    wall, processor = took
    verdict = "reached" if wall <= target else "MISSED"
    print(f"{name}: {1000 * wall:.0f} ms ({1000 * processor:.0f} of processor), target {1000 * target:.0f}: {verdict}")


def main() -> None:
    """Print the load of the machine, then each median beside its target."""
    print(f"load average {os.getloadavg()[0]:.1f}")
    draw(POSTER, Sheet("a3"))
    sheets = {"A3, colour": Sheet("a3"), "A3, print shop": Sheet("a3", "couleur", "imprimeur")}
    for name, sheet in sheets.items():
        report(name, measured(lambda number, sheet=sheet: draw(POSTER.hung(place(number)), sheet), 11), POSTER_TARGET)
    took = measured(lambda number: faults_on(POSTER.hung(place(100 + number)), Sheet("a3")), 11)
    print(f"its check, code read back: {1000 * took[0]:.0f} ms ({1000 * took[1]:.0f} of processor)")
    report(f"{PLACES} places, checked, in a zip", measured(batch, 3), BATCH_TARGET)


if __name__ == "__main__":
    main()
