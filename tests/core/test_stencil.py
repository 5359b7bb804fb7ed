"""A page filled in says what the page drawn for that person says, whatever they are called."""

from django.utils.html import escape, format_html
from hypothesis import given
from hypothesis import strategies as st

from maille.core.stencil import cut, stand_in

PAGE = '<p title="{0}">{0}, {1}</p><a href="/{2}/">{1}</a>'


def drawn(name, mail, ticket):
    return PAGE.format(escape(name), escape(mail), ticket)


@given(name=st.text(), mail=st.text(), ticket=st.from_regex(r"[A-Z2-9]{6}-[A-Za-z0-9_-]{16}", fullmatch=True))
def test_filled_in_it_is_the_page_of_that_person(name, mail, ticket):
    words = {"name": stand_in(), "mail": stand_in(), "ticket": stand_in()}
    stencil = cut(drawn(*words.values()), words)
    assert stencil.filled({"name": name, "mail": mail, "ticket": ticket}) == drawn(name, mail, ticket)


def test_what_somebody_types_fills_nothing_else():
    words = {"name": stand_in(), "mail": stand_in()}
    stencil = cut(drawn(words["name"], words["mail"], "x"), words)
    said = stencil.filled({"name": words["mail"], "mail": "nadia@example.org"})
    assert said == drawn(words["mail"], "nadia@example.org", "x")


def test_html_of_ours_stays_html():
    words = {"badge": stand_in()}
    assert cut(f"<p>{words['badge']}</p>", words).filled({"badge": format_html("<b>{}</b>", "3")}) == "<p><b>3</b></p>"


def test_a_trace_that_is_left_is_told():
    stencil = cut("<p>secret</p><i>name</i>", {"name": "name"})
    assert stencil.holds(["secret"])
    assert not stencil.holds(["name", "other"])
