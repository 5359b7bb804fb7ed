"""Read a mapping from its file (TOML): those that come with Maille, or one of your own."""

import tomllib
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from .document import LISTS, load_mapping_document
from .rules import Mapping, MappingError
from .text import quoted

__all__ = ["LISTS", "load_mapping", "load_packaged_mapping", "packaged_document", "packaged_mappings"]


STANDARD_MAPPINGS = ("standard-v0", "standard-v1")
"""How any file at the national standard is read, whoever publishes it: these describe no source of their own."""


def packaged_mappings() -> tuple[str, ...]:
    """The names of the sources that come with Maille, in alphabetical order."""
    names = (entry.name.removesuffix(".toml") for entry in _sources().iterdir() if entry.name.endswith(".toml"))
    return tuple(sorted(name for name in names if name not in STANDARD_MAPPINGS))


def load_packaged_mapping(name: str) -> Mapping:
    """A mapping that comes with Maille; `packaged_mappings()` lists their names."""
    return load_mapping_document(packaged_document(name), f"{name}.toml")


def packaged_document(name: str) -> dict[str, Any]:
    """A mapping that comes with Maille, as the plain document its file holds."""
    if name not in (*packaged_mappings(), *STANDARD_MAPPINGS):
        raise MappingError(
            f"Aucune source livrée ne s’appelle {quoted(name)}\u00a0; il y a\u00a0: {', '.join(packaged_mappings())}."
        )
    return _read(_sources() / f"{name}.toml")


def load_mapping(path: Path | Traversable) -> Mapping:
    """Read and check a mapping file; raise MappingError naming the file, the place in it and the remedy."""
    return load_mapping_document(_read(path), path.name)


def _read(path: Path | Traversable) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8"))
    except UnicodeDecodeError as error:
        raise MappingError(f"{path.name}\u00a0: enregistrez ce fichier en UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise MappingError(f"{path.name}\u00a0: ce n’est pas du TOML lisible ({error}).") from error


def _sources() -> Traversable:
    return files("maille.directory") / "sources"
