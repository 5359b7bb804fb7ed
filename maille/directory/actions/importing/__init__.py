"""A file's way into the directory: prepared, tried, done, and undone when it was a mistake."""

from .applying import apply_import
from .checking import check_import
from .drafts import drop_import, forget, same_file_before, start_import, start_job
from .undoing import undo_import
from .whole import import_places, try_places

__all__ = [
    "apply_import",
    "check_import",
    "drop_import",
    "forget",
    "import_places",
    "same_file_before",
    "start_import",
    "start_job",
    "try_places",
    "undo_import",
]
