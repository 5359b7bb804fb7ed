"""A file imported in one go: for the command line, the installation and the demonstration."""

from datetime import datetime
from typing import Any

from maille.core.refusals import Refused
from maille.directory.models import Import
from maille.territory.models import Network

from .applying import apply_import
from .checking import Progress, check_import, silent
from .drafts import forget, start_import


def try_places(
    *,
    source: str,
    data: bytes,
    file_name: str,
    network: Network | None,
    by: Any,
    at: datetime,
    mapping_name: str = "",
    document: dict[str, Any] | None = None,
    sheet: str = "",
    progress: Progress = silent,
) -> Import:
    """Say what each line of a file would become, and write nothing else.

    It is read by the mapping that is named, by the `document` of one, or as a file at the national standard.
    A file that cannot be read leaves no import behind.
    """
    started = start_import(
        data=data, file_name=file_name, network=network, by=by, at=at,
        source=source, mapping=mapping_name, document=document, sheet=sheet,
    )  # fmt: skip
    try:
        return check_import(of_import=started, by=by, progress=progress)
    except Refused:
        forget(started)
        raise


def import_places(
    *,
    mapping_name: str,
    data: bytes,
    file_name: str,
    network: Network | None,
    by: Any,
    at: datetime,
    progress: Progress = silent,
) -> Import:
    """Read a source file through its mapping; every line becomes a place or is refused with its reason.

    Idempotent: a place is known by its source and its identifier there, and an unchanged line changes nothing.
    """
    tried = try_places(
        source=mapping_name, mapping_name=mapping_name, data=data, file_name=file_name, network=network,
        by=by, at=at, progress=progress,
    )  # fmt: skip
    return apply_import(of_import=tried, by=by, at=at, progress=progress)
