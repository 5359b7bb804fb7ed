"""pretix as it sells a free place: its shop with its worker, and the steps of its own pages and scripts."""

import json
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.measuring.browser import Browser, Page
from bench.measuring.pretix import EVENT, FOLDER, WORKERS, ask, configure, install, prepare_database, redis
from bench.measuring.servers import CannotServe, Server, running, wait_until_answering
from bench.measuring.signup import NotConfirmed
from tests.postgres import find_binaries, free_port

BETWEEN_POLLS = 0.25  # seconds; asynctask.js waits as long before it asks again
QUEUES = "default,checkout,mail,background,notifications"


@contextmanager
def pretix_shop(home: Path, database_url: str) -> Iterator[tuple[Server, int]]:
    """The shop, and the process of its worker. Its mails are written and go nowhere; its places have no limit."""
    if not shutil.which("redis-server"):
        raise CannotServe("its worker needs Redis: apt-get install redis-server")
    install()
    redis_port, port = free_port(), free_port()
    with redis(home, redis_port):
        variables = configure(home, port, database_url, redis_port)
        queue = f"redis://127.0.0.1:{redis_port}"
        with Path(variables["PRETIX_CONFIG_FILE"]).open("a", encoding="utf-8") as settings:
            settings.write(f"[celery]\nbroker={queue}/2\nbackend={queue}/1\n")
        prepare_database(variables, database_url)
        shop = database_url.rpartition("/")[0] + "/pretix"
        ask([find_binaries() / "psql", shop, "-qc", "UPDATE pretixbase_quota SET size = NULL"], variables)
        python = FOLDER / "bin" / "python"
        work = [python, "-m", "celery", "-A", "pretix.celery_app", "worker", "-l", "warning", "-c", "2", "-Q", QUEUES]
        serve = [python, "-m", "gunicorn", "pretix.wsgi", f"--bind=127.0.0.1:{port}", f"--workers={WORKERS}"]
        with (
            running(work, variables, log=home / "work-log") as worker,
            running(serve, variables, log=home / "log") as process,
        ):
            wait_until_answering(process, port, EVENT, home / "log")
            yield Server(f"http://127.0.0.1:{port}", process.pid), worker.pid


def sign_up_at_pretix(browser: Browser, path: str, rank: int) -> None:
    """The event, a place in the cart, who comes, the order; what its scripts would wait for is waited for."""
    event = browser.get(path)
    item = re.search(r'name="(item_\d+)"', event.text)
    if not item:
        raise NotConfirmed(f"{path} sells nothing ({event.status})")
    token = {"csrfmiddlewaretoken": event.field("csrfmiddlewaretoken")}
    done(browser, browser.post(f"{path}cart/add", {**token, item[1]: "1", "ajax": "1"}))
    asked = browser.get(f"{path}checkout/start")
    answers = {"csrfmiddlewaretoken": asked.field("csrfmiddlewaretoken"), "email": f"habitante.{rank}@example.org"}
    last = browser.post(asked.path, answers)
    if "/checkout/confirm" not in last.path:
        raise NotConfirmed(f"{last.path} asks for more ({last.status})")
    token = {"csrfmiddlewaretoken": last.field("csrfmiddlewaretoken")}
    order = browser.get(done(browser, browser.post(last.path, {**token, "ajax": "1"})))
    if order.status != 200 or "/order/" not in order.path:
        raise NotConfirmed(f"{order.path} answered {order.status}")


def done(browser: Browser, page: Page) -> str:
    """Wait for what was asked of the worker as the page's script does; gives where it then leads."""
    answer = read(page)
    check_url = answer.get("check_url", "")
    while not answer.get("redirect"):
        time.sleep(BETWEEN_POLLS)
        answer = read(browser.get(check_url))
    return answer["redirect"]


def read(page: Page) -> dict[str, str]:
    try:
        answer: dict[str, str] = json.loads(page.text)
    except ValueError as error:
        raise NotConfirmed(f"{page.path} answered {page.status}") from error
    return answer
