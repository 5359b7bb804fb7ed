"""The national standard "Lieux de médiation numérique": read, judged, brought up to date, written. Pure: no Django.

findings = list(validate(read_table(path)))
row = to_row(record)
"""

from .codec import from_row, to_row
from .file_name import file_name
from .findings import Finding
from .migrate import migrate
from .schema import detect_version, load_schema
from .validate import validate

__all__ = ["Finding", "detect_version", "file_name", "from_row", "load_schema", "migrate", "to_row", "validate"]
