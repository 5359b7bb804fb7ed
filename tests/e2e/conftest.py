import functools
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, StorageState, StorageStateCookie, sync_playwright

from tests.e2e import browser as hands
from tests.e2e.server import account_of, copy_of, demonstration, furnish, serving


@pytest.fixture(scope="session")
def home(tmp_path_factory, worker_id) -> Path:
    """The data folder of the demonstration network; each test process has its own."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    return copy_of(demonstration(shared), base / "home")


@pytest.fixture(scope="session")
def address(home) -> Iterator[str]:
    with serving(home) as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = hands.launch(playwright)
        yield launched
        launched.close()


@dataclass(frozen=True)
class Furnished:
    """A site with something behind every address (tests/e2e/furnish.py)."""

    site: str
    addresses: dict[str, str]
    sessions: dict[str, str]
    desk: dict[str, str]
    errors: dict[str, str]
    home: Path

    def path_of(self, address: str) -> str:
        """The path of a named address; one that is typed is itself, and an error page stands at its own name."""
        return address if address.startswith("/") else self.addresses.get(address, f"/{address.replace(' ', '-')}/")

    def state_of(self, person: str) -> StorageState:
        """What the browser of that person keeps."""
        kept = {"sessionid": self.sessions[person]} if person in self.sessions else {}
        cookies = self.desk if person == "shared desk" else kept
        return {"cookies": [cookie(name, value) for name, value in cookies.items()], "origins": []}


def cookie(name: str, value: str) -> StorageStateCookie:
    return {
        "name": name,
        "value": value,
        "domain": "127.0.0.1",
        "path": "/",
        "expires": -1,
        "httpOnly": True,
        "secure": False,
        "sameSite": "Lax",
    }


@pytest.fixture(scope="session")
def furnished(tmp_path_factory, worker_id) -> Iterator[Furnished]:
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    home = copy_of(demonstration(shared), base / "furnished")
    said = furnish(home)
    with serving(home) as site:
        errors = {f"error {name}": body for name, body in said.pop("errors").items()}
        yield Furnished(site=site, errors=errors, home=home, **said)


@pytest.fixture(scope="session")
def style_guide(tmp_path_factory, worker_id) -> Iterator[str]:
    """The address of a site that shows its own components, as developers run it."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    with serving(copy_of(demonstration(shared), base / "style"), DEBUG="true") as url:
        yield url


@pytest.fixture
def screen(browser, address) -> Callable[..., AbstractContextManager[Page]]:
    """Open a screen: `with screen(size=PHONE, scheme="dark", language="en", javascript=False) as page:`."""
    return lambda **how: hands.opened(browser, address, **how)


@pytest.fixture(scope="session")
def signed_in(browser, address, home) -> Callable[[str], StorageState]:
    """What a browser keeps once that role of the demonstration has signed in: `screen(state=signed_in("desk"))`."""
    return functools.cache(lambda role: hands.sign_in(browser, address, *account_of(home, role)))


@pytest.fixture
def phone(screen) -> Iterator[Page]:
    with screen(size=hands.PHONE) as page:
        yield page


@pytest.fixture
def desktop(screen) -> Iterator[Page]:
    with screen(size=hands.DESKTOP) as page:
        yield page
