"""How long 10,000 texts of langue de bois take: `python bench/waffle.py` (target: 1 s on one core, a sentence each)."""

import random
import time

from maille.language.waffle.drawing import draw
from maille.language.waffle.plans import LENGTHS, PLANS, Choice

TARGET = 1.0
TEXTS = 10_000


def seconds(choice: Choice) -> tuple[float, float]:
    """Best of five runs: on the clock, and of the processor, in case the machine is busy."""
    elapsed, worked = [], []
    for seed in range(5):
        dice = random.Random(seed)
        started, started_work = time.perf_counter(), time.process_time()
        for _ in range(TEXTS):
            draw(choice, dice)
        elapsed.append(time.perf_counter() - started)
        worked.append(time.process_time() - started_work)
    return min(elapsed), min(worked)


def main() -> None:
    """Print each plan and length; the target is that of a sentence."""
    for length in LENGTHS:
        for plan in PLANS:
            clock, processor = seconds(Choice(plan, "institutionnel", length))
            verdict = ("reached" if processor <= TARGET else "MISSED") if length == "phrase" else "no target"
            print(f"{plan:12} {length:11} {TEXTS} texts: {clock:.2f} s, processor {processor:.2f} s; {verdict}")


if __name__ == "__main__":
    main()
