"""axe-core finds nothing on any screen, whatever the theme, the language and the size; nothing scrolls sideways."""

import pytest

from tests.e2e.browser import DESKTOP, PHONE, assert_accessible
from tests.e2e.screens import COORDINATION, MAIN, PUBLIC

THEMES = ["light", "dark"]
LANGUAGES = ["fr", "en"]


def visit(page, path: str, language: str) -> None:
    prefix = "" if language == "fr" else "/en"
    if path == "a place":
        page.goto(f"{prefix}/annuaire/?ou=42100&membres=on")
        page.locator("#results .rows a").first.click()
        page.wait_for_url("**/lieux/**")
    else:
        page.goto(prefix + path)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", MAIN)
def test_main_screens(screen, name, theme, language):
    with screen(size=PHONE, scheme=theme, language=language) as page:
        visit(page, PUBLIC[name], language)
        assert_accessible(page)


@pytest.mark.parametrize("name", COORDINATION)
def test_screens_of_the_coordination(screen, signed_in, name):
    with screen(size=DESKTOP, state=signed_in("coordinator")) as page:
        visit(page, COORDINATION[name], "fr")
        assert_accessible(page)


@pytest.mark.long
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("name", [*PUBLIC, *COORDINATION])
def test_every_screen(screen, signed_in, name, size, theme, language):
    state = signed_in("coordinator") if name in COORDINATION else None
    with screen(size=size, scheme=theme, language=language, state=state) as page:
        visit(page, (PUBLIC | COORDINATION)[name], language)
        assert_accessible(page)
