"""What fetched bytes say: hostile documents refused, feeds of three kinds read, pages answered with their feeds."""

import json
from contextlib import suppress
from xml.etree import ElementTree

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maille.watch.fetching.phrases import Unread
from maille.watch.reading import opml
from maille.watch.reading.feed import MOST_ENTRIES, MOST_TAGS, IsPage, read
from maille.watch.reading.text import link, plain
from tests.watch.hostile import item, rss, serving

URL = "https://fil.example/rss"
LAUGHS = """<?xml version="1.0"{}?><!DOCTYPE lolz [<!ENTITY a "ha">{}]><rss version="2.0"><channel>
<title>&b9;</title></channel></rss>""".replace(
    "{}]", "".join(f'<!ENTITY b{n} "&{"a" if n == 0 else f"b{n - 1}"};{"&a;" * 9}">' for n in range(10)) + "]"
)
XXE = (
    '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    '<rss version="2.0"><channel><title>&x;</title></channel></rss>'
)

BAD = {
    "nothing": (b"", "empty"),
    "spaces": (b" \n\t ", "empty"),
    "an XML bomb": (LAUGHS.format("").encode(), "entities"),
    "the same in UTF-16": (LAUGHS.format(' encoding="utf-16"').encode("utf-16"), "entities"),
    "the same in UTF-32": (LAUGHS.format("").encode("utf-32"), "entities"),
    "an entity that opens a file": (XXE.encode(), "entities"),
    "the same in small letters": (XXE.lower().encode(), "entities"),
    "more tags than any feed": (b"<rss version='2.0'>" + b"<a>" * (MOST_TAGS + 1), "crowded"),
    "figures": (bytes(range(256)) * 9, "not_a_feed"),
    "an address": (b"http://127.0.0.1/secret", "not_a_feed"),
    "a path": (b"/etc/passwd", "not_a_feed"),
    "other XML": (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "not_a_feed"),
    "other JSON": (b'{"a": 1}', "not_a_feed"),
    "deep JSON": (b'{"items":' + b"[" * 200_000, "not_a_feed"),
    "JSON that says to be a feed": (b'{"version": "https://jsonfeed.org/version/1.1", "items": 3}', "not_a_feed"),
    "a page": (b"<!doctype html><html><body>Bonjour</body></html>", "page_alone"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_feed_is_refused_in_a_sentence(name):
    body, code = BAD[name]
    with pytest.raises(Unread) as error:
        read(body, url=URL)
    assert error.value.code == code


def test_entities_hidden_by_the_charset_of_the_server_are_seen():
    body = LAUGHS.format("").replace("<!ENTITY", "+ADw-!ENTITY").encode()
    with pytest.raises(Unread) as error:
        read(body, url=URL, kind="application/rss+xml; charset=utf-7")
    assert error.value.code == "entities"


def test_a_body_that_is_an_address_fetches_nothing():
    """Given as a text, feedparser would: the trap is real, and what avoids it is seen to matter."""
    with serving() as server:
        address = f"http://127.0.0.1:{server.port}/secret"
        server.gives("/secret", rss(item("Secret")))
        with pytest.raises(Unread):
            read(address.encode(), url=URL)
        assert not server.hits
        feedparser.parse(address)
        assert server.hits == {"/secret": 1}


def only(*items: str):
    (entry,) = read(rss(*items), url=URL).entries
    return entry


def test_a_script_in_a_title_says_nothing():
    for title in (
        "<![CDATA[Bonjour <script>alert(1)</script>à tous]]>",
        "Bonjour &lt;script&gt;alert(1)&lt;/script&gt;à tous",
        "Bonjour <script>alert(1)</script>à tous",
        "<![CDATA[Bonjour <img src=x onerror=alert(1)>à tous]]>",
    ):
        assert only(item(title, "https://fil.example/1")).title.replace("  ", " ") == "Bonjour à tous"


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", " java\nscript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd",
     "https://a:b@fil.example/", "http://[::1", "https://fil.example/" + "x" * 3_000],
)  # fmt: skip
def test_a_link_that_may_not_be_followed_is_dropped(address):
    assert link(address, URL) == ""
    assert only(item("Un titre assez long", address.replace("\n", "&#10;"))).url in {"", "https://fil.example/"}


def test_a_relative_link_is_made_whole():
    assert link("/a?b=1", URL) == "https://fil.example/a?b=1"
    assert link("//autre.example/a", URL) == "https://autre.example/a"


def test_pictures_that_count_readers_are_gone():
    body = rss(
        "<item><title>Un</title><description>&lt;p&gt;Texte&lt;img src='https://t.example/p.gif'&gt;&lt;/p&gt;</description></item>"
    )
    (entry,) = read(body, url=URL).entries
    assert entry.summary == "Texte"


def test_atom_and_json_feed_say_the_same():
    atom = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Le Fil</title><link href="https://fil.example/"/>
    <entry><id>urn:x1</id><title>Un</title><link href="/1"/><published>2026-11-24T10:00:00Z</published>
    <author><name>Ada</name></author><summary>Texte</summary></entry></feed>"""
    told = {
        "version": "https://jsonfeed.org/version/1.1", "title": "Le Fil", "home_page_url": "https://fil.example/",
        "items": [{"id": "urn:x1", "title": "Un", "url": "/1", "date_published": "2026-11-24T11:00:00+01:00",
                   "authors": [{"name": "Ada"}], "content_html": "<p>Texte</p>"}],
    }  # fmt: skip
    assert read(atom, url=URL) == read(json.dumps(told).encode(), url=URL)


@pytest.mark.parametrize("day", ["0001-01-01T00:00:00Z", "0001-01-01T00:00:00+05:00", "9999-12-31T23:59:59-05:00"])
def test_the_day_that_programs_write_when_they_know_none_is_no_day(day):
    told = {"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "title": "T", "date_published": day}]}
    (said_in_json,) = read(json.dumps(told).encode(), url=URL).entries
    assert (only(item("T", date=day)).at, said_in_json.at) == (None, None)


def test_half_a_character_is_neither_a_word_nor_an_address():
    half = "\ud800"
    said = {"id": half, "title": f"Un titre{half}", "url": f"https://fil.example/{half}", "summary": half}
    told = {"version": "https://jsonfeed.org/version/1.1", "title": half, "items": [said]}
    found = read(json.dumps(told).encode(), url=URL)
    (one,) = found.entries
    assert (one.title, one.url) == ("Un titre?", "")
    assert "".join([found.title, one.summary, one.key]).encode()


def test_an_endless_feed_is_cut():
    assert len(read(rss(*(item(f"Titre {n}") for n in range(MOST_ENTRIES + 50))), url=URL).entries) == MOST_ENTRIES


def test_a_page_is_answered_with_the_feeds_that_it_announces():
    page = b"""<html><head><base href="https://www.fil.example/x/"><title>x</title>
    <link rel="alternate" type="application/rss+xml" title="Tout &lt;b&gt;" href="rss.xml">
    <link rel="Alternate" type="application/atom+xml; charset=utf-8" href="/atom">
    <link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">
    <link rel="alternate" hreflang="en" href="/en"><link rel="stylesheet" type="application/rss+xml" href="/non">"""
    with pytest.raises(IsPage) as error:
        read(page, url=URL, kind="text/html")
    assert [(one.url, one.title) for one in error.value.feeds] == [
        ("https://www.fil.example/x/rss.xml", "Tout"),
        ("https://www.fil.example/atom", "https://www.fil.example/atom"),
    ]


@given(st.binary(max_size=300))
def test_any_bytes_are_a_feed_or_a_sentence(body):
    with suppress(Unread):
        assert read(body, url=URL) is not None


@given(st.text(max_size=200), st.integers(2, 60))
def test_plain_text_is_short_and_has_no_tag(text, most):
    shown = plain(f"<p>{text}</p><script>x</script>", most)
    assert len(shown) <= most
    assert "<script" not in shown or "&lt;" in text or "&amp;" in text or "&" in text


class TestOpml:
    FEEDS = (
        opml.Listed("https://a.example/rss", "A & compagnie", "Financements", "https://a.example/"),
        opml.Listed("https://b.example/rss", "B", "Financements"),
        opml.Listed("https://c.example/rss", "C"),
    )

    def test_what_is_written_is_read_again(self):
        assert set(opml.read(opml.write("Veille", self.FEEDS))) == set(self.FEEDS)

    def test_another_reader_reads_it(self):
        root = ElementTree.fromstring(opml.write("Veille", self.FEEDS))  # noqa: S314 - our own
        assert root.attrib == {"version": "2.0"}
        assert [node.get("xmlUrl") for node in root.iter("outline") if node.get("type") == "rss"] == [
            feed.url for feed in self.FEEDS
        ]

    @pytest.mark.parametrize(
        "body",
        [b"", b"bonjour", b"<rss/>", b"<opml/>", b"<opml><body>", LAUGHS.format("").encode(), XXE.encode(),
         LAUGHS.format("").encode("utf-16"), b" " * (opml.MOST_BYTES + 1)],
    )  # fmt: skip
    def test_what_is_no_list_is_refused(self, body):
        with pytest.raises(Unread):
            opml.read(body)

    def test_a_deep_list_and_bad_links_are_borne(self):
        deep = b"<opml><body>" + b"<outline>" * 3_000 + b"</outline>" * 3_000
        listed = deep + b'<outline xmlUrl="javascript:alert(1)"/><outline xmlUrl="https://a.example/"/></body></opml>'
        assert [one.url for one in opml.read(listed)] == ["https://a.example/"]
