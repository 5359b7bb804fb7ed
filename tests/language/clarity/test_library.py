"""What a resident reads of the workshops that Maille brings is written plainly: real texts, read by the checker."""

import tomllib
from collections import Counter
from importlib.resources import files

from maille.language import clarity

ROWS = tomllib.loads((files("maille.workshops") / "library" / "ateliers.toml").read_text(encoding="utf-8"))
READ = ("title", "aim", "prerequisites", "to_bring")


def texts() -> list[str]:
    workshops = next(rows for rows in ROWS.values() if isinstance(rows, list))
    return [row[name] for row in workshops for name in READ if row.get(name)]


def test_few_remarks_are_made_on_it():
    """952 words on the day this was written: two initials, one long sentence, one semicolon, all founded."""
    sheets = [clarity.check(text) for text in texts()]
    found = Counter(finding.rule for sheet in sheets for finding in sheet.findings)
    words = sum(sheet.measures.words for sheet in sheets)
    assert words > 800
    assert set(found) <= {"initials", "long-sentence", "semicolon"}
    assert sum(found.values()) * 1000 / words < 6
