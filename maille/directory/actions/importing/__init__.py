"""A file's way into the directory: prepared, tried, done, and undone when it was a mistake."""

from .applying import apply_import
from .checking import check_import
from .drafts import drop_import, forget, same_file_before, start_import, start_job
from .guiding import choose_columns, choose_words, describe_source, look_at_file, read_otherwise, settle_reading
from .readings import remove_reading, rename_reading
from .sources import known_sources
from .undoing import undo_import
from .whole import import_places, try_places

__all__ = [
    "apply_import",
    "check_import",
    "choose_columns",
    "choose_words",
    "describe_source",
    "drop_import",
    "forget",
    "import_places",
    "known_sources",
    "look_at_file",
    "read_otherwise",
    "remove_reading",
    "rename_reading",
    "same_file_before",
    "settle_reading",
    "start_import",
    "start_job",
    "try_places",
    "undo_import",
]
