"""Everything that is written of statements and posters."""

from .posters import change_poster, make_poster
from .publishing import publish, publish_change, record_reading
from .reports import erase_report_addresses, reject_report, report_mistake, take_report
from .writing import add_quote, change_quote_state, create_statement, drop_signature, save_draft, sign

__all__ = [
    "add_quote",
    "change_poster",
    "change_quote_state",
    "create_statement",
    "drop_signature",
    "erase_report_addresses",
    "make_poster",
    "publish",
    "publish_change",
    "record_reading",
    "reject_report",
    "report_mistake",
    "save_draft",
    "sign",
    "take_report",
]
