"""Everything that is written of statements."""

from .publishing import publish, publish_change, record_reading
from .writing import add_quote, change_quote_state, create_statement, drop_signature, save_draft, sign

__all__ = [
    "add_quote",
    "change_quote_state",
    "create_statement",
    "drop_signature",
    "publish",
    "publish_change",
    "record_reading",
    "save_draft",
    "sign",
]
