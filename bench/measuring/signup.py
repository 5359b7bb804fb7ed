"""Signing up as a browser does, from the page of a session to the confirmation; and many visitors who do it."""

import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

from bench.measuring.browser import Browser, Page
from bench.measuring.figures import percentile

SignUp = Callable[[Browser, str, int], None]


class NotConfirmed(Exception):
    """The last page was no confirmation."""


@dataclass
class SignedUp:
    """What visitors lived: seconds of each whole sign-up, requests it took, what went wrong, all in so many seconds."""

    waits: list[float] = field(default_factory=list)
    requests: list[int] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def a_second(self) -> float:
        return len(self.waits) / self.seconds

    def wait_ms(self, percent: int) -> float:
        return percentile(self.waits, percent) * 1000


def sign_up_at_maille(browser: Browser, path: str, rank: int) -> None:
    """The page of the session with its form, the confirmation."""
    confirmed(fill_in(browser, browser.get(path), rank))


def fill_in(browser: Browser, page: Page, rank: int) -> Page:
    found = re.search(r'action="([^"]*/inscription/)"', page.text)
    if not found:
        raise NotConfirmed(f"{page.path} has no form ({page.status})")
    answers = {"name": f"Habitante {words(rank)}", "contact": f"habitante.{rank}@example.org", "size": "1"}
    return browser.post(found[1], answers)


def words(rank: int) -> str:
    """A number as letters: a name has no figures."""
    return "".join("abcdefghij"[int(figure)] for figure in str(rank))


def confirmed(page: Page) -> None:
    if page.status != 200 or not re.search(r"/inscription/[A-Z2-9]{6}-", page.path):
        raise NotConfirmed(f"{page.path} answered {page.status}")


def sign_ups(address: str, paths: list[str], sign_up: SignUp, *, clients: int, seconds: float, first: int) -> SignedUp:
    """Have visitors sign up one after the other for so long, each a new person, going round the paths.

    `first` is a number that no sign-up had before. Those begun in time are waited for.
    """
    lived, turn, lock = SignedUp(), count(first), threading.Lock()
    started = time.perf_counter()

    def visitor() -> None:
        while time.perf_counter() < started + seconds:
            with lock:
                rank = next(turn)
            browser, begun = Browser(address), time.perf_counter()
            try:
                sign_up(browser, paths[rank % len(paths)], rank)
            except Exception as error:
                lived.failures.append(repr(error))
            else:
                lived.waits.append(time.perf_counter() - begun)
                lived.requests.append(browser.requests)
            finally:
                browser.close()

    together(visitor, clients)
    lived.seconds = time.perf_counter() - started
    return lived


def all_at_once(address: str, path: str, people: int) -> SignedUp:
    """Have so many people, form in hand, confirm at the same instant; seconds run from that instant."""
    lived, turn = SignedUp(), count(1_000_000)
    reader = Browser(address)
    form = reader.get(path)
    start = threading.Barrier(people)

    def person() -> None:
        browser = Browser(address)
        browser.cookies = dict(reader.cookies)
        rank = next(turn)
        start.wait(timeout=60)
        begun = time.perf_counter()
        try:
            confirmed(fill_in(browser, form, rank))
        except Exception as error:
            lived.failures.append(repr(error))
        lived.waits.append(time.perf_counter() - begun)
        browser.close()

    together(person, people)
    lived.seconds = max(lived.waits)
    return lived


def together(work: Callable[[], None], how_many: int) -> None:
    threads = [threading.Thread(target=work) for _ in range(how_many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
