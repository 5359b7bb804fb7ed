"""A file of leaves: read, each line given to its person, what is wrong said with its line and the remedy."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core import signing
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from maille.core.refusals import Refused
from maille.directory.files import UnreadableFile, read_table
from maille.people.models import User
from maille.sharing.actions.absences import LONGEST
from maille.sharing.actions.leaves import AskedLeave, KnownLeaves
from maille.sharing.models import Absence
from maille.sharing.rules.leaves import (
    Leave,
    Problem,
    Read,
    columns_of,
    is_calendar,
    plain,
    read_calendar,
    read_rows,
)

LARGEST = 1024 * 1024
SALT = "sharing.leaves"
LASTS = timedelta(hours=2)
"""How long a page that shows what was read stays good."""


@dataclass(frozen=True)
class Row:
    """A line of the file that can be noted, or is already; `was` is what it moves, or takes back."""

    leave: AskedLeave
    is_known: bool = False
    was: Absence | None = None


@dataclass
class Preview:
    """What a file would write, what it says that is written already or over, and what is wrong with it."""

    rows: list[Row] = field(default_factory=list)
    over: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def new(self) -> list[Row]:
        return [row for row in self.rows if not row.is_known]

    def signed(self) -> str:
        """What the page sends back to be written: nobody changes it on the way."""
        told = [
            (one.person.pk, one.starts_at.isoformat(), one.ends_at.isoformat(), one.reason[:120], one.key, one.is_off)
            for one in (row.leave for row in self.new)
        ]
        return signing.dumps(told, salt=SALT, compress=True)


def leaves_of(signed: str, people: Iterable[User], kept: set[int]) -> list[AskedLeave]:
    """Those of a shown page that are kept, by their rank in it."""
    try:
        told = signing.loads(signed, salt=SALT, max_age=LASTS)
    except signing.BadSignature as changed:
        raise Refused(_("Cette page est trop ancienne\u00a0: déposez de nouveau le fichier.")) from changed
    known = {one.pk: one for one in people}
    return [
        AskedLeave(known[person], datetime.fromisoformat(first), datetime.fromisoformat(last), *said)
        for rank, (person, first, last, *said) in enumerate(told)
        if rank in kept and person in known
    ]


class LeavesForm(forms.Form):
    """The file; `person` is whose leaves they are when it does not say, `people` those one may write for."""

    file = forms.FileField(
        label=gettext_lazy("Fichier"),
        help_text=gettext_lazy("Un calendrier (.ics), ou un tableau (CSV, XLSX)\u00a0: 1\u00a0Mo au plus."),
        error_messages={
            "required": gettext_lazy("Choisissez un fichier."),
            "empty": gettext_lazy("Ce fichier est vide."),
        },
    )

    def __init__(self, *args: Any, person: User | None, people: Sequence[User], zone: ZoneInfo, at: datetime) -> None:
        super().__init__(*args)
        self.person, self.people, self.zone, self.at = person, people, zone, at
        self.preview = Preview()

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("Ce fichier dépasse 1\u00a0Mo\u00a0: gardez-en les congés seulement."))
        read = self._read(file.read(), file.name)
        self.preview = self._matched(read)
        return file

    def _read(self, data: bytes, name: str) -> Read:
        today = self.at.astimezone(self.zone).date()
        if is_calendar(data):
            if self.person is None:
                raise forms.ValidationError(
                    _("Un calendrier est celui d’une personne\u00a0: déposez-le depuis sa page.")
                )
            return read_calendar(data, self.zone, today, today + LONGEST)
        try:
            table = read_table(data, name=name)
        except UnreadableFile as unreadable:
            raise forms.ValidationError(unreadable.sentence(get_language() or "fr")) from unreadable
        columns = columns_of(table.columns)
        missing = _missing(columns, needs_who=self.person is None)
        if missing:
            raise forms.ValidationError(
                _("Il manque la colonne «\u00a0%(name)s\u00a0»\u00a0: ajoutez-la à la première ligne du tableau.")
                % {"name": missing}
            )
        return read_rows([(row.line_number, row.cells) for row in table.rows()], columns, self.zone)

    def _matched(self, read: Read) -> Preview:
        preview, named = Preview(wrong=[said(one) for one in read.problems]), _named(self.people)
        known, seen = KnownLeaves([one.pk for one in self.people]), set[tuple[Any, ...]]()
        for leave in read.leaves:
            found = self._whose(leave, named)
            if isinstance(found, Problem):
                preview.wrong.append(said(found))
            elif leave.ends_at <= self.at:
                preview.over += 1
            elif leave.ends_at - leave.starts_at > LONGEST:
                preview.wrong.append(said(Problem(leave.line, "too_long")))
            else:
                row = self._row(leave, found, known)
                dates = (found.pk, leave.starts_at, leave.ends_at)
                if row and not leave.is_off:
                    row = replace(row, is_known=row.is_known or dates in seen)
                    seen.add(dates)
                preview.rows += [row] if row else []
        return preview

    def _row(self, leave: Leave, person: User, known: KnownLeaves) -> Row | None:
        """What a leave does to what is written; nothing when it was cancelled before anybody wrote it."""
        reason = leave.reason.strip()[:120]
        asked = AskedLeave(person, leave.starts_at, leave.ends_at, reason, leave.key, leave.is_off)
        was = known.of_event(asked, self.at)
        if leave.is_off:
            return Row(asked, was=was) if was else None
        return Row(asked, is_known=known.same(asked) is not None, was=was)

    def _whose(self, leave: Leave, named: dict[str, list[User]]) -> User | Problem:
        if not leave.who:
            return self.person or Problem(leave.line, "who_missing")
        found = named.get(plain(leave.who), [])
        if len(found) == 1:
            return found[0]
        return Problem(leave.line, "who_twice" if found else "who_unknown", leave.who)


def _missing(columns: dict[str, str], *, needs_who: bool) -> str:
    if needs_who and "who" not in columns:
        return _("courriel")
    if "first" not in columns:
        return _("premier jour")
    return "" if "last" in columns else _("dernier jour")


def _named(people: Iterable[User]) -> dict[str, list[User]]:
    named: dict[str, list[User]] = defaultdict(list)
    for one in people:
        for name in {plain(one.email), plain(one.name)} - {""}:
            named[name].append(one)
    return named


def said(problem: Problem) -> str:
    """What is wrong with a line, and what to do."""
    sentences = {
        "no_start": _("le premier jour manque\u00a0: écrivez-le."),
        "no_end": _("la fin manque\u00a0: écrivez-la."),
        "reversed": _("la fin vient avant le début\u00a0: corrigez l’un des deux."),
        "mixed": _("le début est un jour et la fin une heure\u00a0: écrivez les deux de la même façon."),
        "not_a_date": _("«\u00a0%(value)s\u00a0» n’est pas une date\u00a0: écrivez 21/12/2026."),
        "who_missing": _("personne n’est nommé\u00a0: écrivez le courriel de la personne."),
        "who_unknown": _(
            "«\u00a0%(value)s\u00a0» n’est personne de votre équipe\u00a0: écrivez son courriel, tel qu’il est dans son"
            " compte."
        ),
        "who_twice": _("plusieurs personnes s’appellent «\u00a0%(value)s\u00a0»\u00a0: écrivez le courriel."),
        "too_often": _("cet événement revient plusieurs fois par jour\u00a0: ce n’est pas un congé, enlevez-le."),
        "too_long": _("un congé dure un an au plus\u00a0: corrigez l’une des deux dates."),
        "too_many": _("ce fichier dit plus de mille congés\u00a0: coupez-le en plusieurs."),
        "cut": _("le fichier s’arrête avant la fin\u00a0: exportez-le de nouveau."),
        "broken": _("cette ligne ne se lit pas\u00a0: exportez de nouveau le calendrier, ou enlevez cet événement."),
    }
    words = sentences[problem.code] % {"value": problem.value}
    return _("Ligne %(line)s\u00a0: %(words)s") % {"line": problem.line, "words": words}
