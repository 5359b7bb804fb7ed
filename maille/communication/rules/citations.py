"""Which versions of our own texts a text cites, by their addresses."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

ADDRESS = re.compile(r"(https?://[^/\s()<>]+|(?<![\w./-]))(?:/en)?/positions/([-a-z0-9_]{1,80})/(?:v/(\d{1,4})/)?")


@dataclass(frozen=True, slots=True)
class Citation:
    """A text by the name in its address; without a number, as it stood on the day."""

    slug: str
    number: int | None = None


def citations(texts: Iterable[str], site: str) -> list[Citation]:
    """Each citation once, in order. `site` is the beginning of our addresses: those of other sites are not ours."""
    found = (match for text in texts for match in ADDRESS.finditer(text))
    ours = (match for match in found if match[1] in ("", site.rstrip("/")))
    return list(dict.fromkeys(Citation(match[2], int(match[3]) if match[3] else None) for match in ours))
