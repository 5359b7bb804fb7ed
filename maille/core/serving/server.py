"""The web server and its background worker, living and dying together."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException
from importlib import import_module
from typing import Any

from django.conf import settings
from django.db import connections
from django.utils.module_loading import import_string
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from maille.core import kept
from maille.core.serving.answers import Application, remembering, this_era

WEB_WORKERS = 2
# Threads share one interpreter: four keep it busy while others wait for the database, more would only queue there.
THREADS_PER_WORKER = 4
# Where processors are few, a page that somebody waits for is made before the mail that confirms it ("nice").
BEHIND_PAGES = 19


def serve(host: str, port: int, *, grace: float, on_ready: Callable[[], None]) -> str:
    """Serve until a signal comes; say which part died before it, if one did: "web", "worker" or nothing.

    `grace` (seconds) is what a request, then a background job, gets to finish. The web workers are forked from
    this process with the application already loaded: they answer at once and share its memory.
    """
    import_string(settings.WSGI_APPLICATION)
    import_module(settings.ROOT_URLCONF)  # the views too are loaded once, before the fork
    connections.close_all()
    worker = BackgroundWorker()
    web = Granian(
        f"{__name__}:{web_application.__name__}",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=WEB_WORKERS,
        blocking_threads=THREADS_PER_WORKER,
        websockets=False,
        workers_kill_timeout=max(1, round(grace)),
        log_level=LogLevels.warning,
    )
    web.on_startup(worker.start)
    web.on_startup(lambda: in_background(announce, web, host, port, on_ready))
    try:
        web.serve()
    except SystemExit:  # Granian's own way of saying that one of its workers died
        return "web"
    finally:
        worker.stop(grace)
    return "worker" if worker.failed else ""


def web_application() -> Application:
    """Give a web worker its application, and make it deaf to Ctrl-C: the parent tells it to stop, once."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    kept.begin()
    return remembering(import_string(settings.WSGI_APPLICATION), now=this_era)


class BackgroundWorker:
    """The process that runs what was asked for later."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.stopping = False
        self.failed = False

    def start(self) -> None:
        command = [sys.executable, "-m", "maille", "work", "--queue-name=*", "--no-startup-delay", "--no-reload"]
        # In a session of its own, Ctrl-C does not reach it: it is told once, by `stop`.
        self.process = subprocess.Popen(command, start_new_session=True)
        os.setpriority(os.PRIO_PROCESS, self.process.pid, BEHIND_PAGES)
        in_background(self.watch, self.process)

    def watch(self, process: subprocess.Popen[bytes]) -> None:
        """Stop the whole house when the worker dies by itself: work left undone in silence is worse."""
        process.wait()
        if not self.stopping:
            self.failed = True
            os.kill(os.getpid(), signal.SIGTERM)

    def stop(self, grace: float) -> None:
        self.stopping = True
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(grace)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def in_background(function: Callable[..., None], *arguments: object) -> None:
    threading.Thread(target=function, args=arguments, daemon=True).start()


def announce(web: Any, host: str, port: int, on_ready: Callable[[], None]) -> None:
    """Tell when the first page was answered, and not before; give up after a minute."""
    # A worker forked while this thread imports a module would wait for ever for that import to end.
    while len(web.wrks) < WEB_WORKERS:
        time.sleep(0.05)
    for _ in range(600):
        connection = HTTPConnection(host, port, timeout=10)
        try:
            connection.request("HEAD", "/")
            connection.getresponse()
        except (OSError, HTTPException):
            time.sleep(0.1)
        else:
            on_ready()
            break
        finally:
            connection.close()
