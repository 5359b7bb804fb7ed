"""A mediator is lent for a morning while her own place stays open; another goes in her place in two presses."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

from playwright.sync_api import expect

from tests.e2e.browser import DESKTOP, PHONE, assert_accessible

SKILL, PLACE = "IA pour débuter", "Montreynaud"


def morning() -> dt.date:
    """A Tuesday, two weeks away at least."""
    day = dt.datetime.now(ZoneInfo("Europe/Paris")).date() + dt.timedelta(days=14)
    return day + dt.timedelta(days=(1 - day.weekday()) % 7)


def ask(page):
    page.goto("/mutualisation/personnes/")
    page.get_by_role("link", name="Demander quelqu’un").click()
    page.get_by_label("Compétence").select_option(label=SKILL)
    options = page.get_by_label("Pour quel lieu").locator("option").all_inner_texts()
    page.get_by_label("Pour quel lieu").select_option(label=next(one for one in options if PLACE in one))
    page.get_by_label("Jour").fill(f"{morning():%Y-%m-%d}")
    page.get_by_label("De", exact=True).fill("10:00")
    page.get_by_label("À", exact=True).fill("12:00")
    page.get_by_label("Pour quoi faire").fill("IA débutants")
    page.get_by_role("button", name="Voir qui peut venir").click()


def candidates(page):
    return page.locator("#candidates").locator("xpath=..").locator("ol > li")


def name_of(row):
    return row.locator(".rows__title").inner_text()


def in_the_agenda(page, name):
    page.goto(f"/agenda/?vue=jour&jour={morning():%Y-%m-%d}")
    return page.get_by_role("main").filter(has_text="IA débutants").filter(has_text=name)


def test_from_the_need_to_both_agendas_then_replaced(screen, signed_in):
    with screen(size=DESKTOP, state=signed_in("coordinator")) as page:
        ask(page)
        assert_accessible(page)
        first = candidates(page).first
        expect(first).to_contain_text("sait faire ce jour-là")
        expect(first).to_contain_text(re.compile("quelqu’un d’autre reste|est fermé pendant"))
        lent = name_of(first)
        first.get_by_role("button", name=re.compile("^Proposer")).click()
        page.get_by_role("button", name="Accorder").click()
        expect(page.get_by_text("accordé", exact=True)).to_be_visible()
        address = page.url
        expect(in_the_agenda(page, lent)).to_be_visible()

        page.goto(address)
        page.get_by_role("link", name=re.compile("^Remplacer par quelqu’un d’autre")).click()
        other = candidates(page).first
        instead = name_of(other)
        assert instead != lent
        other.get_by_role("button", name=re.compile("^Remplacer")).click()
        expect(page.get_by_role("heading", name=instead)).to_be_visible()
        expect(in_the_agenda(page, instead)).to_be_visible()
    with screen(size=PHONE, scheme="dark", state=signed_in("coordinator")) as page:
        page.goto(address)
        expect(page.get_by_role("main")).to_contain_text(instead)
        assert_accessible(page)
