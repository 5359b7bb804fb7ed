"""The coordination goes through the doubles with the keyboard alone, and undoes what it did."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import DESKTOP, PHONE, assert_accessible, press_until


@pytest.fixture
def review(screen, signed_in):
    return lambda **how: screen(state=signed_in("coordinator"), **how)


def waiting(page) -> int:
    return int(re.search(r"\d+", page.locator("main .strong").first.inner_text()).group())


def test_with_the_keyboard_alone(review):
    with review(size=DESKTOP) as page:
        page.goto("/annuaire/doublons/")
        before = waiting(page)
        assert before > 1, "the demonstration has doubles"
        press_until(page, "#main .rows a", limit=40)
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/doublons/\d+/"))
        expect(page.locator("[data-review] :focus")).to_have_count(1)  # the keys count at once
        first = page.url

        page.keyboard.press("3")  # two places
        page.wait_for_url(lambda url: url != first)
        second = page.url
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowRight")
        checked = page.evaluate("document.activeElement.checked")
        assert checked, "the arrows choose"
        page.keyboard.press("1")  # one place
        page.wait_for_url(lambda url: url != second)
        expect(page.locator("main")).to_contain_text("ne font plus qu’un lieu")

        page.goto("/annuaire/doublons/")
        assert waiting(page) <= before - 2
        page.goto("/annuaire/doublons/reunis/")
        press_until(page, "#main .rows form button", limit=40)
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_contain_text("de nouveau deux lieux")


def test_without_javascript_on_a_phone(review):
    with review(size=PHONE, javascript=False) as page:
        page.goto("/annuaire/doublons/")
        page.locator("#main .rows a").first.click()
        first = page.url
        page.get_by_role("button", name="Deux lieux").click()
        expect(page.locator("main")).to_contain_text("restent deux lieux")
        assert page.url != first


@pytest.mark.long
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_comparison_is_accessible(review, size, scheme):
    with review(size=size, scheme=scheme) as page:
        page.goto("/annuaire/doublons/")
        page.locator("#main .rows a").first.click()
        assert_accessible(page)
