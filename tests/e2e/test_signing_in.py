"""A mediator signs in: a code from a mail, then a passkey; then the whole team shares one computer."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import CDPSession, Page, expect

from maille.demo.load import PASSWORD
from tests.e2e import browser as hands
from tests.waiting import wait_for

MEDIATOR, MANAGER = "farid.demo@maille.example", "elodie.demo@maille.example"


@pytest.fixture
def here(address) -> str:
    """The same server by a name: browsers refuse passkeys at an address made of numbers."""
    return address.replace("127.0.0.1", "localhost")


@pytest.fixture
def letters(address, tmp_path_factory) -> Callable[[], str]:
    """What the server has written so far: a local run writes its mails on the console."""
    log = tmp_path_factory.getbasetemp() / "home" / "log"
    return lambda: log.read_text(encoding="utf-8", errors="replace")


@pytest.fixture
def desktop_here(browser, here) -> Iterator[Page]:
    with hands.opened(browser, here, size=hands.DESKTOP) as page:
        yield page


def code_after(letters: Callable[[], str], length: int) -> str:
    """Wait for a mail written after that point, and read its code."""
    found = wait_for(lambda: re.search(r"^ {4}(\d{4}-\d{4})$", letters()[length:], re.MULTILINE))
    assert found
    return found[1]


def sign_in_by_code(page: Page, letters: Callable[[], str], email: str) -> None:
    page.goto("/compte/login/")
    page.get_by_label("Adresse de courriel").fill(email)
    before = len(letters())
    page.get_by_role("button", name="Recevoir un code").click()
    page.get_by_label("Code reçu").fill(code_after(letters, before))
    page.get_by_role("button", name="Continuer").click()
    page.wait_for_url("**/equipe/moi/")


def sign_in_by_password(page: Page, email: str) -> None:
    page.goto("/compte/login/?par=mot-de-passe")
    page.get_by_label("Adresse de courriel").fill(email)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Me connecter", exact=True).click()
    page.wait_for_url("**/equipe/moi/")


def plug_a_reader(page: Page) -> tuple[CDPSession, str]:
    """Put a fingerprint reader on the computer, that always says yes."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    return session, session.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]


def refuse_the_finger(session: CDPSession, reader: str) -> None:
    session.send("WebAuthn.setUserVerified", {"authenticatorId": reader, "isUserVerified": False})


def test_a_code_then_a_passkey(desktop_here, letters):
    page = desktop_here
    reader = plug_a_reader(page)
    sign_in_by_code(page, letters, MEDIATOR)

    page.get_by_role("link", name="Des clés d’accès").click()
    page.get_by_role("link", name="Ajouter une clé d’accès").click()
    page.get_by_label("Mot de passe").fill(PASSWORD)  # it has one: it is asked before the account is touched
    page.get_by_role("button", name="Continuer").click()
    page.get_by_label("Nom de la clé").fill("Mon ordinateur")
    hands.assert_accessible(page)
    page.get_by_role("button", name="Ajouter cette clé").click()
    expect(page.get_by_text("Votre clé d’accès est ajoutée.")).to_be_visible()

    page.get_by_role("link", name="Me déconnecter").click()
    page.get_by_role("main").get_by_role("button", name="Me déconnecter").click()
    page.goto("/compte/login/")
    hands.assert_accessible(page)
    page.get_by_role("button", name="Me connecter avec une clé d’accès").click()
    page.wait_for_url("**/equipe/moi/")

    page.goto("/compte/logout/")
    page.get_by_role("main").get_by_role("button", name="Me déconnecter").click()
    page.goto("/compte/login/")
    refuse_the_finger(*reader)
    page.get_by_role("button", name="Me connecter avec une clé d’accès").click()
    expect(page.get_by_role("alert")).to_contain_text("La clé d’accès n’a pas répondu")


def test_a_code_without_javascript(browser, address, letters):
    with hands.opened(browser, address, javascript=False) as page:
        sign_in_by_code(page, letters, "gaelle.demo@maille.example")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Gaëlle")


def test_a_team_shares_one_computer(browser, address):
    with hands.opened(browser, address, size=hands.PHONE) as page:
        sign_in_by_password(page, "ines.demo@maille.example")
        page.goto("/equipe/moi/code-du-poste/")
        page.get_by_label("Mot de passe").fill(PASSWORD)
        page.get_by_role("button", name="Continuer").click()
        page.get_by_label("Nouveau code").fill("4816")
        page.get_by_label("Le même code, encore une fois").fill("4816")
        page.get_by_role("button", name="Enregistrer ce code").click()
        expect(page.get_by_text("Votre code est changé.")).to_be_visible()

    with hands.opened(browser, address, size=hands.DESKTOP, javascript=False) as page:
        sign_in_by_password(page, "hugo.demo@maille.example")
        page.get_by_role("link", name="Les postes de mes lieux").click()
        page.get_by_role("link", name="Faire de cet ordinateur un poste partagé").click()
        page.get_by_label("Nom du poste").fill("Accueil")
        page.get_by_role("button", name="Ouvrir ce poste").click()

        page.get_by_role("link", name="Inès").click()
        page.get_by_label("Votre code").fill("9999")
        page.keyboard.press("Enter")
        expect(page.get_by_role("main")).to_contain_text("Ce code n’est pas le bon")
        page.get_by_label("Votre code").fill("4816")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Inès")
        expect(page.get_by_role("main")).to_contain_text("Vous êtes au poste « Accueil »")
        page.get_by_role("button", name="Changer de personne").first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Qui êtes-vous ?")
