from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.e2e import browser as hands
from tests.e2e.server import copy_of, demonstration, serving


@pytest.fixture(scope="session")
def address(tmp_path_factory, worker_id) -> Iterator[str]:
    """The address of a running Maille with the demonstration network; each test process has its own."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    with serving(copy_of(demonstration(shared), base / "home")) as url:
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


@pytest.fixture
def phone(screen) -> Iterator[Page]:
    with screen(size=hands.PHONE) as page:
        yield page


@pytest.fixture
def desktop(screen) -> Iterator[Page]:
    with screen(size=hands.DESKTOP) as page:
        yield page
