"""What the network says: statements and their versions, quotes, reported mistakes, posters."""

from .posters import Poster, PosterVersion
from .quotes import Quote
from .reports import StatementReport
from .statements import Signature, Statement, StatementReading, StatementVersion

__all__ = [
    "Poster",
    "PosterVersion",
    "Quote",
    "Signature",
    "Statement",
    "StatementReading",
    "StatementReport",
    "StatementVersion",
]
