"""Any file at the national standard as a source, under the name its publisher is given."""

from collections.abc import Iterable
from dataclasses import replace

from maille.directory.standard.schema import V0, detect_version

from .load import load_packaged_mapping
from .rules import Mapping

ESSENTIAL = ("name", "commune_name", "postal_code")
"""Fields without which nothing is a place: the file must have their columns."""


def standard_mapping(columns: Iterable[str], *, name: str, title: str = "") -> Mapping | None:
    """The mapping of a table that follows the standard, whatever optional column it lacks; None when it does not."""
    known = set(columns)
    version = detect_version(known)
    if not version:
        return None
    mapping = load_packaged_mapping("standard-v0" if version == V0 else "standard-v1")
    fields = {
        field: replace(rule, columns=tuple(column for column in rule.columns if column in known or field in ESSENTIAL))
        for field, rule in mapping.fields.items()
    }
    has_position = {"latitude", "longitude"} <= known
    return replace(
        mapping,
        source=replace(mapping.source, name=name, title=title or name, credit=title or name),
        fields={field: rule for field, rule in fields.items() if rule.columns},
        coordinates=mapping.coordinates if has_position else None,
        hours=mapping.hours if "horaires" in known else None,
    )
