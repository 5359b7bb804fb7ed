"""JSON: a list of places, alone or inside an object, read item after item in flat memory."""

import codecs
import json
from collections.abc import Iterator
from typing import Any

from maille.directory.record import Row

from .content import Content
from .encodings import Letters, find_encoding
from .geojson import cells_of_feature, is_geojson
from .limits import LONGEST_ITEM
from .phrases import FILES, unreadable
from .table import Table, refuse_too_many, repeated

_BLANK = " \t\n\r"


class TwiceNamed(dict[str, object]):
    """The cells of an item where some column stands twice."""

    names: tuple[str, ...] = ()


def read_json(content: Content, *, name: str = "", encoding: str = "") -> Table:
    """A JSON or GeoJSON file as a table; read once through, so that it is whole and its columns are known."""
    letters = find_encoding(content, encoding)
    columns: dict[str, None] = {}
    kind, count = "json", 0
    for wrapper, item in _items(content, letters):
        kind, count = wrapper, count + 1
        columns.update(dict.fromkeys(_cells(kind, item)))
    if not count:
        raise unreadable("no_place")
    refuse_too_many(len(columns))
    return Table(
        format="geojson" if kind == "geojson" else "json",
        columns=tuple(columns),
        read=lambda: _rows(content, letters),
        encoding=letters.encoding.removesuffix("-sig"),
        remarks=letters.remarks(),
        name=name,
    )


def _rows(content: Content, letters: Letters) -> Iterator[Row]:
    for number, (kind, item) in enumerate(_items(content, letters), start=1):
        yield _row(number, kind, item)


def _row(number: int, kind: str, item: Any) -> Row:
    if not isinstance(item, dict) or (kind == "geojson" and not is_geojson(item)):
        shown = json.dumps(item, ensure_ascii=False)[:200]
        return Row(number, {}, FILES("not_a_place", value=shown))
    cells = _cells(kind, item)
    twice = next((part for part in (item, item.get("properties")) if isinstance(part, TwiceNamed)), None)
    return Row(number, cells, FILES("twice_in_item", name=twice.names[0]) if twice else None)


def _cells(kind: str, item: Any) -> dict[str, object]:
    if not isinstance(item, dict):
        return {}
    return cells_of_feature(item) if kind == "geojson" else item


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    cells = dict(pairs)
    if len(cells) == len(pairs):
        return cells
    twice = TwiceNamed(cells)
    twice.names = repeated(name for name, _ in pairs)
    return twice


_DECODER = json.JSONDecoder(object_pairs_hook=_pairs, parse_constant=lambda _: None)


def _items(content: Content, letters: Letters) -> Iterator[tuple[str, Any]]:
    """Each item of the list, with what kind of file holds it."""
    text = _Text(content, letters)
    opening = text.peek()
    if opening == "":
        raise unreadable("empty")
    if opening == "[":
        yield from (("json", item) for item in _listed(text))
        if text.peek():
            raise text.unreadable()
        return
    if opening != "{":
        raise text.unreadable()
    yield from _wrapped(text)


def _wrapped(text: "_Text") -> Iterator[tuple[str, Any]]:
    """The items of the first list found in an object; GeoJSON calls it "features"."""
    text.take("{")
    found, is_map = False, False
    while text.peek() != "}":
        key = text.value()
        text.take(":")
        if text.peek() == "[" and not found and key != "bbox":
            found, kind = True, "geojson" if key == "features" else "json"
            yield from ((kind, item) for item in _listed(text))
        else:
            is_map = text.value() == "FeatureCollection" or is_map
        if text.peek() != "}":
            text.take(",")
    text.take("}")
    if text.peek():
        raise text.unreadable()
    if not found:
        raise unreadable("bad_geojson" if is_map else "json_not_a_list")


def _listed(text: "_Text") -> Iterator[Any]:
    text.take("[")
    while text.peek() != "]":
        yield text.value()
        if text.peek() != "]":
            text.take(",")
    text.take("]")


class _Text:
    """The text of a file, of which only the part being read is held."""

    def __init__(self, content: Content, letters: Letters) -> None:
        self.chunks = content.chunks()
        self.decoder = codecs.getincrementaldecoder(letters.encoding)(letters.errors)
        self.held, self.at, self.lines = "", 0, 1
        self.is_over = False

    def more(self) -> bool:
        """Hold the next piece of the file too; False at its end."""
        if self.is_over:
            return False
        chunk = next(self.chunks, b"")
        self.is_over = not chunk
        self.lines += self.held.count("\n", 0, self.at)
        self.held = self.held[self.at :] + self.decoder.decode(chunk, final=self.is_over)
        self.at = 0
        return True

    def peek(self) -> str:
        """The next sign that is no space, empty at the end of the file."""
        while True:
            while self.at < len(self.held):
                if self.held[self.at] not in _BLANK:
                    return self.held[self.at]
                self.at += 1
            if not self.more():
                return ""

    def take(self, sign: str) -> None:
        """Go past a sign that must be there."""
        if self.peek() != sign:
            raise self.unreadable()
        self.at += 1

    def value(self) -> Any:
        """The next value, whole."""
        self.peek()
        while True:
            try:
                value, end = _DECODER.raw_decode(self.held, self.at)
            except (ValueError, RecursionError) as error:
                if not self._may_go_on(error):
                    raise self.unreadable() from error
            else:
                # A number may go on in the next piece.
                if end < len(self.held) or self.is_over:
                    self.at = end
                    return value
            wanted = 2 * (len(self.held) - self.at)
            while len(self.held) - self.at <= wanted and self.more():
                pass

    def _may_go_on(self, error: Exception) -> bool:
        """Whether the fault is only that the rest of the value has not been read yet."""
        if self.is_over or not isinstance(error, json.JSONDecodeError):
            return False
        if len(self.held) - self.at > LONGEST_ITEM:
            raise unreadable("item_too_long", line=self.line()) from error
        return True

    def line(self) -> int:
        """The line of the file being read."""
        return self.lines + self.held.count("\n", 0, self.at)

    def unreadable(self) -> Exception:
        """The refusal of the file, with the line where it stops being JSON."""
        return unreadable("bad_json", line=self.line())
