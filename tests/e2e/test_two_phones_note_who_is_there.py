"""The day of a session: two phones at the door, one of them without a network for a while; then the keyboard alone."""

import contextlib
import datetime as dt
import sqlite3

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import DESKTOP, PHONE, assert_accessible, opened


@pytest.fixture
def session(furnished):
    """The address of the sheet of the demonstration's session with the most people, which has just begun."""
    with contextlib.closing(sqlite3.connect(furnished.home / "maille.sqlite3")) as database:
        (key,) = database.execute(
            "SELECT session_id FROM workshops_registration WHERE state = 'seated' AND session_id IS NOT NULL"
            " GROUP BY session_id ORDER BY COUNT(*) DESC, session_id LIMIT 1"
        ).fetchone()
        now = dt.datetime.now(dt.UTC).replace(tzinfo=None)
        begun = (now - dt.timedelta(minutes=10), now + dt.timedelta(hours=2), key)
        database.execute(
            "UPDATE workshops_session SET starts_at = ?, ends_at = ? WHERE id = ?", [str(one) for one in begun]
        )
        database.execute("DELETE FROM activity_tick")
        database.execute("DELETE FROM activity_sheet WHERE session_id = ?", [key])
        database.execute("DELETE FROM activity_attendance WHERE session_id = ?", [key])
        database.commit()
    return f"/accueil/seances/{key}/presence/"


def noted(furnished, session):
    key = session.split("/")[3]
    with contextlib.closing(sqlite3.connect(furnished.home / "maille.sqlite3")) as database:
        return database.execute(
            "SELECT state, COUNT(*), COUNT(DISTINCT key) FROM activity_attendance WHERE session_id = ? GROUP BY state",
            [key],
        ).fetchall()


def press(page, index, answer="present"):
    page.locator("[data-listed] li[data-who]").nth(index).locator(f"[data-answer={answer}]").click()


def test_two_phones_one_of_them_offline(browser, furnished, session):
    state = furnished.state_of("coordinator")
    with (
        opened(browser, furnished.site, size=PHONE, state=state) as one,
        opened(browser, furnished.site, size=PHONE, state=state) as other,
    ):
        for page in (one, other):
            page.goto(session)
            expect(page.locator("[data-sync]")).to_have_text("Tout est enregistré.")
        assert_accessible(one)
        count = one.locator("[data-listed] li[data-who]").count()
        assert count >= 5
        one.wait_for_function("navigator.serviceWorker.controller !== null")
        one.wait_for_function("caches.match(location.href).then(Boolean)")

        with offline(one):
            press(one, 0)
            press(one, 1, "excused")
            one.locator("[data-walk-in] [name=name]").fill("Denise Roux")
            one.locator("[data-walk-in] button").click()
            expect(one.locator("[data-sync]")).to_contain_text("3 présences à envoyer. Pas de réseau")
            one.reload()  # the phone slept, the page was closed: the sheet opens, and nothing is lost
            expect(one.locator("[data-sync]")).to_contain_text("3 présences à envoyer")
            for index in range(1, count):
                press(other, index)
            expect(other.locator("[data-sync]")).to_contain_text("Tout est enregistré.")

        expect(one.locator("[data-sync]")).to_contain_text("Tout est enregistré.")
        expect(other.locator("[data-walked]")).to_contain_text("Denise Roux")
        # The second person was excused first, then noted there by somebody who did not know it: the last one stands.
        line = other.locator("[data-listed] li[data-who]").nth(1)
        expect(line.locator("[data-opinion]")).to_contain_text("Un autre appareil a noté")
        expect(line.locator("[data-answer=present]")).to_have_attribute("aria-pressed", "true")
        assert noted(furnished, session) == [("present", count + 1, count + 1)]


@contextlib.contextmanager
def offline(page):
    """Cut the network of one phone, its service worker's too."""
    page.context.set_offline(True)
    try:
        yield
    finally:
        page.context.set_offline(False)


def test_a_sheet_is_closed_by_the_keyboard_alone(browser, furnished, session):
    with opened(browser, furnished.site, size=DESKTOP, state=furnished.state_of("coordinator")) as page:
        page.goto(session)
        expect(page.locator("#typed")).to_be_focused()
        first = page.locator("[data-listed] li[data-who]").first
        page.keyboard.type(first.get_attribute("data-code").lower())
        page.keyboard.press("Enter")
        expect(first.locator("[data-answer=present]")).to_have_attribute("aria-pressed", "true")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        for key in ("2", "ArrowDown", "3", "ArrowDown", "4"):
            page.keyboard.press(key)
        expect(page.locator("[data-answered]")).to_have_text("4")
        expect(page.locator("[data-sync]")).to_contain_text("Tout est enregistré.")
        page.keyboard.press("z")  # back to the search, whatever was typed
        expect(page.locator("#typed")).to_be_focused()
        page.locator("[data-close] button").press("Enter")
        expect(page.locator(".notice", has_text="Rien n’est noté pour")).to_be_visible()
        expect(page.get_by_role("button", name="Noter les autres absents et clore")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_text("La feuille est close.").first).to_be_visible()
        states = {state: count for state, count, _keys in noted(furnished, session)}
        assert (states["present"], states["excused"], states["late_cancel"]) == (1, 1, 1)
        assert_accessible(page)
