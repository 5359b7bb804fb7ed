"""Somebody who watches adds two feeds, reads them by keyboard as one story, and makes the press review of them."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import DESKTOP, PHONE, assert_accessible
from tests.e2e.server import kept_of_the_shell
from tests.watch.hostile import item, rss, serving

TITLE = "Un bus numérique fait le tour des villages du plateau"


@pytest.fixture
def read_feeds(home):
    """Have the feeds read from a server of this machine, by a process of its own."""
    where = {"MAILLE_HOME": str(home), "MAILLE_LOCAL": "1", "DJANGO_SETTINGS_MODULE": "maille.config.settings"}

    def read(server):
        subprocess.run(
            [sys.executable, "-m", "tests.e2e.read_feeds", str(server.port)],
            env={**kept_of_the_shell(), **where},
            cwd=Path(__file__).parents[2],
            check=True,
        )

    return read


def add(page, url, name):
    page.goto("/veille/sources/nouvelle/")
    page.locator("input[name=url]").fill(url)
    page.locator("input[name=title]").fill(name)
    page.get_by_role("button", name="Suivre ce flux").click()
    page.wait_for_url(re.compile(r"/veille/sources/\d+/"))
    return page.url


def until_refused(page, url):
    """The product's own worker finds no such site: it says so, and will come back."""
    for _try in range(60):
        page.goto(url)
        if "Aucun site ne répond" in page.locator("main").inner_text():
            return
        page.wait_for_timeout(500)
    raise AssertionError("the worker did not say why it could not read")


def test_from_two_feeds_to_the_review(screen, signed_in, read_feeds):
    with serving() as server, screen(size=DESKTOP, state=signed_in("coordinator")) as page:
        server.gives("/un", rss(item(TITLE, "https://plateau.example/1?utm_source=rss")))
        server.gives("/deux", rss(item(f"{TITLE} - Le Journal", "https://journal.example/a")))

        page.goto("/veille/sources/nouvelle/")
        page.locator("input[name=url]").fill("http://169.254.169.254/latest/")
        page.get_by_role("button", name="Suivre ce flux").click()
        expect(page.locator("main")).to_contain_text("réseau privé")

        for name in ("un", "deux"):
            until_refused(page, add(page, f"http://{name}.flux.invalid/{name}", f"Le flux {name}"))
        read_feeds(server)
        page.reload()
        expect(page.locator("main")).to_contain_text(TITLE)

        page.goto("/veille/")
        assert_accessible(page)
        story = page.locator("[data-story]").filter(has_text=TITLE)
        expect(story).to_have_count(1)
        expect(story).to_contain_text("2 articles")
        for _press in range(40):
            if TITLE in page.evaluate("document.activeElement.innerText"):
                break
            page.keyboard.press("j")
        page.keyboard.press("s")
        expect(story).to_contain_text("Pour la revue")
        page.keyboard.press("l")
        expect(story.get_by_role("button", name="À relire")).to_be_visible()
        assert page.evaluate("document.activeElement.matches('[data-story]')"), "the list keeps the focus"

        page.goto("/veille/revues/prochaine/")
        page.get_by_label(TITLE).fill("Le numérique vient au village, en bus.")
        page.get_by_role("button", name="Relire et publier").click()
        page.wait_for_url("**/publier/")
        page.get_by_role("button", name="Publier").click()
        page.wait_for_url(re.compile(r"/veille/revues/\d+/"))
        review = page.url

    with screen(size=PHONE, javascript=True) as page:
        page.goto(review)
        expect(page.locator("main")).to_contain_text("Le numérique vient au village, en bus.")
        assert page.get_by_role("link", name=TITLE).get_attribute("href") == "https://plateau.example/1?utm_source=rss"
        assert_accessible(page)
