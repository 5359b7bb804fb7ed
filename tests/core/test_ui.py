"""The components say everything twice, escape everything, and weigh little."""

import gzip
import re
import sys
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.conf.urls.i18n import i18n_patterns
from django.contrib.staticfiles import finders
from django.core.exceptions import NON_FIELD_ERRORS
from django.core.management import CommandError, call_command
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template, engines
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import include, path
from django.utils import translation
from fontTools.ttLib import TTFont
from hypothesis import example, given
from hypothesis import strategies as st

import maille
from maille.core.management.commands import subset_fonts
from maille.core.ribbon import PLAIN, Ribbon
from maille.core.style_guide import SampleForm, style_guide
from maille.core.templatetags.ui import ICONS, SAFE_SCHEMES, count, safe_href

PACKAGE = Path(maille.__file__).parent
CSS = (PACKAGE / "core/static/core/css/maille.css").read_text(encoding="utf-8")
SPRITE = (PACKAGE / "core/static/core/icons.svg").read_text(encoding="utf-8")
FONTS = sorted((PACKAGE / "core/static/core/fonts").glob("*.woff2"))
NBSP = "\u00a0"

# The addresses the frame names, so that these tests need no other capability.


def anywhere(request: HttpRequest, **parts: Any) -> HttpResponse:
    return HttpResponse()


pages = ([path("", anywhere, name="home"), path("credits/", anywhere, name="credits")], "pages")
pages[0].append(path("accessibilite/", anywhere, name="accessibility"))
urlpatterns = i18n_patterns(
    path("", include(pages)),
    path("annuaire/", include(([path("", anywhere, name="search")], "directory"))),
    path("equipe/", include(([path("", anywhere, name="account")], "people"))),
    path("entrer/", anywhere, name="account_login"),
    path("sortir/", anywhere, name="account_logout"),
    prefix_default_language=False,
)
pytestmark = pytest.mark.urls(__name__)


class Elements(HTMLParser):
    """The elements of a page in order, each (tag, attributes), and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.found if name == tag]

    def with_attribute(self, name: str) -> list[str | None]:
        return [attrs[name] for _, attrs in self.found if name in attrs]


def draw(source: str, **context: Any) -> str:
    return Template("{% load ui i18n %}" + source).render(Context(context))


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


# Colours


def tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): ([^;]+);", block))


def theme_blocks() -> dict[str, dict[str, str]]:
    light = re.search(r':root,\s*\[data-theme="light"\] \{(.*?)\}', CSS, re.S)
    system = re.search(r':root:not\(\[data-theme="light"\]\) \{(.*?)\}', CSS, re.S)
    asked = re.search(r'\n  \[data-theme="dark"\] \{(.*?)\}', CSS, re.S)
    assert light
    assert system
    assert asked
    return {"light": tokens(light[1]), "dark": tokens(system[1]), "dark, asked for": tokens(asked[1])}


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast of two colours `#rrggbb` (WCAG 2.2)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


INKS = {"ink", "ink-soft", "brand", "brand-strong", "accent", "ok", "warn", "bad", "info"}
GROUNDS = {"paper", "card", "tint"}
PAIRS = [(ink, ground) for ink in sorted(INKS) for ground in sorted(GROUNDS)] + [
    ("on-brand", "brand"),
    ("on-brand", "brand-strong"),
    ("on-bad", "bad"),
    ("on-sun", "sun"),
]


class TestColours:
    @pytest.mark.parametrize("theme", ["light", "dark"])
    @pytest.mark.parametrize("pair", PAIRS, ids=" on ".join)
    def test_text_is_readable(self, theme: str, pair: tuple[str, str]) -> None:
        values = theme_blocks()[theme]
        assert contrast(values[pair[0]], values[pair[1]]) >= 4.5

    def test_the_sheet_uses_no_other_pair(self) -> None:
        rules = CSS[CSS.index("@layer elements {") : CSS.index("@layer print {")]
        written = set(re.findall(r"(?<![\w-])color: ([^;]+);", rules)) - {"inherit"}
        laid = set(re.findall(r"background: ([^;]+);", rules)) - {"none"}
        allowed_inks = {f"var(--{ink})" for ink in INKS | {"on-brand", "on-bad", "on-sun"}}
        tones = {"var(--tone, var(--info))", "var(--tone, var(--ink-soft))"}
        assert written <= allowed_inks | tones
        assert laid <= {f"var(--{ground})" for ground in GROUNDS | {"brand", "brand-strong", "bad", "sun", "selvedge"}}
        assert not re.search(r"#[0-9a-f]{3,8}\b", rules), "a colour is a token"

    def test_the_two_dark_lists_are_one(self) -> None:
        blocks = theme_blocks()
        assert blocks["dark"] == blocks["dark, asked for"]
        assert blocks["dark"].keys() == blocks["light"].keys()

    def test_every_token_used_exists(self) -> None:
        declared = set(re.findall(r"(--[\w-]+):", CSS))
        assert set(re.findall(r"var\((--[\w-]+)", CSS)) <= declared


class TestSheet:
    def test_is_light(self) -> None:
        assert len(gzip.compress(CSS.encode())) <= 14_000

    def test_reads_right_to_left_too(self) -> None:
        sided = re.findall(r"(?:margin|padding|border|inset)?-?(?:left|right|top|bottom)\b[^;{]*:", CSS)
        assert not sided
        assert not re.search(r"(?<![\w-])(?:width|height|left|right|top|bottom):", CSS)

    def test_keeps_the_focus_in_sight_and_the_fingers_at_ease(self) -> None:
        assert re.search(r":focus-visible \{\s*outline: 3px solid var\(--brand\)", CSS)
        assert theme_free_token("touch") == "2.75rem", "44 px for a text of 16"
        assert "gradient" not in CSS


def theme_free_token(name: str) -> str:
    found = re.search(rf"--{name}: ([^;]+);", CSS)
    assert found
    return found[1]


class TestIcons:
    def test_sprite_holds_each_icon_once(self) -> None:
        drawn = re.findall(r'<symbol id="([^"]+)"', SPRITE)
        assert sorted(drawn) == sorted(ICONS)

    def test_sprite_is_the_mark_when_shown_as_a_picture(self) -> None:
        assert '<use href="#mark"' in SPRITE
        assert "style" not in SPRITE

    def test_refuses_an_icon_that_does_not_exist(self) -> None:
        with pytest.raises(ValueError, match="no icon called"):
            draw('{% icon "unicorn" %}')

    def test_is_silent_unless_it_has_a_label(self) -> None:
        assert 'aria-hidden="true"' in draw('{% icon "pin" %}')
        (drawing,) = Elements(draw('{% icon "pin" label="Plan" %}')).of("svg")
        assert (drawing["role"], drawing["aria-label"]) == ("img", "Plan")
        assert "aria-hidden" not in drawing


class TestFonts:
    def test_are_two_and_small(self) -> None:
        assert [font.name for font in FONTS] == ["atkinson-bold.woff2", "atkinson-regular.woff2"]
        assert all(font.stat().st_size <= 16_000 for font in FONTS)
        assert (FONTS[0].parent / "LICENSE-OFL.txt").read_text().startswith("Copyright 2020 Braille Institute")

    @pytest.mark.parametrize("font", FONTS, ids=lambda font: font.stem)
    def test_write_every_french_text_of_the_screens(self, font: Path) -> None:
        texts = [*PACKAGE.rglob("templates/**/*.html"), *PACKAGE.rglob("locale/**/*.po")]
        with TTFont(font) as opened:
            drawn = set(opened.getBestCmap())
        used = set("".join(text.read_text(encoding="utf-8") for text in texts)) - {"\n"}
        alphabet = set("aàâæbcçdeéèêëfghiîïjklmnoôœpqrstuùûüvwxyÿz’«»–—…€°²\u00a0\u202f")
        wanted = used | alphabet | {letter.upper() for letter in alphabet}
        assert not {letter for letter in wanted if ord(letter) not in drawn}

    def test_are_what_the_command_makes(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(subset_fonts, "FONTS", tmp_path)
        call_command("subset_fonts", stdout=StringIO())
        for font in FONTS:
            with TTFont(tmp_path / font.name) as made, TTFont(font) as kept:
                assert made.getBestCmap() == kept.getBestCmap()
                assert made["hmtx"].metrics == kept["hmtx"].metrics

    def test_command_says_what_is_missing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "fontTools", None)
        with pytest.raises(CommandError, match="uv sync"):
            call_command("subset_fonts")


# Words put in every component, to see what they do to its structure.
COMPONENTS = {
    "icon": '{% icon "pin" label=word %}',
    "button": '{% button kind="quiet" value=word aria_label=word %}{{ word }}{% endbutton %}',
    "link_button": "{% link_button word title=word %}{{ word }}{% endlink_button %}",
    "notice": '{% notice "warn" title=word %}{{ word }}{% endnotice %}',
    "badge": '{% badge "ok" word %}',
    "empty_state": "{% empty_state word %}{{ word }}{% endempty_state %}",
    "card": "{% card word href=word ribbon=word %}{{ word }}{% endcard %}",
    "progress": "{% progress 1 3 word %}",
    "steps": "{% steps 1 3 title=word %}",
    "count": "{% count 3 word word %}",
    "breadcrumb": "{% breadcrumb word word word %}",
    "data_table": "{% data_table word %}{{ word }}{% enddata_table %}",
    "nav_link": "{% nav_link word word %}",
    "field": "{% field form.line hint=word %}{% field form.box %}{% field form.choice %}",
    "error_summary": "{% error_summary form %}",
}


def word_form(word: str) -> forms.Form:
    class WordForm(forms.Form):
        line = forms.CharField(label=word, required=False)
        box = forms.BooleanField(label=word, help_text=word)
        choice = forms.ChoiceField(label=word, choices=[("1", word)], widget=forms.RadioSelect)

        def clean(self) -> None:
            raise forms.ValidationError({"line": word, NON_FIELD_ERRORS: word})

    return WordForm({"line": word})


def shape(html: str) -> list[tuple[str, tuple[str, ...]]]:
    """Elements and the names of their attributes: what a word may never change."""
    return [(tag, tuple(sorted(attrs))) for tag, attrs in Elements(html).found]


HOSTILE = ['"><script>alert(1)</script>', "' onmouseover='x", "{{ 7|add:1 }}", "</div></main>", "<!--", "&lt;b&gt;"]


class TestEscaping:
    @pytest.mark.parametrize("component", COMPONENTS)
    @pytest.mark.parametrize("word", HOSTILE)
    def test_hostile_words_stay_words(self, component: str, word: str) -> None:
        assert_inert(component, word)

    @given(st.sampled_from(sorted(COMPONENTS)), st.text(min_size=1).filter(str.strip))
    def test_no_word_changes_the_structure(self, component: str, word: str) -> None:
        assert_inert(component, word)

    @given(st.sampled_from(["javascript", "JavaScript", "data", "vbscript", "file", "blob"]), st.text())
    @example("java\nscript", "alert(1)")
    @example(" \x01javascript", "alert(1)")
    def test_a_link_never_runs_code(self, scheme: str, rest: str) -> None:
        assert safe_href(f"{scheme}:{rest}") == "#"

    @given(st.text())
    @example("//[")
    @example("http://[::1")
    def test_a_link_keeps_a_known_scheme_or_leads_nowhere(self, url: str) -> None:
        kept = safe_href(url)
        scheme = re.match(r"[\x00-\x20]*([a-zA-Z][a-zA-Z0-9+.-]*):", re.sub(r"[\t\r\n]", "", kept))
        assert kept in (url, "#")
        assert scheme is None or scheme[1].lower() in SAFE_SCHEMES


def assert_inert(component: str, word: str) -> None:
    drawn, plain = (
        draw(COMPONENTS[component], word=text, form=word_form(text) if "form" in COMPONENTS[component] else None)
        for text in (word, "mot")
    )
    assert shape(drawn) == shape(plain)


class TestField:
    @pytest.fixture
    def html(self) -> str:
        form = SampleForm({"name": "", "day": "hier"})
        return draw("{% error_summary form %}{% for bound in form %}{% field bound %}{% endfor %}", form=form)

    def test_each_control_has_a_name(self, html: str) -> None:
        page = Elements(html)
        labelled = {attrs.get("for") for attrs in page.of("label")}
        for tag, attrs in page.found:
            if tag in ("input", "select", "textarea") and attrs.get("type") != "hidden":
                in_group = str(attrs["id"]).startswith("id_when_")
                assert in_group or attrs["id"] in labelled

    def test_what_describes_a_control_exists(self, html: str) -> None:
        page = Elements(html)
        ids = page.with_attribute("id")
        assert len(ids) == len(set(ids))
        described = [one for many in page.with_attribute("aria-describedby") for one in str(many).split()]
        assert {"id_name_helptext", "id_name_error", "id_contact_error", "id_when_helptext"} <= set(described)
        assert set(described) <= set(ids)

    def test_summary_takes_the_focus_and_leads_to_each_field(self, html: str) -> None:
        page = Elements(html)
        summary = next(attrs for _, attrs in page.found if attrs.get("class") == "error-summary")
        assert summary["tabindex"] == "-1"
        assert "autofocus" in summary
        targets = [str(link["href"]).removeprefix("#") for link in page.of("a")]
        assert targets == ["id_name", "id_place", "id_day", "id_when_group", "id_contact_group", "id_agreed"]
        assert set(targets) <= set(page.with_attribute("id"))
        assert "Il y a 7 choses à corriger" in page.text
        assert "choisissez un autre jour" in page.text

    def test_error_has_an_icon_and_a_word(self, html: str) -> None:
        assert html.count(f"<strong>À corriger{NBSP}:</strong>") == 6
        assert html.count("#error") == 7

    def test_only_what_may_be_left_out_says_so(self) -> None:
        form = SampleForm()
        assert "(facultatif)" in draw("{% field form.note %}", form=form)
        assert "(facultatif)" not in draw("{% field form.name %}", form=form)
        assert "(facultatif)" not in draw("{% field form.note mark_optional=False %}", form=form)

    def test_a_hidden_field_is_only_itself(self) -> None:
        assert [tag for tag, _ in Elements(draw("{% field form.step %}", form=SampleForm())).found] == ["input"]

    def test_a_form_without_ids_still_stands(self) -> None:
        html = draw("{% error_summary form %}{% field form.name %}", form=SampleForm({}, auto_id=False))
        assert 'for=""' not in html
        assert 'href="#"' not in html

    def test_nothing_to_correct_draws_nothing(self) -> None:
        assert not draw("{% error_summary form %}", form=SampleForm()).strip()
        assert not draw("{% error_summary form %}", form=forms.Form({})).strip()


class TestComponents:
    def test_button_takes_further_attributes(self) -> None:
        html = draw('{% button hx_get="/x" disabled=True name=None class_="y" %}Oui{% endbutton %}')
        (attrs,) = Elements(html).of("button")
        assert attrs["hx-get"] == "/x"
        assert attrs["disabled"] is None
        assert attrs["type"] == "submit"
        assert "name" not in attrs

    def test_ribbon_is_silent_and_may_be_absent(self) -> None:
        assert draw("{% ribbon of %}", of=Ribbon(1, 2)).startswith('<span class="ribbon" aria-hidden="true"><svg')
        assert draw("{% ribbon of %}", of=SimpleNamespace(ribbon=Ribbon(1, 2))) == draw(
            "{% ribbon of %}", of=Ribbon(1, 2)
        )
        assert draw("{% ribbon of %}", of=SimpleNamespace(ribbon=None)) == ""
        assert draw("{% ribbon of %}", of="<b>") == ""

    def test_notice_and_badge_say_their_colour_in_words(self) -> None:
        words = {"info": "À savoir", "ok": "C’est fait", "warn": "Attention", "bad": "Erreur"}
        for kind, word in words.items():
            html = draw(f'{{% notice "{kind}" %}}<p>x</p>{{% endnotice %}}')
            assert word in Elements(html).text
            assert "<use" in html
        assert "<use" in draw('{% badge "bad" "Fermé" %}')

    def test_card_is_followed_by_its_title(self) -> None:
        html = draw('{% card "Le Colibri" href="/l/" level=2 %}<p>x</p>{% endcard %}')
        assert '<h2 class="card__title"><a href="/l/">Le Colibri</a></h2>' in html
        assert "card--link" not in draw('{% card "Le Colibri" %}x{% endcard %}')

    @pytest.mark.parametrize(
        ("language", "number", "said"),
        [
            ("fr", 0, "0\u00a0lieu"),
            ("fr", 1, "1\u00a0lieu"),
            ("fr", 2, "2\u00a0lieux"),
            ("fr", 1234, "1\u00a0234\u00a0lieux"),
            ("en", 0, "0\u00a0lieux"),
            ("en", 1, "1\u00a0lieu"),
            ("en", 1234, "1,234\u00a0lieux"),
        ],
    )
    def test_count_agrees_in_number(self, language: str, number: int, said: str) -> None:
        with translation.override(language):
            assert re.sub(r"\s", NBSP, count(number, "lieu", "lieux")) == said

    def test_progress_never_passes_its_end(self) -> None:
        assert Elements(draw('{% progress 12 10 "x" %}')).of("progress")[0]["value"] == "10"
        assert "value" not in Elements(draw('{% progress 0 0 "x" %}')).of("progress")[0]

    def test_breadcrumb_starts_home_and_ends_here(self) -> None:
        page = Elements(draw('{% breadcrumb "Annuaire" "/annuaire/" "Le Colibri" %}'))
        assert [link["href"] for link in page.of("a")] == ["/", "/annuaire/"]
        assert page.with_attribute("aria-current") == ["page"]

    def test_table_can_be_reached_by_keyboard(self) -> None:
        (region,) = Elements(draw('{% data_table "Prêts" %}<tbody></tbody>{% enddata_table %}')).of("div")
        assert (region["tabindex"], region["role"], region["aria-label"]) == ("0", "region", "Prêts")


class TestPagination:
    def links(self, rf: RequestFactory, address: str, number: int) -> list[str]:
        page = Paginator(range(100), 10).page(number)
        html = draw("{% pagination page %}", request=rf.get(address), page=page)
        return [str(link["href"]) for link in Elements(html).of("a")]

    def test_keeps_the_filters(self, rf: RequestFactory) -> None:
        links = self.links(rf, "/annuaire/?q=v%C3%A9lo&service=a&service=b&page=2", 2)
        assert links[0] == "?q=v%C3%A9lo&service=a&service=b&page=1"
        assert links[-1] == "?q=v%C3%A9lo&service=a&service=b&page=3"

    def test_ends_at_both_ends(self, rf: RequestFactory) -> None:
        assert "?page=0" not in self.links(rf, "/", 1)
        assert "?page=11" not in self.links(rf, "/", 10)

    def test_one_page_needs_none(self, rf: RequestFactory) -> None:
        page = Paginator(range(3), 10).page(1)
        assert not draw("{% pagination page %}", request=rf.get("/"), page=page).strip()


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

    def test_shows_every_class_of_the_sheet(self, html: str) -> None:
        """A class nobody sees is a class nobody checks."""
        styled = set(re.findall(r"\.([a-z][\w-]*)", re.sub(r"/\*.*?\*/|url\([^)]*\)", "", CSS, flags=re.S)))
        shown = {name for names in Elements(html).with_attribute("class") for name in str(names).split()}
        assert styled - shown == {"htmx-request"}
