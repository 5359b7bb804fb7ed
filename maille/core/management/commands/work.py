"""`maille work`: everything that is done without being watched, tasks asked for and the clock, until told to stop."""

import logging
import os
import signal
import threading
from typing import Any

from django_tasks_db.management.commands import db_worker

from maille.core import clock

logger = logging.getLogger(__name__)

# What a tick at work gets to finish when the worker is told to stop: an e-mail in the middle of its text, mostly.
GRACE_SECONDS = 20.0


class Command(db_worker.Command):
    help = (
        "Fait le travail de fond\u00a0: les tâches demandées et l’horloge. Plusieurs à la fois ne font rien deux fois."
    )

    def handle(self, **options: Any) -> None:  # type: ignore[override]
        stop = threading.Event()
        thread = threading.Thread(target=keep_time, args=(stop,), name="clock", daemon=True)
        thread.start()
        try:
            super().handle(**options)
        finally:
            stop.set()
            thread.join(GRACE_SECONDS)


def keep_time(stop: threading.Event) -> None:
    """Keep the house's time; stop the worker when the clock itself breaks: half its work done in silence is worse."""
    try:
        clock.run_until(stop)
    except Exception:
        logger.exception("the clock has stopped")
        os.kill(os.getpid(), signal.SIGTERM)
