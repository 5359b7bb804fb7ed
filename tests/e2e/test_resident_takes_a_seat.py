"""A resident on an old phone takes a seat in a workshop: three screens, three fields, one thumb, no JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import DESKTOP, PHONE, assert_accessible, assert_fits, opened, press_until

WORDS = {
    "fr": {
        "home": "/",
        "seats": "Encore",
        "sign up": "Je m’inscris",
        "name": "Votre nom",
        "contact": "Votre téléphone ou votre courriel",
        "done": "Votre place est gardée",
        "leave": "Je ne viendrai pas",
        "give back": "Je rends ma place",
        "gone": "Vous n’êtes plus inscrit",
    },
    "en": {
        "home": "/en/",
        "seats": "left",
        "sign up": "Sign me up",
        "name": "Your name",
        "contact": "Your telephone or e-mail",
        "done": "Your seat is kept",
        "leave": "I will not come",
        "give back": "I give my seat back",
        "gone": "You are no longer signed up",
    },
}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_from_the_door_to_a_seat_without_javascript(browser, furnished, language):
    said, name = WORDS[language], f"Nadia Benali {language}"
    with opened(browser, furnished.site, size=PHONE, language=language, javascript=False) as page:
        screens = [page.goto(said["home"]).url]
        free = page.locator(".rows > li", has=page.locator(".badge--ok", has_text=said["seats"]))
        free.first.get_by_role("link").first.click()
        screens.append(page.url)
        assert_fits(page)
        page.get_by_role("link", name=said["sign up"], exact=True).click()  # further down the same screen
        page.get_by_label(said["name"]).fill(name)
        page.get_by_label(said["contact"]).fill("06 12 34 56 78")
        page.get_by_role("button", name=said["sign up"]).click()
        screens.append(page.url)
        expect(page.get_by_role("heading", level=1)).to_have_text(said["done"])
        assert len(screens) == len(set(screens)) == 3
        assert_fits(page)
        # What was given can be given back, as simply.
        page.get_by_role("link", name=said["leave"]).click()
        page.get_by_role("button", name=said["give back"]).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(said["gone"])


def test_from_the_programme_to_a_seat_without_javascript(browser, furnished):
    """Where and when near my home: chosen by distance and seats, then a seat, on a phone."""
    with opened(browser, furnished.site, size=PHONE, javascript=False) as page:
        page.goto("/")
        page.get_by_label("Où ?").fill("42100")
        page.get_by_role("button", name="Trouver un atelier").click()
        expect(page).to_have_url(re.compile("/programme/"))
        expect(page.get_by_role("heading", level=2).first).to_contain_text("près de 42100")
        assert_fits(page)
        page.locator("summary", has_text="Changer la recherche").click()
        page.get_by_label("Seulement s’il reste des places").check()
        page.get_by_role("button", name="Chercher", exact=True).click()
        expect(page).to_have_url(re.compile("ou=42100"))
        expect(page.locator("#results")).not_to_contain_text("Complet")
        page.locator("#results .rows > li").first.get_by_role("link").first.click()
        page.get_by_label("Votre nom").fill("Rose Perrin")
        page.get_by_label("Votre téléphone ou votre courriel").fill("06 12 34 56 79")
        page.get_by_role("button", name="Je m’inscris").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Votre place est gardée")


def test_with_the_keyboard_alone(browser, furnished):
    with opened(browser, furnished.site, size=DESKTOP) as page:
        page.goto(furnished.addresses["workshops:register"])
        press_until(page, "input[name=name]")
        page.keyboard.type("Karim Haddad")
        press_until(page, "input[name=contact]", limit=2)
        page.keyboard.type("karim@gmial.com")
        page.keyboard.press("Enter")
        page.get_by_text("Vouliez-vous dire karim@gmail.com").first.wait_for()
        assert_accessible(page)
        press_until(page, "button[name=corrected]")
        page.keyboard.press("Enter")
        page.wait_for_url("**/inscription/*-*/")
        expect(page.locator("main")).to_contain_text("karim@gmail.com")
        assert_accessible(page)
