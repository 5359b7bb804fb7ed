"""Which rows something refers to: asked of every table, so that a capability to come is heard without being named."""

from collections.abc import Collection
from typing import Any

from django.apps import apps
from django.db.models import ForeignKey, Model

from maille.core.bulk import rows_among


def columns_that_point_at(model: type[Model]) -> list[ForeignKey[Any, Any]]:
    """Every column of the database that holds keys of this model."""
    tables = apps.get_models(include_auto_created=True)
    columns = [column for table in tables for column in table._meta.concrete_fields]
    return [column for column in columns if isinstance(column, ForeignKey) and column.related_model is model]


def keys_held_by(column: ForeignKey[Any, Any], ids: Collection[int]) -> set[int]:
    """Those of these keys that stand in a column."""
    return {key for (key,) in rows_among(column.model, column.column, ids, [column.column])}
