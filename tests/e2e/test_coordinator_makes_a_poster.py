"""From the statement of 2018 and its history to its poster: printed, its code followed, out of date when it must be."""

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.core.pdf import picture_of, read_qr, text_of
from tests.e2e.browser import DESKTOP, PHONE, assert_accessible

TITLE = "Un atelier numérique s’installe"
SLOGAN = "ICI\nON AIDE\nDEPUIS\nLONGTEMPS"


def link(page, name):
    return page.get_by_role("link", name=name)


def button(page, name):
    return page.get_by_role("button", name=name)


def read_the_story(page):
    """Anybody reads the text, the dated note above it with its three posts, and what a version said."""
    page.goto("/positions/")
    link(page, re.compile(TITLE)).click()
    assert_accessible(page)
    note = page.locator("#edit-2018-12-18")
    expect(note.locator("figure")).to_have_count(3)
    expect(note).to_contain_text("Relevé le 18 décembre 2018")
    story = page.url
    link(page, "toutes les versions").click()
    expect(page.get_by_text("toutes correspondent")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="Version 1").first).to_contain_text("14 décembre 2018")
    assert_accessible(page)
    return story


def make_the_poster(page, story):
    """Begin from the text; a slogan too long for the sheet is refused beside its field, then shortened."""
    page.goto(story)
    link(page, "Faire une affiche").click()
    slogan = page.get_by_label("Ce qui se lit de loin")
    slogan.fill("Une phrase bien trop longue pour être lue de loin sur une affiche " * 3)
    button(page, "Faire l’affiche").click()
    expect(slogan).to_have_attribute("aria-invalid", "true")
    assert_accessible(page)
    slogan.fill(SLOGAN)
    button(page, "Faire l’affiche").click()
    expect(page.get_by_text("Tout tient, et le code se relit")).to_be_visible()
    assert_accessible(page)


def download(page):
    with page.expect_download() as waited:
        button(page, "Télécharger").click()
    return Path(waited.value.path()).read_bytes()


def change_the_text(page, story):
    page.goto(f"{story}ecrire/")
    text = page.get_by_label("Texte", exact=True)
    text.fill(f"{text.input_value()}\n\nL’atelier a ouvert depuis.")
    button(page, "Enregistrer le brouillon").click()
    link(page, "Relire et publier").click()
    expect(page.get_by_text("Affiches qui citent ce texte")).to_be_visible()
    page.get_by_label(re.compile("^EDIT")).check()
    page.get_by_label("Ce qui change, pour les lecteurs").fill("L’atelier a ouvert.")
    assert_accessible(page)
    button(page, "Publier").click()
    expect(page.get_by_text("C’est publié.")).to_be_visible()


def test_from_the_text_of_2018_to_a_poster_that_says_when_it_is_out_of_date(screen, signed_in):
    with screen(size=PHONE) as passer_by, screen(size=DESKTOP, state=signed_in("coordinator")) as team:
        story = read_the_story(passer_by)
        make_the_poster(team, story)
        pdf = download(team)
        assert "Prise de position" in text_of(pdf)
        code = read_qr(picture_of(pdf, scale=2))

        passer_by.goto(code)
        expect(passer_by.get_by_text("Cette affiche est à jour")).to_be_visible()
        assert_accessible(passer_by)
        link(passer_by, "Lire le texte cité").click()
        expect(passer_by.get_by_role("heading", level=1)).to_contain_text(TITLE)

        change_the_text(team, story)
        passer_by.goto(code)
        expect(passer_by.get_by_text("Cette affiche est périmée")).to_be_visible()
        assert_accessible(passer_by)
        link(passer_by, "Lire le texte d’aujourd’hui").click()
        expect(passer_by.get_by_text("L’atelier a ouvert depuis.")).to_be_visible()
        team.goto("/affiches/")
        expect(team.get_by_text("périmée").first).to_be_visible()
        assert_accessible(team)
