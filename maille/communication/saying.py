"""A statement as a page says it: its Markdown made safe, its quotes as our own HTML, its notes with their anchors."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from html import unescape
from typing import Any

import nh3
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from maille.territory.models import Network

from .models import Quote, Statement, StatementVersion
from .rules import breaking
from .rules import statements as rules
from .rules.citations import Citation, citations

TAGS = {"p", "br", "em", "strong", "a", "ul", "ol", "li", "h2", "h3", "h4", "blockquote", "hr", "code", "pre"}
# A line of its own: "{citation 2}".
QUOTED = re.compile(r"^\{citation (\d{1,3})\}\s*$", re.MULTILINE)


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).disable(["image", "html_block", "html_inline"])


def as_html(text: str) -> SafeString:
    """Markdown as HTML: no image, no raw HTML, links to the web or a mail only, headings under the page's own."""
    lowered = re.sub(r"^(#{1,3})(?=\s)", r"\1#", text, flags=re.MULTILINE)
    cleaned = nh3.clean(
        _markdown().render(lowered),
        tags=TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener nofollow",
    )
    return mark_safe(cleaned)  # noqa: S308 - nh3 has just cleaned it


def with_quotes(text: str, quotes: Iterable[Quote]) -> SafeString:
    """Markdown whose lines "{citation 1}" are the posts that the statement keeps."""
    known = {quote.number: quote for quote in quotes}
    parts = QUOTED.split(text)
    html = [
        _quote(known.get(int(part))) if index % 2 else as_html(part) if part.strip() else ""
        for index, part in enumerate(parts)
    ]
    return mark_safe("".join(html))  # noqa: S308 - each part is escaped or cleaned


def _quote(quote: Quote | None) -> SafeString:
    return render_to_string("communication/_quote.html", {"quote": quote}) if quote else SafeString("")


@dataclass(frozen=True, slots=True)
class Note:
    """What a version adds above the text, as the page shows it."""

    version: StatementVersion
    anchor: str
    html: SafeString


def notes(statement: Statement) -> list[Note]:
    """The notes of a statement, the newest first; misprints say nothing above the text."""
    versions = list(statement.versions.all())
    anchors = rules.anchors([(version.kind, version.day) for version in versions])
    quotes = list(statement.quotes.all())
    return [
        Note(version, anchor, with_quotes(version.note, quotes))
        for version, anchor in reversed(list(zip(versions, anchors, strict=True)))
        if version.kind not in (rules.PUBLICATION, rules.TYPO)
    ]


def change_since(cited: StatementVersion) -> StatementVersion | None:
    """The last change of a text since a version. Misprints do not count: what was said of the text is still right."""
    later = [one for one in cited.statement.versions.all() if one.number > cited.number and one.kind != rules.TYPO]
    return later[-1] if later else None


@dataclass(frozen=True, slots=True)
class Outdated:
    """A version that is cited, and the last change of its text since."""

    cited: StatementVersion
    change: StatementVersion


def outdated_citations(texts: Iterable[str], network: Network, *, written_at: datetime | None = None) -> list[Outdated]:
    """What texts cite of ours that has changed since; without `written_at`, only what is cited by its version."""
    cited = [one for one in citations(texts, settings.SITE_URL) if one.number or written_at]
    if not cited:
        return []
    rows = Statement.objects.published().filter(network=network, slug__in={one.slug for one in cited})
    known = {statement.slug: statement for statement in rows.prefetch_related("versions__statement__versions")}
    versions = {_cited(known[one.slug], one, written_at) for one in cited if one.slug in known} - {None}
    found = [Outdated(one, change) for one in versions if one and (change := change_since(one))]
    return sorted(found, key=lambda one: (one.cited.statement_id, one.cited.number))


def _cited(statement: Statement, citation: Citation, at: datetime | None) -> StatementVersion | None:
    """The version that is named, or the one that stood at an instant."""
    if citation.number:
        return next((one for one in statement.versions.all() if one.number == citation.number), None)
    stood = [one for one in statement.versions.all() if at and one.published_at <= at]
    return stood[-1] if stood else None


def altered(versions: Sequence[StatementVersion]) -> set[int]:
    """The numbers of the versions that no longer say what they were sealed for; all of a statement's, in order."""
    before = ["", *(version.seal for version in versions)]
    return {one.number for one, seal in zip(versions, before, strict=False) if one.seal != one.seal_after(seal)}


def plain(text: str) -> str:
    """The words of a Markdown text, for a summary: no marks, no quotes."""
    bare = unescape(nh3.clean(as_html(QUOTED.sub("", text)), tags=set()))
    return re.sub(r"\s+", " ", bare).strip()


def opening(text: str, most: int) -> str:
    """What a Markdown text says before its first title, in whole sentences."""
    before = re.split(r"^#", text, maxsplit=1, flags=re.MULTILINE)[0]
    return breaking.opening(plain(before) or plain(text), most)


def as_json_ld(statement: Statement, url: str) -> dict[str, Any]:
    """The statement for search engines (schema.org): corrections are those of errors only."""
    current = statement.current
    versions = list(statement.versions.all())
    if current is None:
        raise LookupError(f"statement {statement.pk} is not published")
    names = [str(statement.network), *current.signatories]
    return {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": current.title,
        "url": url,
        "inLanguage": "fr",
        "version": current.number,
        "datePublished": versions[0].day.isoformat(),
        "dateModified": current.day.isoformat(),
        "author": [{"@type": "Organization", "name": name} for name in names],
        "correction": [
            {"@type": "CorrectionComment", "text": plain(version.note), "datePublished": version.day.isoformat()}
            for version in versions
            if version.kind == rules.CORRECTION
        ],
    }
