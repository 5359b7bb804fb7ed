"""The frame of every page: landmarks, languages, nothing inline, little weight; and the living style page."""

import gzip
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

import maille
from maille.core.ribbon import PLAIN
from maille.core.style_guide import SampleForm, style_guide
from maille.core.templatetags.ui import ICONS
from tests.core.screens import Elements

PACKAGE = Path(maille.__file__).parent
NBSP = "\u00a0"
pytestmark = pytest.mark.urls("tests.core.screens")


@pytest.fixture
def frame(rf: RequestFactory):
    """Render a page that extends the frame."""

    def build(address: str = "/annuaire/?q=vélo", **context: Any) -> str:
        with translation.override("en" if address.startswith("/en/") else "fr"):
            return engines["django"].from_string(PAGE).render({"network": NETWORK, **context}, rf.get(address))

    return build


NETWORK = SimpleNamespace(
    name="Réseau d’ici",
    resource_centre="Zoomacom",
    phone="+33477000000",
    email="ici@example.org",
    data_notice="Données de démonstration, 2022",
)


PAGE = """
{% extends "core/base.html" %}{% block heading %}Trouver{% endblock %}{% block title %}Trouver{% endblock %}
"""


class TestFrame:
    def test_has_one_heading_landmarks_and_a_way_to_the_content(self, frame) -> None:
        page = Elements(frame())
        assert len(page.of("h1")) == len(page.of("main")) == len(page.of("header")) == len(page.of("footer")) == 1
        assert page.of("a")[0]["href"] == "#main"
        assert page.of("main")[0]["id"] == "main"
        assert all(nav.get("aria-label") or nav.get("aria-labelledby") for nav in page.of("nav"))
        assert page.of("html")[0] == {"lang": "fr", "dir": "ltr"}

    def test_writes_nothing_inline(self, frame) -> None:
        page = Elements(frame())
        assert not page.with_attribute("style")
        assert not page.of("style")
        assert all(script.get("src") for script in page.of("script"))
        assert not [name for _, attrs in page.found for name in attrs if name.startswith("on")]

    def test_offers_the_same_page_in_the_other_language(self, frame) -> None:
        links = {link.get("hreflang"): link["href"] for link in Elements(frame()).of("a") if link.get("hreflang")}
        assert links == {"en": "/en/annuaire/?q=v%C3%A9lo"}
        links = {
            link.get("hreflang"): link["href"]
            for link in Elements(frame("/en/annuaire/")).of("a")
            if link.get("hreflang")
        }
        assert links == {"fr": "/annuaire/"}

    def test_tells_search_engines_the_one_address_of_each_language(self, frame) -> None:
        links = {(link["rel"], link.get("hreflang")): link["href"] for link in Elements(frame()).of("link")}
        assert links["canonical", None] == "http://testserver/annuaire/"
        assert links["alternate", "en"] == "http://testserver/en/annuaire/"

    def test_a_lost_page_leads_home_in_the_other_language(self, frame) -> None:
        page = Elements(frame("/nulle-part/?q=1"))
        assert [link["href"] for link in page.of("a") if link.get("hreflang")] == ["/en/"]
        assert [link["hreflang"] for link in page.of("link") if link["rel"] == "alternate"] == ["fr"]

    def test_says_where_one_stands(self, frame) -> None:
        here = [attrs for tag, attrs in Elements(frame()).found if tag == "a" and attrs.get("aria-current")]
        assert [link["href"] for link in here] == ["/annuaire/"]

    def test_names_the_network_and_dates_its_data(self, frame) -> None:
        text = Elements(frame()).text
        assert "Réseau d’ici" in text
        assert "Données de démonstration, 2022" in text

    def test_says_in_the_title_that_something_is_to_correct(self, frame) -> None:
        assert f"<title>À corriger{NBSP}: Trouver – Maille</title>" in frame(form=SampleForm({}))
        assert "<title>Trouver – Maille</title>" in frame(form=SampleForm())

    def test_stands_without_a_request(self) -> None:
        html = render_to_string("core/base.html", {"network": None})
        assert "<main" in html
        assert "hreflang" not in html

    def test_shows_the_messages(self, frame) -> None:
        message = SimpleNamespace(level_tag="success", __str__=lambda self: "")
        assert "notice--ok" in frame(messages=[message])

    def test_weighs_little(self, frame) -> None:
        html = frame()
        page = Elements(html)
        asked = {str(a["href"]) for a in page.of("link") if a["rel"] in ("preload", "stylesheet", "icon")}
        asked |= {str(a["src"]) for a in page.of("script")}
        asked |= {str(a["href"]).partition("#")[0] for a in page.of("use")}
        sizes = [len(gzip.compress(html.encode()))]
        for address in asked:
            content = Path(str(finders.find(address.removeprefix("/static/")))).read_bytes()
            sizes.append(len(content) if address.endswith(".woff2") else len(gzip.compress(content, 9)))
        assert len(sizes) == 6
        assert sum(sizes) <= 52_000, "60 kB for a public page: 8 are left for what the page itself says"


class TestStyleGuide:
    @pytest.fixture
    def html(self, rf: RequestFactory) -> str:
        response = style_guide(rf.get("/style/"))
        assert response.status_code == 200
        return response.content.decode()

    def test_shows_every_icon_and_every_plain_ribbon(self, html: str) -> None:
        assert html.count('class="ribbon"') >= 3 * PLAIN
        assert all(f"icons.svg#{name}" in html for name in ICONS)

    def test_writes_nothing_inline_and_no_id_twice(self, html: str) -> None:
        page = Elements(html)
        ids = page.with_attribute("id")
        assert len(ids) == len(set(ids))
        assert not page.with_attribute("style")

    def test_no_class_of_the_sheet_is_forgotten(self, html: str) -> None:
        """Each is on this page, or written in a page or a script."""
        sheet = (PACKAGE / "core/static/core/css/maille.css").read_text(encoding="utf-8")
        styled = set(re.findall(r"\.([a-z][\w-]*)", re.sub(r"/\*.*?\*/|url\([^)]*\)", "", sheet, flags=re.S)))
        shown = {name for names in Elements(html).with_attribute("class") for name in str(names).split()}
        sources = [*PACKAGE.rglob("templates/**/*.html"), *PACKAGE.rglob("static/**/*.js")]
        written = set(re.findall(r"[\w-]+", " ".join(path.read_text(encoding="utf-8") for path in sources)))
        assert styled - shown - written <= {"htmx-request", "leaflet-container"}
