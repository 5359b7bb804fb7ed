"""Everything that is written of statements and posters."""

from .posters import change_poster, make_poster
from .publishing import publish, publish_change, record_reading
from .writing import add_quote, change_quote_state, create_statement, drop_signature, save_draft, sign

__all__ = [
    "add_quote",
    "change_poster",
    "change_quote_state",
    "create_statement",
    "drop_signature",
    "make_poster",
    "publish",
    "publish_change",
    "record_reading",
    "save_draft",
    "sign",
]
