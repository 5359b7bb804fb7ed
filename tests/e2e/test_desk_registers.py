"""A walk-in at the desk, three people waiting: nothing but the keyboard, and few keys of it."""

import re

from playwright.sync_api import expect

from tests.e2e.browser import DESKTOP, PHONE, assert_accessible, opened

MOST_KEYS = 12


class Hands:
    """A keyboard that counts."""

    def __init__(self, page):
        self.page, self.keys = page, 0

    def type(self, text):
        self.page.keyboard.type(text)
        self.keys += len(text)

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1


def desk_of(furnished):
    return furnished.addresses["workshops:desk_of"]


def test_somebody_new_in_twelve_keys_beyond_the_name(browser, furnished):
    with opened(browser, furnished.site, size=DESKTOP, state=furnished.state_of("desk")) as page:
        page.goto(desk_of(furnished))
        hands = Hands(page)
        expect(page.locator("#who")).to_be_focused()
        page.keyboard.type("Zinedine Arbaoui")
        hands.press("Enter")
        page.wait_for_url("**/inscrire/?qui=*")
        expect(page.locator("input[name=contact]")).to_be_focused()
        hands.type("0477332211")
        hands.press("Enter")
        page.wait_for_url("**/accueil/inscriptions/*/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Zinedine Arbaoui")
        expect(page.locator("main")).to_contain_text("04 77 33 22 11")
        assert hands.keys <= MOST_KEYS
        expect(page.locator(":focus")).to_have_attribute("href", re.compile(r"/billet\.pdf$"))
        assert_accessible(page)


def test_somebody_known_with_three_letters(browser, furnished):
    with opened(browser, furnished.site, size=DESKTOP, state=furnished.state_of("desk")) as page:
        page.goto(desk_of(furnished))
        last = page.locator("#session option").last.get_attribute("value")
        page.locator("#session").select_option(last)  # where she is not registered yet
        page.locator("#who").focus()
        hands = Hands(page)
        hands.type("mar")
        found = page.locator("#found a", has_text="Marie Dupont").first
        found.wait_for()
        while not page.evaluate("document.activeElement.textContent.startsWith('Marie Dupont')"):
            hands.press("Tab")
        hands.press("Enter")
        page.wait_for_url("**/inscrire/?habitant=*")
        expect(page.get_by_role("button", name="Inscrire", exact=True)).to_be_focused()
        hands.press("Enter")
        page.wait_for_url("**/accueil/inscriptions/*/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Marie Dupont")
        assert hands.keys <= MOST_KEYS


def test_an_answer_that_comes_late_hides_nobody(browser, furnished):
    """The session is changed, then a name typed before the desk answered: who was found is shown all the same."""
    with opened(browser, furnished.site, size=DESKTOP, state=furnished.state_of("desk")) as page:
        page.goto(desk_of(furnished))
        held = []
        page.route("**/accueil/*/?qui=*", lambda route: held.append(route))
        page.locator("#session").select_option(page.locator("#session option").last.get_attribute("value"))
        page.locator("#who").focus()
        with page.expect_request("**/accueil/*/?qui=mar*"):
            page.keyboard.type("mar")
        page.wait_for_timeout(100)
        for route in held:
            route.continue_()
            page.wait_for_timeout(500)
        assert len(held) >= 2  # a slow machine asks once more while the name is typed
        page.locator("#found a", has_text="Marie Dupont").first.wait_for()


def test_without_javascript_on_a_phone(browser, furnished):
    with opened(browser, furnished.site, size=PHONE, javascript=False, state=furnished.state_of("desk")) as page:
        page.goto(desk_of(furnished))
        page.locator("#who").fill("Aïcha Sans-Téléphone")
        page.locator("button[name=aller]").click()
        page.get_by_role("button", name="Inscrire", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Aïcha Sans-Téléphone")
