"""The lines of a file, one after the other, as cells under their column names."""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from maille.directory.record import Row

from .rules import Mapping
from .text import quoted

# The csv module refuses cells over 128 kB for the whole file; here only the line that holds one is refused, by `apply`.
csv.field_size_limit(64 * 1024 * 1024)


class UnreadableFile(ValueError):
    """A file that cannot be read at all with this mapping; the message is French and says what to do."""


def read_rows(data: Path | Traversable | bytes, mapping: Mapping) -> Iterator[Row]:
    """Every line of the file, in order; raise UnreadableFile when the file as a whole does not fit the mapping."""
    content = data if isinstance(data, bytes) else data.read_bytes()
    text = _decode(content, mapping.source.encoding, mapping.path)
    if not text.strip():
        raise UnreadableFile("Ce fichier est vide\u00a0; vérifiez que c’est le bon et qu’il a été enregistré.")
    return _json_rows(text, mapping) if mapping.source.format == "json" else _csv_rows(text, mapping)


def _decode(content: bytes, encoding: str, name: str) -> str:
    try:
        return content.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UnreadableFile(
            f"La ligne {line} n’est pas écrite en {encoding}\u00a0; corrigez {quoted('encoding')} dans {name}."
        ) from error


class _TwiceNamed(dict[str, object]):
    """The cells of a JSON item where some column stands twice."""

    names: tuple[str, ...] = ()


def _cells(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    cells = dict(pairs)
    if len(cells) == len(pairs):
        return cells
    twice = _TwiceNamed(cells)
    twice.names = _repeated(name for name, _ in pairs)
    return twice


def _repeated(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name, times in Counter(names).items() if times > 1 and name)


def _json_rows(text: str, mapping: Mapping) -> Iterator[Row]:
    try:
        items = json.loads(text, object_pairs_hook=_cells)
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(
            f"Ce fichier n’est pas du JSON lisible ({error})\u00a0; téléchargez-le à nouveau."
        ) from error
    if not isinstance(items, list):
        raise UnreadableFile(
            "Ce fichier JSON n’est pas une liste de lieux\u00a0; indiquez le fichier qui en contient une."
        )
    if not items:
        raise UnreadableFile("Ce fichier ne contient aucun lieu\u00a0; vérifiez que c’est le bon.")
    known = {column for item in items if isinstance(item, dict) for column in item}
    _refuse_missing_columns(known, mapping)
    return (_json_row(number, item) for number, item in enumerate(items, start=1))


def _json_row(number: int, item: Any) -> Row:
    if not isinstance(item, dict):
        shown = quoted(json.dumps(item, ensure_ascii=False))
        return Row(number, {}, f"{shown} n’est pas la description d’un lieu.")
    if isinstance(item, _TwiceNamed):
        return Row(number, item, f"La colonne {quoted(item.names[0])} y est deux fois\u00a0; gardez la bonne.")
    return Row(number, item)


def _csv_rows(text: str, mapping: Mapping) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mapping.source.delimiter)
    header = [name.strip() for name in next(reader, [])]
    if twice := _repeated(header):
        raise UnreadableFile(
            f"La colonne {quoted(twice[0])} y est deux fois\u00a0; renommez ou retirez l’une des deux."
        )
    _refuse_missing_columns(set(header), mapping)
    return _csv_lines(reader, header)


def _csv_lines(reader: Any, header: list[str]) -> Iterator[Row]:
    line = reader.line_num + 1
    try:
        for values in reader:
            if any(value.strip() for value in values):
                yield _csv_row(line, header, values)
            line = reader.line_num + 1
    except csv.Error as error:
        yield Row(line, {}, f"À partir d’ici le fichier n’est plus lisible ({error}).")


def _csv_row(line: int, header: list[str], values: list[str]) -> Row:
    cells = dict(zip(header, values, strict=False))
    if len(values) == len(header):
        return Row(line, cells)
    surplus = {f"colonne {rank + 1}": value for rank, value in enumerate(values) if rank >= len(header)}
    return Row(
        line,
        cells | surplus,
        f"La ligne compte {len(values)} colonnes et l’en-tête {len(header)}\u00a0; vérifiez guillemets et séparateurs.",
    )


def _refuse_missing_columns(known: set[str], mapping: Mapping) -> None:
    missing = [column for column in mapping.columns() if column not in known]
    if missing:
        names = ", ".join(map(quoted, missing))
        raise UnreadableFile(
            f"Il manque à ce fichier\u00a0: {names}\u00a0; corrigez {mapping.path} ou choisissez une autre source."
        )
