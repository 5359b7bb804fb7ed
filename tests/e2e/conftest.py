import functools
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, StorageState, sync_playwright

from tests.e2e import browser as hands
from tests.e2e.server import account_of, copy_of, demonstration, serving


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
