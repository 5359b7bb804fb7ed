"""What the worker does of the watch: read the feeds whose hour has come, tell the digests of the morning."""

from datetime import datetime

from django.tasks import task
from django.utils import timezone

from .actions import read_due, read_source, send_digests


@task
def read_one(key: int) -> bool:
    """Read a feed that somebody has just added, or asks for."""
    return read_source(key=key, at=timezone.now())


def read_feeds(at: datetime) -> int:
    """Read the feeds that are due, a handful at a tick: the house has other work."""
    return read_due(at=at)


def tell_watchers(at: datetime) -> int:
    """Plan the digests of the morning."""
    return send_digests(at=at)
