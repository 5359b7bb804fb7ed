"""A feed's entries, from its bytes: RSS, Atom or JSON Feed. A page is answered with the feeds that it announces."""

import calendar
import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

import feedparser

from maille.watch.fetching.phrases import Unread

from .text import link, plain

MOST_ENTRIES = 300
MOST_TAGS = 120_000
TITLE, SUMMARY, NAME, ADDRESS = 300, 500, 120, 2_000
HEAD = 524_288
FIRST_YEAR, LAST_YEAR = 1900, 2200
FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json", "application/json"})
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}encoding\s*=\s*["']([\w.:-]{1,40})""")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_SITE = re.compile(rb"<(!doctype\s+html|html|head|body)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Entry:
    """One article of a feed: `key` is the name that the feed gives it, `at` when it says it was published."""

    key: str
    title: str
    url: str = ""
    summary: str = ""
    author: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Feed:
    """A feed's own name, its site, and its entries as they stand in it."""

    title: str
    site: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Announced:
    """A feed that a page says it has."""

    url: str
    title: str


class IsPage(Unread):
    """A page was given where a feed was expected; `feeds` are those that it announces."""

    def __init__(self, feeds: tuple[Announced, ...]) -> None:
        super().__init__("page" if feeds else "page_alone")
        self.feeds = feeds


def read(body: bytes, *, url: str, kind: str = "") -> Feed:
    """Read a feed; Unread when it is none, IsPage when it is a page. `kind` is its Content-Type, `url` where it was."""
    if not body.strip():
        raise Unread("empty", retry=True)
    if body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _json_feed(body, url)
    _check_markup(body, kind)
    # Bytes in a file object, and nothing else: of a text, feedparser would open the file or address that it names.
    parsed: Any = feedparser.parse(io.BytesIO(body), response_headers={"content-type": kind, "content-location": url})
    if parsed.get("version"):
        return _feed(parsed, url)
    if "html" in kind.lower() or _SITE.search(body[:HEAD]):
        raise IsPage(announced(body, url=url, kind=kind))
    raise Unread("not_a_feed")


def _check_markup(body: bytes, kind: str) -> None:
    """Refuse what defines its own entities, in any writing, and what has more pieces than any feed."""
    if body.count(b"<") > MOST_TAGS:
        raise Unread("crowded")
    names = [name.decode("ascii") for name in _DECLARED.findall(body[:1_000])] + _CHARSET.findall(kind)
    writings = [body.replace(b"\0", b""), *(_written_in(body, name) for name in names)]
    if any(b"<!entity" in writing.lower() for writing in writings):
        raise Unread("entities")


def _written_in(body: bytes, name: str) -> bytes:
    """The document as its own encoding says it, in UTF-8: UTF-7 or EBCDIC hide what bytes do not show."""
    try:
        return body.decode(name, "replace").encode("utf-8", "replace")
    except (LookupError, ValueError):
        return b""


def _feed(parsed: Mapping[str, Any], url: str) -> Feed:
    about = parsed.get("feed", {})
    base = link(about.get("link"), url) or url
    entries = tuple(_entry(each, base) for each in parsed.get("entries", [])[:MOST_ENTRIES])
    return Feed(plain(about.get("title"), NAME), link(about.get("link"), url), entries)


def _entry(each: Mapping[str, Any], base: str) -> Entry:
    title, address = plain(each.get("title"), TITLE), link(each.get("link"), base)
    bodies = [part.get("value") for part in each.get("content", []) if isinstance(part, Mapping)]
    summary = plain(each.get("summary") or (bodies[0] if bodies else ""), SUMMARY)
    return Entry(
        _key(each.get("id"), address, title, summary),
        title or summary[:80] or address,
        address,
        summary,
        plain(each.get("author"), NAME),
        _moment(each.get("published_parsed") or each.get("updated_parsed")),
    )


def _key(given: object, address: str, title: str, summary: str) -> str:
    """The name of an entry in its feed, of one length whatever it was."""
    said = str(given).strip() if given else address or f"{title}\n{summary}"
    return sha256(said.encode("utf-8", "replace")).hexdigest()


def _moment(parsed: Any) -> datetime | None:
    try:
        return _likely(datetime.fromtimestamp(calendar.timegm(parsed), UTC)) if parsed else None
    except (ValueError, OverflowError, OSError, TypeError):
        return None


def _likely(at: datetime) -> datetime | None:
    """A day that an article may have; many programs write the year 1, or 9999, when they know none."""
    return at if FIRST_YEAR <= at.year <= LAST_YEAR else None


def _json_feed(body: bytes, url: str) -> Feed:
    try:
        told = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Unread("not_a_feed") from error
    items = told.get("items")
    if not str(told.get("version", "")).startswith("https://jsonfeed.org/version/") or not isinstance(items, list):
        raise Unread("not_a_feed")
    site = link(told.get("home_page_url"), url)
    entries = tuple(_json_entry(item, site or url) for item in items[:MOST_ENTRIES] if isinstance(item, dict))
    return Feed(plain(told.get("title"), NAME), site, entries)


def _json_entry(item: dict[str, Any], base: str) -> Entry:
    title, address = plain(item.get("title"), TITLE), link(item.get("url"), base)
    words = item.get("summary") or item.get("content_text") or item.get("content_html")
    summary = plain(words, SUMMARY)
    authors = item.get("authors")
    first = authors[0] if isinstance(authors, list) and authors and isinstance(authors[0], dict) else {}
    return Entry(
        _key(item.get("id"), address, title, summary),
        title or summary[:80] or address,
        address,
        summary,
        plain(first.get("name"), NAME),
        _iso(item.get("date_published") or item.get("date_modified")),
    )


def _iso(text: object) -> datetime | None:
    try:
        at = datetime.fromisoformat(text) if isinstance(text, str) else None
        return _likely(at.astimezone(UTC)) if at and at.tzinfo else None
    except (ValueError, OverflowError):
        return None


class _Head(HTMLParser):
    """The `<link rel="alternate">` and the `<base>` of a page."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.base, self.feeds = url, {}  # type: ignore[var-annotated]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "base" and said.get("href"):
            self.base = urljoin(self.base, said["href"])
        is_feed = said.get("type", "").split(";")[0].strip().lower() in FEED_TYPES
        if tag == "link" and is_feed and "alternate" in said.get("rel", "").lower().split():
            address = link(said.get("href"), self.base)
            if address and len(self.feeds) < 20:
                self.feeds.setdefault(address, Announced(address, plain(said.get("title"), NAME) or address))


def announced(body: bytes, *, url: str, kind: str = "") -> tuple[Announced, ...]:
    """The feeds that a page says it has, in its order; twenty at most."""
    charset = (_CHARSET.findall(kind) or ["utf-8"])[0]
    try:
        text = body[:HEAD].decode(charset, "replace")
    except LookupError:
        text = body[:HEAD].decode("utf-8", "replace")
    head = _Head(url)
    try:
        head.feed(text)
    except (ValueError, AssertionError):
        return tuple(head.feeds.values())
    return tuple(head.feeds.values())
