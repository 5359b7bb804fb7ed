"""How much of a file is read: beyond, it is an accident or an attack, and a sentence says so."""

LARGEST_FILE = 50 * 1024 * 1024
"""Bytes of a file; the 4,930 places of a national source weigh 6 MB."""

MOST_INFLATED = 256 * 1024 * 1024
"""Bytes a workbook may become once its parts are inflated."""

MOST_INFLATED_TIMES = 250
"""How many times larger a part of a workbook may become; real sheets stay under 60."""

MOST_PARTS = 2_000
"""Parts of a workbook; a real one has a dozen, and two for each sheet."""

MOST_CELLS = 3_000_000
"""Cells of a sheet, from its first to its last one, empty ones included."""

MOST_COLUMNS = 1_000
"""Columns of a table; the national standard has 32."""

LONGEST_CELL = 100_000
"""Characters of a cell; a spreadsheet's own limit is 32,767."""

LONGEST_ITEM = 8 * 1024 * 1024
"""Characters of one item of a JSON list."""

MOST_LINES_IN_A_CELL = 200
"""Lines of a quoted cell, after which its closing quote is taken as forgotten."""
