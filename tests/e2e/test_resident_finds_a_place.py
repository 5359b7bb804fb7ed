"""A resident on an old phone finds a place near her, and the way there: at most four screens and three fields."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import PHONE, assert_fits, press_until


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_from_the_door_to_a_place(screen, javascript):
    with screen(size=PHONE, javascript=javascript) as page:
        page.goto("/")
        page.get_by_label("Où").fill("42100")
        page.get_by_label("Pour quoi faire").fill("démarches")
        page.get_by_role("button", name="Trouver un lieu").click()

        expect(page).to_have_url(re.compile("ou=42100"))
        title = page.locator("#results-title").inner_text()
        assert re.match(r"\d+\slieux? près de 42100 Saint-Étienne", title), title
        row = page.locator("#results .rows > li").first
        assert re.search(r"\d (k?m)\b", row.inner_text().replace("\u00a0", " ").replace("\u202f", " ")), (
            row.inner_text()
        )
        name = row.get_by_role("link").first.inner_text().strip()
        row.get_by_role("link").first.click()

        expect(page.get_by_role("heading", level=1)).to_have_text(name)
        text = page.locator("main").inner_text()
        assert "Saint-Étienne" in text
        assert page.locator("main a[href^='tel:']").count() > 0
        assert page.locator("main a[href*='openstreetmap.org'], main a[href^='geo:']").count() > 0, "the way there"


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_an_unknown_town_is_told_and_nothing_typed_is_lost(screen, javascript):
    with screen(size=PHONE, javascript=javascript) as page:
        page.goto("/")
        page.get_by_label("Où").fill("Saint-Étiene-du-Néant")
        page.get_by_role("button", name="Trouver un lieu").click()
        expect(page.locator("main")).to_contain_text("Nous ne connaissons pas")
        assert page.get_by_label("Où").input_value() == "Saint-Étiene-du-Néant"


def test_with_the_keyboard_alone(desktop):
    desktop.goto("/")
    desktop.keyboard.press("Tab")
    assert desktop.evaluate("document.activeElement.className") == "skip-link"
    desktop.keyboard.press("Enter")
    press_until(desktop, "input[name=ou]", limit=5)
    desktop.keyboard.type("Firminy")
    press_until(desktop, "input[name=quoi]", limit=3)
    desktop.keyboard.press("Enter")
    desktop.wait_for_url(re.compile("ou=Firminy"))
    press_until(desktop, "#results .rows a")
    desktop.keyboard.press("Enter")
    desktop.wait_for_url(re.compile("/lieux/"))


def test_the_same_in_english(screen):
    with screen(language="en") as page:
        page.goto("/en/")
        page.get_by_label("Where").fill("42100")
        page.locator("form[role=search] button").first.click()
        assert page.url.startswith(page.url.split("/en/")[0] + "/en/")
        expect(page.locator("#results-title")).to_contain_text("near 42100 Saint-Étienne")


@pytest.mark.parametrize("path", ["/", "/annuaire/?ou=42100"])
def test_a_first_visit_is_light(phone, path):
    """At most 60 kB over the wire and 6 requests, for a public page without a map."""
    sent: list[tuple[str, int]] = []
    phone.on("requestfinished", lambda request: sent.append((request.url, weight(request))))
    phone.goto(path)
    phone.wait_for_load_state("networkidle")
    sizes = [(url, size) for url, size in sent if size]  # nothing: the browser already had it
    assert len(sizes) <= 6, "\n".join(f"{size} {url}" for url, size in sizes)
    assert sum(size for _url, size in sizes) <= 60_000, sizes


def weight(request) -> int:
    measured = request.sizes()
    return measured["responseBodySize"] + measured["responseHeadersSize"]


@pytest.mark.parametrize("zoom", [200, 400])
def test_text_grows_without_being_cut(screen, zoom):
    """A page at 400 % on 1280 px is a page on 320 px: it is read by scrolling down only."""
    with screen(size=(1280 * 100 // zoom, 800 * 100 // zoom)) as page:
        for path in ("/", "/annuaire/?ou=42100"):
            page.goto(path)
            assert_fits(page)


def test_the_map_without_outlines_says_so_and_keeps_its_points(desktop):
    desktop.route(
        "**/communes-*.geojson", lambda route: route.fulfill(json={"type": "FeatureCollection", "features": []})
    )
    desktop.goto("/annuaire/?ou=42100&vue=carte")
    desktop.get_by_text("les points sont à leur place").wait_for()
    assert desktop.locator(".map__pin").count() > 5
