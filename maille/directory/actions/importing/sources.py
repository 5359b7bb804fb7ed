"""The sources a network can read: those that come with Maille, then those it saved; found by name or by columns."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from maille.core.refusals import Refused
from maille.directory.files import Table
from maille.directory.mapping import (
    Mapping,
    Saved,
    columns_signature,
    load_mapping_document,
    load_packaged_mapping,
    packaged_document,
    packaged_mappings,
)
from maille.directory.mapping.load import STANDARD_MAPPINGS
from maille.directory.models import SavedMapping
from maille.directory.sheets import REASON
from maille.directory.standard import detect_version
from maille.directory.standard.schema import V0
from maille.territory.models import Network

MOSTLY = 0.5
"""A saved reading made for other columns is recognised when it reads at least this share of those of the file."""


def known_sources(network: Network | None) -> list[tuple[str, str]]:
    """The name and the title of each source that can be chosen."""
    saved = SavedMapping.objects.filter(network=network).order_by("title", "name").values_list("name", "title")
    return [*saved, *((name, load_packaged_mapping(name).source.title) for name in packaged_mappings())]


def saved_document(name: str, network: Network | None) -> dict[str, Any]:
    """The description a network saved under this name; empty when it saved none, or when the name is Maille's own."""
    if not name or name in (*packaged_mappings(), *STANDARD_MAPPINGS):
        return {}
    found = SavedMapping.objects.filter(network=network, name=name).first()
    return dict(found.document) if found else {}


def mapping_named(name: str, network: Network | None) -> Mapping:
    """The mapping of this name: Maille's own, else the network's; refused in a sentence when there is none."""
    if name in (*packaged_mappings(), *STANDARD_MAPPINGS):
        return load_packaged_mapping(name)
    if document := saved_document(name, network):
        return load_mapping_document(document, name)
    raise Refused(_("Dites d’abord comment lire ce fichier\u00a0: quelle colonne dit quoi."), field="source")


def columns_of(table: Table) -> tuple[str, ...]:
    """The columns of a file, without the one that says why its lines were refused last time."""
    return tuple(column for column in table.columns if column != REASON)


def saved_readings(network: Network | None) -> list[Saved]:
    """What the network saved, as the pure core knows it, the latest last."""
    saved = SavedMapping.objects.filter(network=network).order_by("saved_at", "pk")
    return [Saved(one.name, one.document, one.signature) for one in saved]


def known_readings(network: Network | None) -> list[Saved]:
    """Everything that tells what words mean: Maille's own descriptions, then the network's, which win."""
    return [Saved(name, packaged_document(name)) for name in packaged_mappings()] + saved_readings(network)


def recognised(columns: Sequence[str], network: Network | None) -> str:
    """The name of what reads a file with these columns, empty when nothing known does.

    The network's own reading of exactly these columns comes first; then the national standard, which any publisher may
    follow and which says more than a likeness; then a source that comes with Maille, and a reading that nearly fits.
    """
    saved = saved_readings(network)
    signature = columns_signature(columns)
    if exact := next((one.name for one in reversed(saved) if one.signature == signature), ""):
        return exact
    if version := detect_version(set(columns)):
        return "standard-v0" if version == V0 else "standard-v1"
    packaged = {name: load_packaged_mapping(name).columns() for name in packaged_mappings()}
    ours = {one.name: load_mapping_document(dict(one.document), one.name).columns() for one in saved}
    ours = {name: read for name, read in ours.items() if len(read) >= MOSTLY * len(columns)}
    fitting = {name: read for name, read in (packaged | ours).items() if set(read) <= set(columns)}
    return max(fitting, key=lambda name: len(fitting[name]), default="")
