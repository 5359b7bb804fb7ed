"""Plain French: what makes a text hard to read, passage by passage, and how to say it. Pure Python, no Django.

from maille.language import clarity
sheet = clarity.check("Les usagers sont invités à procéder à leur inscription.")
print(*(finding.said for finding in sheet.findings), sheet.measures.lix)
"""

from .check import NOTICE, PLAIN, SIMPLE, TEXT, Sheet, check
from .findings import Finding, Limits
from .measures import Measures, measure

__all__ = ["NOTICE", "PLAIN", "SIMPLE", "TEXT", "Finding", "Limits", "Measures", "Sheet", "check", "measure"]
