"""What the clock of the house asks of the workshops."""

from datetime import datetime

from .actions import follow_conditions as follow


def follow_conditions(*, at: datetime) -> None:
    """Count again the seats of the sessions whose computers broke or were mended."""
    follow(by=None, at=at)
