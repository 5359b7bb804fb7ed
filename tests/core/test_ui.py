"""The components say everything twice, escape everything, and keep what was typed."""

import re
from types import SimpleNamespace

import pytest
from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.core.paginator import Paginator
from django.test import RequestFactory
from django.utils import translation
from hypothesis import example, given
from hypothesis import strategies as st

from maille.core.ribbon import Ribbon
from maille.core.style_guide import SampleForm
from maille.core.templatetags.ui import SAFE_SCHEMES, count, safe_href
from tests.core.screens import Elements, draw

NBSP = "\u00a0"
pytestmark = pytest.mark.urls("tests.core.screens")

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
        line = forms.Field(label=word, required=False)  # takes any character
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
                assert attrs["id"] in labelled or attrs["aria-label"] in ("Jour", "Heure")

    def test_what_describes_a_control_exists(self, html: str) -> None:
        page = Elements(html)
        ids = page.with_attribute("id")
        assert len(ids) == len(set(ids))
        described = [one for many in page.with_attribute("aria-describedby") for one in str(many).split()]
        assert {"id_name_helptext", "id_name_error", "id_contact_error", "id_when_helptext"} <= set(described)
        assert set(described) <= set(ids)

    @pytest.mark.parametrize("name", ["note", "contact", "agreed", "when"])
    def test_a_hint_given_by_the_page_describes_the_control(self, name: str) -> None:
        form = SampleForm()
        form.fields[name].help_text = ""
        page = Elements(draw('{% field bound hint="Comme vous voulez." %}', bound=form[name]))
        assert f"id_{name}_helptext" in page.with_attribute("aria-describedby")
        assert f"id_{name}_helptext" in page.with_attribute("id")

    def test_boxes_stand_under_the_name_of_their_group(self, html: str) -> None:
        page = Elements(html)
        groups = [
            attrs["aria-labelledby"]
            for _tag, attrs in page.found
            if "choices" in str(attrs.get("class")) and attrs.get("role") == "group"
        ]
        assert groups == ["slot_1", "slot_2"]
        assert set(groups) <= set(page.with_attribute("id"))
        first, second = html.split('id="slot_1"')[1].split('id="slot_2"')
        assert (first.count('name="slot"'), second.count('name="slot"')) == (2, 1)

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

    @pytest.mark.parametrize(
        ("number", "said"),
        [
            ("+33477332222", "04 77 33 22 22"),
            ("0477332222", "04 77 33 22 22"),
            ("+41223456789", "+41 22 345 67 89"),
            ("à l’accueil", "à l’accueil"),
        ],
    )
    def test_phone_is_written_as_one_dials_it(self, number: str, said: str) -> None:
        assert draw("{{ number|phone }}", number=number).replace(NBSP, " ") == said

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
