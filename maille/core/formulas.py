"""What a spreadsheet would run when it opens a table, and how it is kept a text."""

_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_GUARD = "'"


def safe_cell(value: object) -> str:
    """A cell that a spreadsheet reads as text and never runs: an apostrophe guards what begins as a formula does.

    A telephone ("+33477332222") and a number ("-4.39") are no formulas and stay as they are, so that a file guarded so
    is still valid for the national standard. Our own reader takes the guard off again (`unguarded`).
    """
    text = "" if value is None else str(value)
    if text.startswith(_STARTS):
        return text if _is_number(text) else _GUARD + text
    # What already looks guarded is guarded once more: it comes back as it was written.
    return text if unguarded(text) == text else _GUARD + text


def unguarded(text: str) -> str:
    """The cell as it was before `safe_cell`."""
    begins = text.lstrip(_GUARD)
    return text[1:] if text.startswith(_GUARD) and begins.startswith(_STARTS) else text


def _is_number(text: str) -> bool:
    digits = text[1:].replace(".", "", 1)
    return text[0] in "+-" and digits.isascii() and digits.isdigit()
