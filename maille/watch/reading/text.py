"""Plain text and plain links out of what strangers write: no tag, no script, no image, no address but of the web."""

import html
from urllib.parse import urljoin, urlsplit

import nh3

LONGEST_LINK = 2_000
_HIDDEN = {"script", "style", "template", "noscript"}


def plain(text: object, most: int) -> str:
    """The words of a piece of HTML on one line, cut to `most` characters; scripts and styles say nothing."""
    if not isinstance(text, str):
        return ""
    kept = nh3.clean(_whole(text[: 20 * most + 10_000]), tags=set(), clean_content_tags=_HIDDEN)
    # Twice escaped is common in titles ("&amp;amp;"), and harmless: templates escape what they show.
    words = " ".join("".join(char for char in html.unescape(kept) if char.isprintable() or char.isspace()).split())
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def _whole(text: str) -> str:
    """Without the halves of characters that JSON may write: nothing reads, keeps or sends them."""
    return text.encode("utf-8", "replace").decode("utf-8")


def link(text: object, base: str = "") -> str:
    """An address that may be followed, made whole from the document's own; nothing for `javascript:` and its kin."""
    if not isinstance(text, str) or not text.strip():
        return ""
    try:
        whole = urljoin(base, "".join(char for char in text.strip() if ord(char) > 32))
        whole.encode("utf-8")  # half a character is no address
        parts = urlsplit(whole)
        is_fit = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.username is None
    except ValueError:
        return ""
    return whole if is_fit and len(whole) <= LONGEST_LINK else ""
