"""Lists of feeds as readers exchange them (OPML 2.0), in and out."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree import ElementTree

from maille.watch.fetching.phrases import Unread

from .text import link, plain

MOST_BYTES = 1_048_576
MOST_FEEDS = 500
_DOCTYPE = re.compile(rb"<!\s*(doctype|entity)", re.IGNORECASE)


@dataclass(frozen=True)
class Listed:
    """One feed of a list, with the folder that it is in."""

    url: str
    title: str
    folder: str = ""
    site: str = ""


def read(body: bytes) -> tuple[Listed, ...]:
    """The feeds of a list, each once, in its order; Unread when it is no such list. Nothing is fetched."""
    if len(body) > MOST_BYTES or _DOCTYPE.search(body.replace(b"\0", b"")) or b"utf-7" in body[:200].lower():
        raise Unread("opml")
    try:
        root = ElementTree.fromstring(body)  # noqa: S314 - no document type, hence no entity: refused just above
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise Unread("opml") from error
    outline = root.find("body")
    if root.tag != "opml" or outline is None:
        raise Unread("opml")
    found = {one.url: one for one in reversed(list(_walk(outline)))}
    return tuple(reversed(found.values()))[:MOST_FEEDS]


def _walk(root: ElementTree.Element) -> Iterable[Listed]:
    """Every feed under an outline; a list of one's own rather than recursion, however deep the file is."""
    left = [(child, "") for child in reversed(list(root))]
    while left:
        node, folder = left.pop()
        title = plain(node.get("title") or node.get("text"), 120)
        if address := link(node.get("xmlUrl")):
            yield Listed(address, title or address, folder, link(node.get("htmlUrl")))
        inside = folder if node.get("xmlUrl") else title or folder
        left += [(child, inside) for child in reversed(list(node))]


def write(title: str, feeds: Iterable[Listed]) -> bytes:
    """A list of feeds, folder by folder."""
    root = ElementTree.Element("opml", version="2.0")
    ElementTree.SubElement(ElementTree.SubElement(root, "head"), "title").text = title
    body = ElementTree.SubElement(root, "body")
    folders: dict[str, ElementTree.Element] = {"": body}
    for feed in feeds:
        if feed.folder not in folders:
            folders[feed.folder] = ElementTree.SubElement(body, "outline", text=feed.folder, title=feed.folder)
        said = {"type": "rss", "text": feed.title, "title": feed.title, "xmlUrl": feed.url, "htmlUrl": feed.site}
        ElementTree.SubElement(folders[feed.folder], "outline", {name: text for name, text in said.items() if text})
    ElementTree.indent(root)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written
