"""`maille langue_de_bois`: a text and its link, from a terminal."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from maille.language.waffle import permalink
from tests.access_table import WAFFLE


def said(**options: str) -> list[str]:
    out = StringIO()
    call_command("langue_de_bois", stdout=out, **options)
    return out.getvalue().splitlines()


def test_a_text_comes_with_its_link():
    *lines, code = said(plan="pipotron", ton="militant", longueur="phrase")
    assert "\n".join(lines) == permalink.read(code).plain


def test_a_link_is_said_again():
    assert said(permalien=WAFFLE)[:-1] == permalink.read(WAFFLE).plain.splitlines()


def test_a_damaged_link_is_refused_in_a_sentence():
    with pytest.raises(CommandError, match="abîmé en route"):
        said(permalien=WAFFLE[:-1])
