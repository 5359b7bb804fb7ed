"""One to one: taken and moved on a phone without JavaScript, cancelled by the mediator, offered to the next."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.browser import DESKTOP, PHONE, assert_accessible, assert_fits, opened

MEDIATOR = "Mediator"


def heading(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def when(page: Page) -> Locator:
    return page.locator("dd strong").first


@pytest.fixture
def hers(furnished) -> re.Pattern[str]:
    """What a slot of the mediator of this story says."""
    return re.compile(rf"\bavec {re.escape(MEDIATOR)}\b|, {re.escape(MEDIATOR)}\)")


def take(page: Page, furnished, hers: re.Pattern[str], rank: int, name: str, contact: str) -> None:
    """A reason, a slot, two questions; leaves the page on the appointment."""
    page.goto(furnished.addresses["appointments:slots"])
    assert_fits(page)
    page.locator("main a.button--secondary", has_text=hers).nth(rank).click()
    page.get_by_label("Votre nom").fill(name)
    page.get_by_label("Votre téléphone ou votre courriel").fill(contact)
    page.get_by_role("button", name="Prendre ce rendez-vous").click()
    expect(heading(page)).to_have_text("Votre rendez-vous est pris")
    assert_fits(page)


def test_taken_moved_cancelled_and_offered_to_the_next(browser, furnished, hers):
    her_week = furnished.state_of("mediator")
    with (
        opened(browser, furnished.site, size=PHONE, javascript=False) as nadia,
        opened(browser, furnished.site, size=PHONE, javascript=False) as karim,
        opened(browser, furnished.site, size=DESKTOP, state=her_week) as mediator,
    ):
        take(nadia, furnished, hers, 0, "Leïla Brunet", "06 12 34 56 70")
        first = when(nadia).inner_text()
        nadia.get_by_role("link", name="Changer de jour ou d’heure").click()
        nadia.get_by_role("radio").first.check()
        nadia.get_by_role("button", name="Prendre ce créneau").click()
        expect(when(nadia)).not_to_have_text(first)
        moved = when(nadia).inner_text()
        # Karim comes after her, and would rather come earlier.
        take(karim, furnished, hers, -1, "Karim Nedjar", "06 12 34 56 71")
        karim.get_by_role("button", name="Prévenez-moi").click()
        karim.get_by_text("C’est noté").wait_for()

        mediator.goto(furnished.addresses["appointments:list"])
        row = mediator.get_by_role("link", name="Leïla Brunet")
        if not row.count():
            mediator.get_by_role("link", name="Semaine d’après").click()
        assert_accessible(mediator)
        row.click()
        expect(mediator.locator("main")).to_contain_text(moved)
        mediator.get_by_role("link", name="Annuler", exact=True).click()
        mediator.get_by_label("Pourquoi ?").fill("La médiatrice est malade.")
        mediator.get_by_role("button", name="Annuler le rendez-vous").click()

        nadia.reload()
        expect(heading(nadia)).to_have_text("Ce rendez-vous est annulé")
        expect(nadia.locator("main")).to_contain_text("La médiatrice est malade.")
        karim.reload()
        expect(karim.locator("main")).to_contain_text(moved)
        karim.get_by_role("button", name="Je viens plus tôt").click()
        expect(when(karim)).to_have_text(moved)
        assert_fits(karim)
