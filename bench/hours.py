"""How long the reader of French hours takes on 10,000 real texts: `python bench/hours.py` (target: 2 s on one core)."""

import json
import statistics
import time
from pathlib import Path

from maille.territory.hours.french import read_french

TARGET = 2.0
TEXTS = 10_000
VECTORS = Path(__file__).parent.parent / "tests" / "data" / "opening-hours"


def real_texts() -> list[str]:
    """Cycle through the recorded texts, moving the hours by a deterministic amount so that no two rounds are alike."""
    pairs = json.loads((VECTORS / "real-pairs.json").read_text(encoding="utf-8"))
    week_texts = json.loads((VECTORS / "mednum-week.json").read_text(encoding="utf-8"))
    texts = [pair["raw"] for pair in pairs] + [case["text"] for case in week_texts if "text" in case]
    return [_varied(texts[index % len(texts)], index // len(texts)) for index in range(TEXTS)]


def _varied(text: str, round_number: int) -> str:
    return text.replace(":30", f":{round_number:02d}").replace("h30", f"h{round_number:02d}")


def main() -> None:
    """Print the median of five runs beside the target, and the processor's own time in case the machine is busy."""
    texts = real_texts()
    elapsed, worked = [], []
    for _ in range(5):
        started, started_work = time.perf_counter(), time.process_time()
        said = sum(read_french(text).osm is not None for text in texts)
        elapsed.append(time.perf_counter() - started)
        worked.append(time.process_time() - started_work)
    median = statistics.median(elapsed)
    print(f"read_french: {TEXTS} texts ({said} said in OSM), median of 5 {median:.2f} s, target {TARGET:.2f} s")
    print(f"processor time {statistics.median(worked):.2f} s; {'reached' if median <= TARGET else 'MISSED'}")


if __name__ == "__main__":
    main()
