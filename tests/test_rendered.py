"""Every page as it leaves the server: names for all that is filled or followed, one title, references that hold."""

from collections import Counter
from html.parser import HTMLParser

import pytest
from django.test import Client

from tests.access_table import NOT_PAGES, PEOPLE, rows
from tests.test_access_table import address_of
from tests.world import World

pytestmark = pytest.mark.django_db

PAGES = {name: answers for (method, name), answers in rows().items() if method == "GET" and "200" in answers}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
UNNAMED_INPUTS = {"hidden", "submit", "button", "reset", "image"}
REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "list")


class Page(HTMLParser):
    """What there is to check in a page: fields with their labels, headings, ids, links and buttons with their names."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.stack: list[tuple[str, dict[str, str], list[str]]] = []
        self.elements: list[tuple[str, dict[str, str], list[str], bool]] = []
        self.feed(source)
        self.ids = Counter(
            attributes["id"] for _tag, attributes, _text, _labelled in self.elements if "id" in attributes
        )

    def handle_starttag(self, tag, attributes):
        found = {name: value or "" for name, value in attributes}
        text: list[str] = []
        self.elements.append((tag, found, text, any(parent == "label" for parent, _, _ in self.stack)))
        for _parent, _attributes, outer in self.stack:
            outer.append(found.get("alt", "") or found.get("aria-label", ""))
        if tag not in VOID:
            self.stack.append((tag, found, text))

    def handle_endtag(self, tag):
        while self.stack and self.stack.pop()[0] != tag:
            continue

    def handle_data(self, data):
        for _tag, _attributes, text in self.stack:
            text.append(data)

    def all(self, *tags: str) -> list[tuple[str, dict[str, str], list[str], bool]]:
        return [element for element in self.elements if element[0] in tags]


def visit(world: World, name: str, language: str) -> str:
    person = PEOPLE[PAGES[name].index("200")]
    client = Client()
    if user := world.people[person]:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    response = client.get(("/en" if language == "en" else "") + address_of(world, name))
    assert response.status_code == 200
    return response.getvalue().decode() if response["Content-Type"].startswith("text/html") else ""


@pytest.mark.both_databases
@pytest.mark.parametrize("name", PAGES)
def test_a_page_names_what_it_holds(world, name):
    """The browser looks at every page of the access table; what it leaves out is named there."""
    source = visit(world, name, "fr")
    assert (source == "") == (name in NOT_PAGES)
    if source:
        check(Page(source), "fr")


@pytest.mark.parametrize("name", sorted(PAGES.keys() - NOT_PAGES))
def test_and_in_english(world, name):
    check(Page(visit(world, name, "en")), "en")


def check(page: Page, language: str) -> None:
    labelled = {attributes.get("for") for _tag, attributes, text, _in in page.all("label") if "".join(text).strip()}
    faults = [
        f"no label: {attributes}"
        for tag, attributes, _text, in_label in page.all("input", "select", "textarea")
        if attributes.get("type") not in UNNAMED_INPUTS
        and not (
            in_label
            or attributes.get("id") in labelled
            or attributes.get("aria-label")
            or "aria-labelledby" in attributes
        )
    ]
    faults += [
        f"no name: <{tag}> {attributes}"
        for tag, attributes, text, _in in page.all("a", "button")
        if not "".join(text).strip() and not attributes.get("aria-label")
    ]
    faults += [f"no alt: {attributes}" for _tag, attributes, _text, _in in page.all("img") if "alt" not in attributes]
    faults += [f"id twice: {name}" for name, times in page.ids.items() if times > 1]
    faults += [
        f"{reference} leads nowhere: {wanted}"
        for _tag, attributes, _text, _in in page.elements
        for reference in REFERENCES
        for wanted in attributes.get(reference, "").split()
        if wanted not in page.ids
    ]
    assert faults == []
    assert len(page.all("h1")) == 1
    assert len(page.all("main")) == 1
    (html,) = page.all("html")
    assert html[1]["lang"] == language
    (title,) = page.all("title")
    assert "".join(title[2]).strip()


def test_the_reader_sees_what_is_wrong():
    page = Page(
        '<p id="a"><label>Nom <input id="a"></label><a href="/"><img src="x" alt="Accueil"></a><button> </button>'
    )
    assert page.ids["a"] == 2
    assert page.all("input")[0][3] is True
    assert "".join(page.all("a")[0][2]).strip() == "Accueil"
    assert "".join(page.all("button")[0][2]).strip() == ""
