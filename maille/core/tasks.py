"""What the clock asks of the house itself."""

from datetime import datetime

from .erasure import erasers


def erase_what_is_old(at: datetime) -> int:
    """Empty the personal content that has served its time, batch after batch; give how many things were emptied."""
    total = 0
    for erase in erasers():
        while count := erase(at=at, by=None):
            total += count
    return total
