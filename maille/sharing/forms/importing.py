"""A table of units that somebody drops: read into lines, which the page then carries, signed, to the second step."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from maille.core.formulas import unguarded
from maille.core.refusals import Refused
from maille.directory.files import Table, UnreadableFile, read_table
from maille.language.phrases import as_written
from maille.sharing.rules.inventory import Line, columns_of, missing_column

LARGEST = 2 * 1024 * 1024
MOST_LINES = 2000
MOST_SIGNED = 2_000_000
SALT = "sharing.units"
LASTS = 4 * 3600
CUT = 400


@dataclass(frozen=True)
class UnitsFile:
    """What a table says, as it was written: its columns, then each line by its number."""

    columns: list[str]
    rows: list[tuple[int, list[str], str]]

    def lines(self) -> list[Line]:
        """The lines by field; what kept one from being read is said as it was."""
        ranks = {told: self.columns.index(title) for told, title in columns_of(self.columns).items()}
        return [
            Line(
                number,
                {told: _tidy(cells[rank]) for told, rank in ranks.items()},
                as_written(problem) if problem else None,
            )
            for number, cells, problem in self.rows
        ]

    def signed(self) -> str:
        """What the page sends back to be written: nobody changes it on the way."""
        return signing.dumps([self.columns, self.rows], salt=SALT, compress=True)


def _tidy(cell: str) -> str:
    return " ".join(unguarded(cell).split())


def file_of(signed: str) -> UnitsFile:
    """The file of a page that was shown."""
    try:
        columns, rows = signing.loads(signed, salt=SALT, max_age=LASTS)
    except signing.BadSignature as changed:
        raise Refused(_("Cette page est trop ancienne\u00a0: déposez de nouveau le fichier.")) from changed
    return UnitsFile(columns, [(number, cells, problem) for number, cells, problem in rows])


class UnitsFileForm(forms.Form):
    """The table: CSV, XLSX, ODS, whatever its encoding and separator."""

    file = forms.FileField(
        label=gettext_lazy("Fichier"),
        help_text=gettext_lazy("Un tableau CSV, XLSX ou ODS\u00a0: 2\u00a0Mo et 2\u00a0000 lignes au plus."),
        error_messages={
            "required": gettext_lazy("Choisissez un fichier."),
            "empty": gettext_lazy("Ce fichier est vide."),
        },
    )
    read: UnitsFile

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("Ce fichier dépasse 2\u00a0Mo\u00a0: coupez-le en plusieurs."))
        language = get_language() or "fr"
        try:
            table = read_table(file.read(), name=file.name)
            if table.format in ("json", "geojson"):
                raise forms.ValidationError(_("Enregistrez cette liste en tableau, CSV ou XLSX."))
            if lacks := missing_column(columns_of(table.columns)):
                raise forms.ValidationError(lacks.in_(language))
            self.read = _file(table, language)
        except UnreadableFile as unread:
            raise forms.ValidationError(unread.sentence(language)) from unread
        if len(self.read.signed()) > MOST_SIGNED:
            raise forms.ValidationError(_("Ce fichier en dit trop à la fois\u00a0: coupez-le en plusieurs."))
        return file


def _file(table: Table, language: str) -> UnitsFile:
    rows: list[tuple[int, list[str], str]] = []
    for row in table.rows():
        if len(rows) == MOST_LINES:
            raise forms.ValidationError(
                _("Ce fichier a plus de %(most)s lignes\u00a0: coupez-le en plusieurs.") % {"most": MOST_LINES}
            )
        cells = [_text(row.cells.get(column)) for column in table.columns]
        if any(cells) or row.problem:
            rows.append((row.line_number, cells, row.problem.in_(language) if row.problem else ""))
    if not rows:
        raise forms.ValidationError(_("Ce tableau n’a que sa première ligne\u00a0: écrivez un objet par ligne."))
    return UnitsFile(list(table.columns), rows)


def _text(value: object) -> str:
    return ("" if value is None else str(value)).strip()[:CUT]
