"""An employer, from five lines to a certificate for each of eight employees, without an account nor a call."""

import contextlib
import datetime as dt
import io
import re
import sqlite3

import pikepdf
from playwright.sync_api import expect

from tests.e2e.browser import DESKTOP, PHONE, assert_accessible, opened, sign_in
from tests.e2e.server import account_of
from tests.waiting import PATIENCE

PEOPLE = (
    "Élise Dupont", "Karim Haddad", "Ana Sousa", "Jean-Marc Petit", "Leïla Ben Amar", "Paul Roche", "Inès Garnier",
    "Tom Vial",
)  # fmt: skip
COMPANY = "Teinturerie Vernay"
AHEAD = 30


def button(page, name):
    return page.get_by_role("button", name=name)


def link(page, name):
    return page.get_by_role("link", name=name)


# What was ahead of the company is behind, for its sessions and for what it was told of them.
DATES_PASS = """
    UPDATE companies_optiondate
    SET starts_at = datetime(starts_at, :back), ends_at = datetime(ends_at, :back),
        told_starts_at = datetime(told_starts_at, :back), told_ends_at = datetime(told_ends_at, :back)
    WHERE option_id IN (SELECT companies_option.id FROM companies_option
        JOIN companies_enquiry ON enquiry_id = companies_enquiry.id WHERE company = :company)
"""
SESSIONS_PASS = """
    UPDATE workshops_session
    SET starts_at = datetime(starts_at, :back), ends_at = datetime(ends_at, :back),
        closes_at = datetime(closes_at, :back)
    WHERE id IN (SELECT session_id FROM companies_optiondate
        JOIN companies_option ON option_id = companies_option.id
        JOIN companies_enquiry ON enquiry_id = companies_enquiry.id WHERE company = :company)
"""


def days_pass(home):
    """A month goes by."""
    values = {"back": f"-{AHEAD + 1} days", "company": COMPANY}
    with contextlib.closing(sqlite3.connect(home / "maille.sqlite3", timeout=PATIENCE)) as database, database:
        for statement in (DATES_PASS, SESSIONS_PASS):
            database.execute(statement, values)


def test_from_five_lines_to_eight_certificates(browser, home, address):
    coordinator = sign_in(browser, address, *account_of(home, "coordinator"))
    with (
        opened(browser, address, size=PHONE) as company,
        opened(browser, address, size=DESKTOP, state=coordinator) as team,
    ):
        ask(company)
        propose(team)
        accept_and_sign(company)
        give_the_list(company)
        team.reload()
        button(team, "Ouvrir les séances").click()
        expect(team.get_by_text("Tout le monde a sa place.")).to_be_visible()
        days_pass(home)
        have_them_sign(browser, address, coordinator, team.url)
        team.reload()
        assert_accessible(team)
        button(team, "Remettre les certificats").click()
        expect(team.get_by_text("l’entreprise les a sur sa page")).to_be_visible()
        read_the_certificates(company)


def ask(page):
    page.goto("/entreprise/")
    link(page, "Je fais ma demande").click()
    button(page, "J’envoie ma demande").click()
    expect(page.get_by_text("Écrivez le nom de votre entreprise.").first).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Votre entreprise").fill(COMPANY)
    page.get_by_label("Que doivent savoir faire vos salariés").fill("Reconnaître un faux courriel")
    page.get_by_label("Combien de personnes").fill("8")
    page.get_by_label("Quand, à peu près").fill("Le mois prochain, le matin")
    page.get_by_label("chez nous, dans l’entreprise").check()
    page.get_by_label("Votre nom").fill("Odile Vernay")
    page.get_by_label("Votre courriel").fill("odile@teinturerie.example")
    button(page, "J’envoie ma demande").click()
    page.wait_for_url("**/entreprises/suivi/*/")
    expect(page.get_by_text(re.compile("Prochaine étape.*nous vous proposons des dates"))).to_be_visible()
    assert_accessible(page)


def propose(page):
    page.goto("/entreprises/")
    assert_accessible(page)
    link(page, COMPANY).click()
    link(page, "Écrire une option").click()
    page.get_by_label("Atelier").select_option(label="Déjouer les arnaques")
    page.get_by_label("Lieu qui la tient").select_option(index=1)
    page.get_by_label("Ou dans l’entreprise, à l’adresse").fill("3 rue des Cuves, Saint-Étienne")
    day = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=AHEAD)
    page.get_by_label("Date 1").fill(day.isoformat())
    assert_accessible(page)
    button(page, "Garder cette option").click()
    button(page, "Envoyer la proposition").click()
    expect(page.get_by_text("La proposition est envoyée.")).to_be_visible()


def accept_and_sign(page):
    page.reload()
    button(page, "J’accepte l’option 1").click()
    link(page, "Lire et accepter").click()
    page.get_by_label("En qualité de").fill("gérante")
    page.get_by_label("Adresse de l’entreprise").fill("3 rue des Cuves, 42000 Saint-Étienne")
    page.get_by_label("J’ai lu la convention").check()
    assert_accessible(page)
    button(page, "J’accepte la convention").click()
    page.wait_for_url(re.compile("/entreprises/suivi/[^/]+/$"))


def give_the_list(page):
    link(page, "Donner la liste").click()
    page.get_by_label("Une personne par ligne").fill("\n".join([*PEOPLE[:7], "DUPONT Elise", PEOPLE[7]]))
    button(page, "Ajouter à la liste").click()
    expect(page.get_by_text("8 personnes sont ajoutées")).to_be_visible()
    expect(page.get_by_text("y est déjà, ligne 1")).to_be_visible()
    expect(page.get_by_label("Une personne par ligne")).to_have_value("DUPONT Elise")
    assert_accessible(page)
    button(page, "La liste est complète").click()
    expect(page.get_by_text(re.compile("Prochaine étape.*nous ouvrons les séances"))).to_be_visible()


def have_them_sign(browser, address, state, request):
    """The trainer's telephone goes round: each presses beside their name, then the trainer."""
    with opened(browser, address, size=PHONE, state=state) as phone:
        phone.goto(request)
        link(phone, re.compile("Faire signer")).click()
        assert_accessible(phone)
        for left in range(len(PEOPLE) + 1, 0, -1):
            buttons = button(phone, re.compile("^Je signe"))
            expect(buttons).to_have_count(left)
            buttons.first.click()
        expect(phone.get_by_text("Tout est signé")).to_be_visible()
        assert_accessible(phone)


def read_the_certificates(page):
    page.reload()
    expect(page.get_by_text("Tout est fait")).to_be_visible()
    assert_accessible(page)
    for name in PEOPLE:
        expect(link(page, name)).to_be_visible()
    file = page.request.get(link(page, "Tous, en un seul fichier").get_attribute("href"))
    assert len(pikepdf.open(io.BytesIO(file.body())).pages) == len(PEOPLE)
