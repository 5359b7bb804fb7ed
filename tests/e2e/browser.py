"""A real browser, as a person would hold it, and what is checked on every screen without being asked."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Request, Response, StorageState, expect

from tests.waiting import PATIENCE

MISSING = "Chromium is missing. This one line installs it: apt-get install -y chromium"
PATIENCE_MS = PATIENCE * 1000  # a machine that others load is slow, and no story is about that
PHONE = (360, 740)
DESKTOP = (1280, 800)
# Chromium asks nothing of its maker.
QUIET = [f"--disable-{feature}" for feature in ("gpu", "quic", "background-networking", "component-update", "sync")]

# A page that is not found, a form to correct, a question given up for the next one, a network that a story has cut:
# none of them is a fault.
expect.set_options(timeout=PATIENCE_MS)

ANSWERS = ("404 (Not", "422 (Unproc", "htmx:sendAbort", "htmx:afterRequest", "net::ERR_INTERNET_DISCONNECTED")


def launch(playwright: Playwright) -> Browser:
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        raise AssertionError(MISSING)
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return playwright.chromium.launch(executable_path=path, args=[*QUIET, *sandbox])


@contextmanager
def opened(
    browser: Browser,
    address: str,
    *,
    size: tuple[int, int] = PHONE,
    scheme: Literal["light", "dark"] = "light",
    language: str = "fr",
    javascript: bool = True,
    state: StorageState | None = None,
) -> Iterator[Page]:
    """Open a fresh page; on leaving, fail if anything was refused, broken or fetched from elsewhere."""
    context = browser.new_context(
        base_url=address,
        viewport={"width": size[0], "height": size[1]},
        color_scheme=scheme,
        locale={"fr": "fr-FR", "en": "en-GB"}[language],
        java_script_enabled=javascript,
        reduced_motion="reduce",
        has_touch=size == PHONE,
        storage_state=state,
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    faults = watch(page, address)
    try:
        yield page
        assert faults == [], "\n".join(faults)
    finally:
        context.close()


def sign_in(browser: Browser, address: str, email: str, password: str) -> StorageState:
    """Sign in through the form, with a password, and give the cookies that follow."""
    with opened(browser, address) as page:
        page.goto("/compte/login/?par=mot-de-passe")
        page.locator("input[name=login]").fill(email)
        page.locator("input[name=password]").fill(password)
        page.locator("main form button").first.click()
        page.wait_for_url("**/equipe/moi/")
        return page.context.storage_state()


def watch(page: Page, address: str) -> list[str]:
    """Collect what a browser complains of: script errors, refused content, missing files, other people's servers."""
    faults: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error" and not any(answer in message.text for answer in ANSWERS):
            faults.append(f"{page.url}: {message.text}")

    def on_request(request: Request) -> None:
        if not request.url.startswith((address, "data:", "blob:", "about:")):
            faults.append(f"{page.url} asks {request.url}")

    def on_response(response: Response) -> None:
        if response.status >= 400 and response.request.resource_type != "document":
            faults.append(f"{page.url} misses {response.url}")

    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
    page.on("console", on_console)
    page.on("request", on_request)
    page.on("response", on_response)
    return faults


def assert_accessible(page: Page) -> None:
    """Fail with a readable list if axe-core finds anything, and if the page scrolls sideways."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    faults = [f"{fault['id']}: {fault['help']}\n{nodes(fault)}" for fault in found]
    dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    assert faults == [], f"{page.url}, {'dark' if dark else 'light'}\n" + "\n".join(faults)
    assert_fits(page)


def nodes(fault: dict) -> str:
    return "\n".join(f"    {node['html']}\n        {node['failureSummary']}" for node in fault["nodes"])


def assert_fits(page: Page) -> None:
    """A page is never wider than its screen (tables may scroll inside their own frame)."""
    excess = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert excess <= 0, f"{page.url} is {excess} px too wide"


def press_until(page: Page, selector: str, *, key: str = "Tab", limit: int = 40) -> int:
    """Press a key until that element has the focus; gives the number of presses."""
    for presses in range(1, limit + 1):
        page.keyboard.press(key)
        if page.evaluate("selector => document.activeElement?.matches(selector) ?? false", selector):
            return presses
    raise AssertionError(f"{limit} × {key} never reached {selector} on {page.url}")
