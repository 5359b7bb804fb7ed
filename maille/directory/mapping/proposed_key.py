"""What tells one place of a file from another: a column that numbers them, or their names and streets together."""

from collections.abc import Mapping as Table
from collections.abc import Sequence

from .clues import Column
from .headers import likeness
from .proposal import Choice
from .reasons import PROPOSALS, header_reason

ENOUGH = 0.45
ENOUGH_ROWS = 5


def propose_key(
    sheet: Sequence[Column], found: Table[str, Choice], used: set[str], chosen: tuple[str, ...] | None
) -> Choice | None:
    if chosen is not None:
        columns = [one for one in sheet if one.name in chosen]
        number = bool(columns) and all(one.is_number for one in columns)
        form = "words" if len(columns) > 1 else ""
        return Choice("key", chosen, 1.0, (PROPOSALS("chosen"),), form, number=number) if columns else None
    scored = [(_key_score(column), column) for column in sheet if column.name not in used]
    score, column = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    if column is None or score < ENOUGH:
        return _key_of_words(found)
    named = likeness(column.name, "key")
    doubles = len(column.texts) - len(column.counts)
    told = PROPOSALS("twice", count=doubles) if doubles else PROPOSALS("unique")
    return Choice(
        "key", (column.name,), round(score, 2), (*header_reason(column.name, named), told), number=column.is_number
    )


def _key_score(column: Column) -> float:
    named = likeness(column.name, "key")
    if column.filled < 1 or any(" " in text.strip() or len(text) > 80 for text in column.samples):
        return 0.0
    if column.is_unique and named:
        return 0.6 + 0.4 * named
    if column.is_unique:
        return 0.5 if _looks_like_numbering(column) else 0.0
    return 0.5 if named >= 0.7 and len(column.counts) >= 0.9 * len(column.texts) else 0.0


def _looks_like_numbering(column: Column) -> bool:
    """Under a name that says nothing: digits in every cell, on enough rows not to be an accident, and no date."""
    if len(column.texts) < ENOUGH_ROWS or column.date_format is not None:
        return False
    return all(any(map(str.isdigit, text)) and ("." not in text or column.is_number) for text in column.samples)


def _key_of_words(found: Table[str, Choice]) -> Choice | None:
    parts = [found[field].columns[0] for field in ("name", "address", "commune_name") if field in found][:2]
    if "name" not in found:
        return None
    return Choice("key", tuple(parts), 0.6, (PROPOSALS("words", columns=tuple(parts)),), "words")
