"""What the clock of the house asks for the companies."""

from datetime import datetime

from .actions import tell_changes as tell


def tell_changes(*, at: datetime) -> None:
    """Tell companies which of their dates the network has moved or cancelled."""
    tell(by=None, at=at)
