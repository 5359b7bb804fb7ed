"""Who may have their own agenda read elsewhere."""

from maille.people.access import network_ids_of
from maille.people.models import User


def can_follow(user: User) -> bool:
    """Whoever works here today: a secret address stops with the last role, as it does with the account."""
    return user.is_active and (user.is_superuser or bool(network_ids_of(user)))
