"""axe-core finds nothing on any screen, whatever the theme, the language and the size; nothing scrolls sideways."""

import pytest

from tests.e2e import browser as hands
from tests.e2e.browser import DESKTOP, PHONE, assert_accessible
from tests.e2e.screens import ERRORS, MAIN, SCREENS

THEMES = ["light", "dark"]
LANGUAGES = ["fr", "en"]


@pytest.fixture
def look(browser, furnished, request):
    """Open a screen as its person would, and let axe judge it."""

    def judge(name, *, size, language, themes=THEMES):
        screen = SCREENS[name]
        site = request.getfixturevalue("style_guide") if name == "style guide" else furnished.site
        state = furnished.state_of(screen.person)
        with hands.opened(browser, site, size=size, language=language, state=state) as page:
            path = ("" if language == "fr" else "/en") + furnished.path_of(screen.address)
            if name in ERRORS:
                page.route(
                    f"**{path}", lambda route: route.fulfill(body=furnished.errors[name], content_type="text/html")
                )
            page.goto(path)
            if screen.sent is not None:
                send(page, screen.sent)
            if screen.unfolded:
                page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
            for theme in themes:
                page.emulate_media(color_scheme=theme)
                assert_accessible(page)

    return judge


def send(page, typed):
    if typed:
        page.locator("main form input[type=email]").first.fill(typed)
    page.locator("main form button[type=submit]").first.click()
    page.locator("main input[name=code]" if typed else ".error-summary").wait_for()


@pytest.mark.parametrize("name", MAIN)
def test_main_screens(look, name):
    """Light in French, dark in English; `make test-long` looks at all."""
    look(name, size=PHONE, language="fr", themes=["light"])
    look(name, size=PHONE, language="en", themes=["dark"])


@pytest.mark.long
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("name", SCREENS)
def test_every_screen(look, name, size, language):
    look(name, size=size, language=language)
