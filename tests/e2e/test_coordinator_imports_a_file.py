"""A file that nobody knew becomes places: explained, tried, done, its refused line corrected, published, undone."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from frictionless import Resource, Schema
from playwright.sync_api import expect

from tests.e2e.browser import DESKTOP, press_until

OFFICIAL = Path(__file__).parents[1] / "data" / "standard" / "places-v1.0.2.schema.json"
DIRTY = """Structure;Adr.;Ville ;CP;Tel;Type de lieu;Activités;Remarque interne
Cyber-espace des Platanes;12 rue des Platanes;St-Etienne;42000;04.77.12.34.56;Espace public num.;démarches;ok
=Médiathèque du Vieux Pont;3 place du Pont;Roanne;42300;0477 98 76 54;bibliothèque;accès wifi;
Association Les Écrans Bleus;7, rue Basse;Nulle-Part-du-Tout;;;asso;ateliers bureautique;à rappeler
"""


@pytest.fixture
def page(screen, signed_in):
    with screen(state=signed_in("coordinator"), size=DESKTOP) as opened:
        yield opened


def test_from_an_unknown_file_to_undo(page, tmp_path):
    answer_the_questions(page)
    go_back_and_forth(page)
    first = re.sub(r"lecture/.*", "", page.url)
    page.get_by_role("button", name="Essayer tout le fichier").click()
    wait_for(page, first, "essayé")
    assert "Nouveau lieu (2)" in words_of(page)
    assert "Refusée (1)" in words_of(page)
    do_it(page, first)
    with page.expect_download() as download:
        page.get_by_role("link", name="Lignes refusées").click()

    second = import_again(page, corrected(download.value.path().read_text("utf-8-sig")))
    page.get_by_role("link", name="Association Les Écrans Bleus").click()
    place = page.url
    assert "Firminy" in words_of(page)
    assert_published(page, tmp_path, ["Cyber-espace des Platanes", "Association Les Écrans Bleus"])

    for done in (second, first):
        page.goto(done)
        page.get_by_role("link", name="Défaire cet import").click()
        page.get_by_role("button", name="Défaire l’import").click()
        wait_for(page, done, "défait")
    assert page.goto(place).status == 404


def answer_the_questions(page):
    """Where it comes from, which column says what, what the words mean."""
    give(page, "liste-sale.csv", DIRTY.encode("cp1252"))
    assert "écrit en cp1252" in words_of(page)
    page.get_by_label("D’où vient ce fichier").fill("Liste de la Métropole")
    go_on(page)
    assert "La colonne « Structure » porte le nom de ce champ" in words_of(page)
    expect(page.locator("main dl")).to_contain_text("Remarque interne")
    page.locator("summary", has_text="Le lieu lui-même").click()
    page.locator("select[name=description_0]").select_option(label="Remarque interne")
    go_on(page)
    page.get_by_label("Espace public num. (1)", exact=True).select_option("EPN")
    go_on(page)
    assert "Cyber-espace des Platanes" in words_of(page)
    assert "Aucune commune ne répond" in words_of(page)


def go_back_and_forth(page):
    """Going back finds what was chosen."""
    page.get_by_role("link", name="Revenir aux mots").click()
    page.locator("summary", has_text="déjà connu").first.click()
    assert page.get_by_label("Espace public num. (1)", exact=True).input_value() == "EPN"
    page.get_by_role("link", name="Revenir aux colonnes").click()
    chosen = page.locator("select[name=description_0]").evaluate("list => list.selectedOptions[0].text")
    assert chosen == "Remarque interne"
    go_on(page)
    go_on(page)


def corrected(text):
    """The refused line as a person gives it back: the town put right, in the file with the column of reasons."""
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert [row["Structure"] for row in rows] == ["Association Les Écrans Bleus"]
    assert "commune" in rows[0]["raison_du_refus"]
    written = io.StringIO()
    writer = csv.DictWriter(written, list(rows[0]), delimiter=";")
    writer.writeheader()
    writer.writerow({**rows[0], "Ville": "Firminy"})
    return written.getvalue().encode()


def import_again(page, data):
    """The same reading is recognised, whatever was added to say why; nothing is asked twice."""
    give(page, "corrigees.csv", data)
    assert "Ce fichier se lit comme « Liste de la Métropole »" in page.inner_text("body").replace("\u00a0", " ")
    address = page.url
    page.get_by_role("button", name="Essayer, sans rien écrire").click()
    wait_for(page, address, "essayé")
    assert "Nouveau lieu (1)" in words_of(page)
    do_it(page, address)
    return address


def assert_published(page, folder, names):
    """What is published is what the official validator accepts, with the new places in it, once each, no formula."""
    answer = page.request.get("/annuaire/telecharger/lieux.csv")
    name = re.search(r'filename="(.+)"', answer.headers["content-disposition"]).group(1)
    (folder / name).write_bytes(answer.body())
    schema = Schema.from_descriptor(json.loads(OFFICIAL.read_text(encoding="utf-8")))
    report = Resource(path=name, basepath=str(folder), schema=schema).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])[:5]
    rows = list(csv.DictReader(io.StringIO(answer.text().removeprefix("\ufeff"))))
    assert [sum(row["nom"] == name for row in rows) for name in names] == [1] * len(names)
    assert not [row for row in rows if row["nom"].startswith("=")]


def give(page, name, data):
    page.goto("/annuaire/imports/")
    page.set_input_files("input[type=file]", {"name": name, "mimeType": "text/csv", "buffer": data})
    with page.expect_navigation():
        page.get_by_role("button", name="Continuer").click()


def go_on(page):
    """The next question, from the keyboard."""
    page.get_by_role("button", name="Continuer").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def do_it(page, address):
    press_until(page, "form[action$='/faire/'] button", limit=60)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    wait_for(page, address, "fait")


def words_of(page):
    return page.inner_text("main").replace("\u00a0", " ")


def wait_for(page, address, state):
    """Come back to the import until its work is done."""
    for _ in range(120):
        page.goto(address)
        is_said = page.locator("main .badge").first.inner_text().strip().startswith(state)
        # The state is written with the work; that the work is over, a moment later.
        if is_said and "Un travail est en cours" not in words_of(page):
            return
        page.wait_for_timeout(250)
    raise AssertionError(f"never {state}: {words_of(page)}")
