"""Any table file in, safe table files out. Pure: no Django, clock, database or network.

table = read_table(Path("lieux.xlsx"))
table.columns, table.format, table.remarks
for row in table.rows(): ...
"""

from .phrases import SheetNotChosen, UnreadableFile
from .read import read_table
from .table import Table

__all__ = ["SheetNotChosen", "Table", "UnreadableFile", "read_table"]
