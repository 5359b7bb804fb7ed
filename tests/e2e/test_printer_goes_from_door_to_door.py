"""A 3D printer goes from door to door: two phones, one of them without a network for a while, both sides sign."""

import contextlib
import sqlite3

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import PHONE, assert_accessible, opened
from tests.e2e.conftest import cookie
from tests.e2e.server import told_by

DOORS = "/mutualisation/remises/"


@pytest.fixture(scope="module")
def printer(furnished):
    return told_by(furnished.home, "tests.e2e.printer")


def phone(browser, furnished, printer, person):
    state = {"cookies": [cookie("sessionid", printer[person])], "origins": []}
    return opened(browser, furnished.site, size=PHONE, state=state)


def lines(furnished, printer):
    with contextlib.closing(sqlite3.connect(furnished.home / "maille.sqlite3")) as database:
        return database.execute(
            "SELECT told.kind, place.name, person.name FROM sharing_custodyevent told"
            " JOIN sharing_unit unit ON unit.id = told.unit_id JOIN territory_place place ON place.id = told.place_id"
            " JOIN people_user person ON person.id = told.by_id WHERE unit.code = ? ORDER BY told.at",
            [printer["code"]],
        ).fetchall()


def holder(furnished, printer):
    with contextlib.closing(sqlite3.connect(furnished.home / "maille.sqlite3")) as database:
        return database.execute(
            "SELECT place.name FROM sharing_unit unit JOIN territory_place place ON place.id = unit.stands_in_id"
            " WHERE unit.code = ?",
            [printer["code"]],
        ).fetchall()


def kept(page):
    return page.evaluate("Object.entries(localStorage).filter(([key]) => key.startsWith('maille-hand-over:'))")


def type_code(page, code):
    page.locator("#typed").fill(f"{code[:3].lower()} {code[3:].lower()}")
    page.locator("[data-find] button").first.click()


def row(page, code, told, place):
    return page.locator(f"li[data-unit='{code}'][data-told={told}][data-place*={place}]")


def is_saved(page):
    expect(page.locator("[data-sync]")).to_contain_text("Tout est enregistré.")


@contextlib.contextmanager
def offline(page):
    page.context.set_offline(True)
    try:
        yield
    finally:
        page.context.set_offline(False)


def test_from_the_colibri_to_the_arlequin_to_zoomacom(browser, furnished, printer):
    code = printer["code"]
    with phone(browser, furnished, printer, "camille") as camille, phone(browser, furnished, printer, "noe") as noe:
        for page in (camille, noe):
            page.goto(DOORS)
            is_saved(page)
            assert_accessible(page)
        camille.wait_for_function("navigator.serviceWorker.controller !== null")
        camille.wait_for_function("caches.match(location.href).then(Boolean)")

        with offline(camille):
            type_code(camille, code)
            given = row(camille, code, "given", "colibri")
            expect(given).to_contain_text("Qui remet")
            expect(given).to_contain_text("Comptez")
            assert_accessible(camille)
            given.get_by_role("button", name="C’est remis").click()
            expect(camille.locator("[data-sync]")).to_contain_text("1 remise à envoyer. Pas de réseau")
            camille.reload()  # the phone slept, the page was closed: nothing is lost, nothing is asked again
            expect(camille.locator("[data-sync]")).to_contain_text("1 remise à envoyer")
            expect(given.locator("[data-said]")).to_have_text("Noté\u00a0: C’est remis. Reste à envoyer.")
            queue = kept(camille)
            type_code(noe, code)
            row(noe, code, "received", "arlequin").get_by_role("button", name="C’est reçu").click()
            is_saved(noe)
            assert [line[0] for line in lines(furnished, printer)] == ["received"]

        is_saved(camille)
        assert [line[0] for line in lines(furnished, printer)] == ["given", "received"]

        # The same queue once more: nothing changes.
        camille.evaluate("queue => queue.forEach(([key, entry]) => localStorage.setItem(key, entry))", queue)
        camille.reload()
        expect(camille.locator("[data-sync]")).to_contain_text("Noté")
        assert kept(camille) == []
        assert len(lines(furnished, printer)) == 2

        noe.reload()
        type_code(noe, code)
        row(noe, code, "given", "arlequin").get_by_role("button", name="C’est remis").click()
        is_saved(noe)

        camille.goto(DOORS)
        is_saved(camille)
        with offline(camille):
            camille.goto(f"{DOORS}{code}/")  # what the label leads to, for a phone that scans it by itself
            row(camille, code, "received", "zoomacom").get_by_role("button", name="C’est reçu").click()
            expect(camille.locator("[data-sync]")).to_contain_text("1 remise à envoyer")
        is_saved(camille)

        camille.goto(f"{DOORS}{code}/")
        expect(camille.locator("main")).to_contain_text("Lieu\u00a0: Zoomacom")
        for name in ("Camille Passage", "Noé Palier"):
            expect(camille.locator("main")).to_contain_text(name)
        assert_accessible(camille)

    assert lines(furnished, printer) == [
        ("given", "Centre social Le Colibri", "Camille Passage"),
        ("received", "Arlequin", "Noé Palier"),
        ("given", "Arlequin", "Noé Palier"),
        ("received", "Zoomacom", "Camille Passage"),
    ]
    assert holder(furnished, printer) == [("Zoomacom",)]


def test_what_is_not_expected_here_is_said_and_wiped_with_who_leaves(browser, furnished, printer):
    with phone(browser, furnished, printer, "noe elsewhere") as page:
        page.goto(DOORS)
        is_saved(page)
        page.wait_for_function("navigator.serviceWorker.controller !== null")
        page.wait_for_function("caches.match(location.href).then(Boolean)")
        with offline(page):
            type_code(page, "12")
            expect(page.locator("[data-sync]")).to_contain_text("Ce n’est pas un code d’étiquette")
            type_code(page, "ZZZZZZ")
            expect(page.locator("[data-sync]")).to_contain_text("n’est pas attendu ici aujourd’hui")
            page.get_by_role("button", name="Il est ici").click()
            expect(page.locator("[data-sync]")).to_contain_text("1 remise à envoyer")
        expect(page.locator("[data-refused]")).to_contain_text("relisez l’étiquette")
        page.locator("[data-refused] button").click()
        page.goto("/compte/logout/")
        page.locator("main form button").first.click()
        page.wait_for_function("caches.keys().then(names => !names.includes('maille-presence-pages'))")
