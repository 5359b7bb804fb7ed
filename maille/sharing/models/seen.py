"""Who sees what belongs to a network and to no place of it: everybody who has a role there."""

from typing import Any, Self

from django.db import models

from maille.people.access import network_ids_of


class OfNetworkQuerySet[Row: models.Model](models.QuerySet[Row]):
    """Rows with a `network`: its people see them all, neighbours included."""

    def visible_to(self, user: Any) -> Self:
        if not user.is_authenticated:
            return self.none()
        return self.all() if user.is_superuser else self.filter(network__in=network_ids_of(user))


class InUseQuerySet[Row: models.Model](OfNetworkQuerySet[Row]):
    """Rows that are put aside one day (`archived_at`), and never taken out."""

    def in_use(self) -> Self:
        return self.filter(archived_at__isnull=True)
