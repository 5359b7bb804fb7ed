"""Figures as they are printed: what was measured, beside what was promised."""

import os
import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One line of a table; `reached` is nothing for a figure that nobody promised."""

    work: str
    measured: str
    target: str = ""
    reached: bool | None = None


def print_table(title: str, figures: Sequence[Figure]) -> None:
    """Print figures in columns, with a verdict where something was promised."""
    rows = [("", "measured", "target", ""), *((f.work, f.measured, f.target, verdict(f)) for f in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    print(f"\n{title}\n{conditions()}")
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        print("  ".join([*cells, row[3]]).rstrip())
    print(flush=True)


def verdict(figure: Figure) -> str:
    return "" if figure.reached is None else "reached" if figure.reached else "MISSED"


def conditions() -> str:
    """Say what the figures are worth: on this machine, how many cores, how busy with something else."""
    load = " ".join(f"{value:.1f}" for value in os.getloadavg())
    return f"({os.cpu_count()} cores, load average {load})"


def percentile(values: Sequence[float], percent: int) -> float:
    """The value below which that part of the values lies (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]


def spread(values: Sequence[float]) -> str:
    """A median with its extremes: "412 (398–430)"."""
    return f"{statistics.median(values):.0f} ({min(values):.0f}–{max(values):.0f})"
