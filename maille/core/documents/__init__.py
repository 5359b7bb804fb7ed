"""Printed documents: one Typst template and one JSON, to a tagged PDF (PDF/UA-1), a PNG or an SVG.

    compile("pages/place_sheet", {"title": "…", …})          -> maille/pages/documents/place_sheet.typ

A template begins with `#import "/core/documents/maille.typ": *`, reads `data`, and calls `#show: page-of.with(…)`.
Data goes in as JSON only: no text of anybody's is ever read as Typst code. Same data, same bytes.
"""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import fontpkg_atkinson_hyperlegible as atkinson
import segno
import typst

from .characters import printable

Format = Literal["pdf", "png", "svg"]

PACKAGE = Path(__file__).resolve().parents[2]
FONTS = [str(atkinson.ROOT / "files")]
# A document bears the date that its caller gives, or this one: never the clock's, so that it can be made again.
UNDATED = datetime(2026, 1, 1, tzinfo=UTC)


class DocumentError(Exception):
    """A template could not be made into a document; the message names the template and says why."""


def compile(  # noqa: A001 - the word of the trade, always read as documents.compile
    template: str,
    data: Mapping[str, Any],
    *,
    format: Format = "pdf",  # noqa: A002 - as Typst calls it
    language: str = "fr",
    ppi: float = 144.0,
    at: datetime = UNDATED,
) -> bytes:
    """Make a document from a template ("pages/place_sheet") and its JSON data, which holds at least `title`.

    A PDF has as many pages as it needs; a picture (`png` at `ppi` dots an inch, `svg`) must fit on one. Characters
    that no typeface here can draw are replaced (see `characters`). DocumentError when it cannot be made.
    """
    made = _asked(
        template,
        lambda source: typst.compile(
            source,
            format=format,
            ppi=ppi,
            sys_inputs={"data": _as_json(template, data), "language": language},
            pdf_standards=["ua-1"] if format == "pdf" else [],
            timestamp=at.replace(microsecond=0),  # as Typst wants it
            **_house(),
        ),
    )
    if isinstance(made, list):
        raise DocumentError(f"{template}: {len(made)} pages, and a {format} picture holds one")
    return bytes(made)


def noted(template: str, data: Mapping[str, Any], label: str, *, language: str = "fr") -> list[Any]:
    """What a template notes of itself once laid out (`#metadata(…) <label>`): what does not fit, for instance."""
    inputs = {"data": _as_json(template, data), "language": language}
    found = _asked(template, lambda source: typst.query(source, f"<{label}>", sys_inputs=inputs, **_house()))
    return [one["value"] for one in json.loads(found)]


def _house() -> dict[str, Any]:
    return {"root": str(PACKAGE), "font_paths": FONTS, "ignore_system_fonts": True}


def _asked(template: str, ask: Callable[[str], Any]) -> Any:
    try:
        return ask(str(_path(template)))
    except typst.TypstError as error:
        raise DocumentError(f"{template}: {error}") from error
    except BaseException as panic:
        # Typst's own crash arrives as a PanicException, which is no Exception: a bad text must not stop a server.
        if type(panic).__name__ != "PanicException":
            raise
        raise DocumentError(f"{template}: Typst crashed ({panic})") from panic


def _path(template: str) -> Path:
    capability, _, name = template.partition("/")
    path = PACKAGE / capability / "documents" / f"{name}.typ"
    if not path.is_file():
        raise DocumentError(f"{template}: there is no {path.relative_to(PACKAGE)}")
    return path


def _as_json(template: str, data: Mapping[str, Any]) -> str:
    try:
        return json.dumps(_printable(data), allow_nan=False)
    except (TypeError, ValueError) as error:
        raise DocumentError(f"{template}: the data is not JSON ({error})") from error


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, Mapping):
        return {str(key): _printable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(item) for item in value]
    return value


def qr_matrix(text: str) -> list[list[int]]:
    """Draw a QR code as rows of modules, 1 dark and 0 light, without its quiet zone (the template leaves it).

    Error correction M or better. ValueError for more than a QR code can hold (about 2,300 characters).
    """
    code = segno.make(text, error="m", micro=False)
    return [list(row) for row in code.matrix]
