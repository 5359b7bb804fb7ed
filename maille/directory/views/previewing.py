"""What the first lines of a file become, before the reading is settled."""

from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.utils.text import capfirst

from maille.directory.actions.importing.checking import staged
from maille.directory.actions.importing.known import all_communes
from maille.directory.actions.importing.lines import to_show
from maille.directory.actions.importing.proposing import document_of, mapping_from, proposal_of, sheet_of
from maille.directory.mapping.lines import read_lines
from maille.directory.models import Import
from maille.territory.gazetteer import Gazetteer
from maille.territory.models import Commune, Place

from .lines import Shown, in_words, shown

LINES = 20
LEFT_OUT = {"name", "address", "postal_code", "commune", "latitude", "longitude"}


@dataclass(frozen=True)
class Previewed:
    """A line: the place as it will be, field by field, or why there will be none."""

    shown: Shown
    commune: str
    facts: list[tuple[str, str]]


def preview_of(of_import: Import, by: Any) -> list[Previewed]:
    """The first lines, read as proposed; nothing is written."""
    sheet = sheet_of(of_import)
    document = document_of(of_import, proposal_of(of_import, sheet))
    mapping = mapping_from(document, of_import.source)
    read = list(read_lines(mapping, islice(sheet.rows, LINES), Gazetteer.load()))
    lines = staged(read, of_import, all_communes(), by)
    names = dict(
        Commune.objects.filter(pk__in={line.values.get("commune") for line in lines}).values_list("pk", "name")
    )
    return [
        Previewed(shown(to_show(line, of_import)), names.get(line.values.get("commune"), ""), _facts(line.values))
        for line in lines
    ]


def _facts(values: dict[str, Any]) -> list[tuple[str, str]]:
    told = {name: value for name, value in values.items() if name not in LEFT_OUT}
    return [(capfirst(str(Place._meta.get_field(name).verbose_name)), in_words(name, told[name])) for name in told]
