"""Find the places a file gives twice: `maille match_places FILE.json --out pairs.json`."""

import gzip
import json
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from maille.directory.matching import IGNORABLE, Candidate, Pair, candidate_of, explain, match

STANDARD_OUTPUT = "-"


class Command(BaseCommand):
    help = (
        "Cherche, dans un fichier de lieux au standard national (liste JSON, .json ou .json.gz), ceux qui sont sans"
        " doute un seul et même lieu. Écrit les paires en JSON\u00a0: a et b, les identifiants\u00a0; score, de 0 à"
        " 100\u00a0; band, same (le même lieu) ou review (à regarder)\u00a0; evidence, ce qui a été comparé, en"
        " codes\u00a0; sentence, la même chose en français. Les paires jugées différentes ne sont pas écrites."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="les lieux, sous les noms du standard (id, nom, adresse…)")
        parser.add_argument(
            "--out", required=True, help="où écrire les paires («\u00a0-\u00a0»\u00a0: sortie standard)"
        )
        parser.add_argument(
            "--ignore",
            default="",
            metavar="CHAMPS",
            help=f"champs à ne pas regarder, séparés par des virgules, parmi {', '.join(IGNORABLE)}",
        )
        parser.add_argument("--json", action="store_true", help="finit par un résumé en JSON sur la sortie standard")

    def handle(self, *, file: Path, out: str, ignore: str, json: bool, **options: Any) -> None:
        ignored = ignored_fields(ignore)
        candidates = [candidate_of(row) for row in read_rows(file)]
        self.tell(f"{len(candidates)} lieux lus dans {file.name}.")
        for warning in warnings(candidates):
            self.tell(warning)
        pairs = match(candidates, ignore=ignored)
        bands = Counter(pair.band for pair in pairs)
        self.tell(f"Le même lieu\u00a0: {bands['same']} paires. À regarder\u00a0: {bands['review']} paires.")
        self.put(out, as_json([written(pair) for pair in pairs], indent=1))
        if json:
            found = {"places": len(candidates), "same": bands["same"], "review": bands["review"], "ignored": ignored}
            self.stdout.write(as_json(found))

    def tell(self, sentence: str) -> None:
        """Progress goes where results do not."""
        self.stderr.write(sentence)

    def put(self, out: str, text: str) -> None:
        if out == STANDARD_OUTPUT:
            self.stdout.write(text)
            return
        try:
            Path(out).write_text(text + "\n", encoding="utf-8")
        except OSError as error:
            raise CommandError(
                f"{out} ne peut être écrit ({error.strerror})\u00a0: choisissez un autre dossier."
            ) from error


def ignored_fields(text: str) -> list[str]:
    """The national names to ignore, checked before anything is read."""
    names = sorted({name.strip() for name in text.split(",") if name.strip()})
    if unknown := [name for name in names if name not in IGNORABLE]:
        raise CommandError(
            f"--ignore ne connaît pas {', '.join(unknown)}\u00a0: choisissez parmi {', '.join(IGNORABLE)}."
        )
    return names


def read_rows(file: Path) -> list[dict[str, Any]]:
    """The rows of a JSON file, or a French sentence that says what is wrong with it."""
    try:
        data = file.read_bytes()
        rows = json.loads(gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data)
    except OSError as error:
        raise CommandError(f"{file} ne peut être lu\u00a0: vérifiez son nom et son contenu ({error}).") from error
    except (EOFError, ValueError, RecursionError) as error:
        raise CommandError(f"{file} n’est pas du JSON\u00a0: exportez la liste des lieux en JSON ({error}).") from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise CommandError(f'{file} n’est pas une liste de lieux\u00a0: il doit contenir [{{"id"\u00a0: …}}, …].')
    return rows


def warnings(candidates: Sequence[Candidate]) -> Iterator[str]:
    """What makes pairs hard to follow: they name places by their id."""
    times = Counter(candidate.key for candidate in candidates)
    if times[""]:
        yield f"Attention\u00a0: {times['']} lieux sans id, que les paires ne peuvent nommer."
    if twice := [key for key, count in times.items() if key and count > 1]:
        yield f"Attention\u00a0: {len(twice)} id portés par plusieurs lieux, par exemple {twice[0]}."


def written(pair: Pair) -> dict[str, Any]:
    """A pair as files hold it; what is missing on one side is not evidence."""
    said = [evidence.code for evidence in pair.evidence if evidence.says != "missing"]
    return {
        "a": pair.a,
        "b": pair.b,
        "score": pair.score,
        "band": pair.band,
        "evidence": said,
        "sentence": explain(pair),
    }


def as_json(value: object, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent)
