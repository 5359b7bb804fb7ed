"""What a first visit costs a telephone: requests and bytes on the wire, in real Chromium with an empty cache."""

from dataclasses import dataclass

from playwright.sync_api import Browser, sync_playwright

from tests.e2e.browser import PHONE, launch


@dataclass(frozen=True)
class Weight:
    requests: int
    kilobytes: float


def weigh(address: str, paths: dict[str, str]) -> dict[str, Weight]:
    """The weight of each page (its name → its path), each in a browser that has seen nothing."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        try:
            return {name: _weigh(browser, address + path) for name, path in paths.items()}
        finally:
            browser.close()


def _weigh(browser: Browser, url: str) -> Weight:
    context = browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]}, locale="fr-FR", has_touch=True)
    page = context.new_page()
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    sizes: list[float] = []
    network.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(url, wait_until="networkidle")
    page.wait_for_timeout(500)  # the icon of the tab comes last
    context.close()
    fetched = [size for size in sizes if size]  # what the page asks for twice comes from the browser's own cache
    return Weight(len(fetched), sum(fetched) / 1000)
