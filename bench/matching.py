"""How fast and how right two records are told to be one place: `python bench/matching.py [FILE]`.

FILE is the gathered public records (JSON, gzip; MAILLE_BENCH_PLACES, else ../shared/data/bench/places-28745.json.gz):
they may be measured with and not shipped, so that without the file the bench says so and ends. The pairs of
Auvergne-Rhône-Alpes stand beside it (vectors/same-place-pairs-aura.json, or MAILLE_BENCH_PAIRS).
"""

import gzip
import json
import math
import os
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from bench.measuring.figures import Figure, print_table
from maille.directory.matching import Candidate, Pair, candidate_of, match
from maille.directory.matching.positions import distance

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data"
PLACES = Path(os.environ.get("MAILLE_BENCH_PLACES", DATA / "bench" / "places-28745.json.gz"))
PAIRS = Path(os.environ.get("MAILLE_BENCH_PAIRS", DATA / "vectors" / "same-place-pairs-aura.json"))
JUDGED = ROOT / "tests" / "data" / "matching" / "judged-pairs.json"

# The rows that mednum-cli was timed on: four sources, all but the libraries, all.
SOURCES = {
    2_151: lambda source: source in ("Hinaura", "RhinOcc", "cd72", "odspep"),
    12_981: lambda source: source != "Bibliotheques",
    28_745: lambda source: True,
}
RECORDED = {2_151: "0.5 s", 12_981: "17.8 s", 28_745: "101.6 s"}
TARGET_SECONDS = 3
ROUNDS = 5
EVIDENCE = ("telephone", "courriels", "pivot")
AURA = ("01", "03", "07", "15", "26", "38", "42", "43", "63", "69", "73", "74")
NEAR, FAR = 300, 1000

Couple = tuple[str, str]


def main() -> None:
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else PLACES
    if not file.exists():
        print(f"NOT MEASURED: {file} is absent (give its path as an argument, or in MAILLE_BENCH_PLACES)")
        return
    rows = json.loads(gzip.decompress(file.read_bytes()))
    print_table("From parsed rows to scored pairs, one process", list(speed(rows)))
    print_table("Which pairs are found, and which of them are one place", list(quality(rows)))


def speed(rows: Sequence[dict[str, Any]]) -> Iterator[Figure]:
    """The best of some rounds, since what else the machine does only ever slows a round."""
    sets = {size: [row for row in rows if holds(row["source"])] for size, holds in SOURCES.items()}
    assert [*sets] == [*map(len, sets.values())], "these are not the rows that were recorded"
    took = {size: best(chosen) for size, chosen in sets.items()}
    for size, (wall, worked) in took.items():
        target = f"≤ {TARGET_SECONDS} s" if size == len(rows) else ""
        reached = wall <= TARGET_SECONDS if target else None
        yield Figure(f"{size:,} rows, wall (processor)", f"{wall:.2f} s ({worked:.2f} s)", target, reached)
        yield Figure("  mednum-cli, recorded, not rerun", RECORDED[size])
    small, middle, large = took
    for fewer in (small, middle):
        growth = took[large][1] / took[fewer][1]
        bound = large * math.log(large) / (fewer * math.log(fewer))
        yield Figure(
            f"processor time grows from {fewer:,} to {large:,}", f"× {growth:.1f}", f"≤ × {bound:.1f}", growth <= bound
        )
    sparse = best([rows[place * len(rows) // small] for place in range(small)])[1]
    yield Figure(f"  from {small:,} spread over France, with hardly a neighbour", f"× {took[large][1] / sparse:.1f}")


def best(rows: Sequence[dict[str, Any]]) -> tuple[float, float]:
    """The least seconds of wall and of processor for these rows.

    Each round is a new process that has met no row yet: words that an earlier round has read would be known already,
    which makes few rows look faster than they are, and many slower by comparison.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as fresh:
        rounds = [fresh.submit(measured, rows).result() for _ in range(ROUNDS)]
    wall, worked = zip(*rounds, strict=True)
    return min(wall), min(worked)


def measured(rows: Sequence[dict[str, Any]]) -> tuple[float, float]:
    """Seconds of wall and of processor, from parsed rows to scored pairs."""
    wall, worked = time.perf_counter(), time.process_time()
    match(candidate_of(row) for row in rows)
    return time.perf_counter() - wall, time.process_time() - worked


def quality(rows: Sequence[dict[str, Any]]) -> Iterator[Figure]:
    places = {row["id"]: candidate_of(row) for row in rows}
    everything = match(places.values())
    masked = match(places.values(), ignore=EVIDENCE)
    yield Figure("pairs said same, to review", " ".join(str(count(everything, band)) for band in ("same", "review")))
    silver = set(silver_pairs(places))
    if PAIRS.exists():
        known = {couple(pair["a"], pair["b"]) for pair in json.loads(PAIRS.read_text(encoding="utf-8"))}
        yield recall(f"{len(known)} pairs of Auvergne-Rhône-Alpes, contacts masked: found", masked, known, 90)
        silver -= known
    else:
        yield Figure("pairs of Auvergne-Rhône-Alpes", f"NOT MEASURED: {PAIRS} is absent")
    others = {pair for pair in silver if not places[pair[0]].insee_code.startswith(AURA)}
    yield recall(f"{len(others)} pairs of the other regions, contacts masked: found", masked, others)
    for name, pairs in (("all that is said", everything), ("contacts masked", masked)):
        far = [pair for pair in pairs if pair.band == "same" and is_far(places[pair.a], places[pair.b])]
        yield Figure(f"far pairs (> 1 km) said same, {name}", str(len(far)), "0", not far)
    yield from precision(everything)


def count(pairs: Sequence[Pair], band: str) -> int:
    return sum(pair.band == band for pair in pairs)


def couple(one: str, other: str) -> Couple:
    return (one, other) if one < other else (other, one)


def recall(work: str, pairs: Sequence[Pair], known: set[Couple], target: int = 0) -> Figure:
    found = {couple(pair.a, pair.b): pair.band for pair in pairs}
    bands = [found.get(pair, "different") for pair in known]
    percent = 100 * (len(bands) - bands.count("different")) / len(bands)
    said = f"{percent:.1f} % ({bands.count('same')} same, {bands.count('review')} to review)"
    return Figure(work, said, f"≥ {target} %" if target else "", percent >= target if target else None)


def silver_pairs(places: dict[str, Candidate]) -> Iterator[Couple]:
    """Pairs that share a telephone, a mail or a SIRET in one commune, within 300 m, from two sources."""
    sharing: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key, place in places.items():
        for value in {*place.phones, *place.emails, place.pivot} - {""} if place.insee_code else ():
            sharing[value, place.insee_code].append(key)
    for keys in sharing.values():
        for rank, one in enumerate(keys):
            for other in keys[rank + 1 :]:
                apart = distance(places[one], places[other])
                if places[one].source != places[other].source and apart is not None and apart <= NEAR:
                    yield couple(one, other)


def is_far(one: Candidate, other: Candidate) -> bool:
    return (distance(one, other) or 0) > FAR


def precision(pairs: Sequence[Pair]) -> Iterator[Figure]:
    """How many of the pairs that were read by a person are what they are said to be."""
    judged = json.loads(JUDGED.read_text(encoding="utf-8"))
    band_now = {couple(pair.a, pair.b): pair.band for pair in pairs}
    drawn = [each["verdict"] for each in judged if each["band"] == "same"]
    now = [each["verdict"] for each in judged if band_now.get(couple(each["a"], each["b"])) == "same"]
    yield right("read by a person: “same” right, when they were drawn", drawn)
    yield right("read by a person: “same” right, of those said so today", now)
    review = [each["verdict"] for each in judged if each["band"] == "review"]
    said = f"{review.count('same')} one place, {review.count('hosted')} two in one, {review.count('two')} two places"
    yield Figure(f"read by a person: {len(review)} to review", said)


def right(work: str, verdicts: Sequence[str]) -> Figure:
    percent = 100 * verdicts.count("same") / len(verdicts)
    return Figure(work, f"{percent:.1f} % of {len(verdicts)}", "≥ 98 %", percent >= 98)


if __name__ == "__main__":
    main()
