"""The search registry: who rewrites the search rows of an object when it changes.

A lower capability says "this changed" without knowing who searches it; the one that searches registers itself in
its `AppConfig.ready()`.
"""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import Model

Indexer = Callable[[Sequence[Any]], None]

_indexers: dict[type[Model], list[Indexer]] = {}


def register(model: type[Model], indexer: Indexer) -> None:
    """Ask to be given the objects of this model after each write, inside the same transaction."""
    _indexers.setdefault(model, []).append(indexer)


def refresh(objects: Sequence[Model]) -> None:
    """Rewrite the search rows of these objects, all of one model."""
    if objects:
        for indexer in _indexers.get(type(objects[0]), ()):
            indexer(objects)
