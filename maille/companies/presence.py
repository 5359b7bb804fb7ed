"""What `activity` knows of the people of a company: who was there, who has signed what, and what is missing."""

from dataclasses import dataclass

from maille.activity.load import attendances_of, half_days_of, signatures_missing, time_followed
from maille.activity.models import Attendance, Signature
from maille.activity.rules.half_days import HalfDay
from maille.companies import saying
from maille.companies.load import Shown, lasts
from maille.companies.models import Trainee
from maille.companies.rules.papers import Followed, MissingSignature, hours_planned, in_order
from maille.workshops.models import Session

Marks = dict[tuple[int | None, str], str]
"""How each half-day was signed, by the key of a presence (None: the trainer) and the code of the half-day."""


@dataclass(frozen=True)
class Cell:
    """One half-day that somebody signs for: its code, its words, how it was signed (nothing: not yet)."""

    code: str
    words: str
    how: str = ""

    @property
    def is_signed(self) -> bool:
        return bool(self.how)

    @property
    def is_away(self) -> bool:
        return self.how == Signature.How.AWAY

    @property
    def is_by_word(self) -> bool:
        return self.how == Signature.How.WORD


@dataclass(frozen=True)
class Row:
    """One person of the sheet of a session, or the trainer: which half-days are signed."""

    trainee: Trainee | None
    name: str
    is_absent: bool
    cells: tuple[Cell, ...]
    is_present: bool = False

    @property
    def to_confirm(self) -> list[Cell]:
        """The half-days that somebody who was there has not signed."""
        return [cell for cell in self.cells if not cell.is_signed] if self.is_present else []

    @property
    def may_be_away(self) -> bool:
        """Whether one may still say that this person did not come: not once they have signed."""
        return self.trainee is not None and not self.is_absent and not any(cell.is_signed for cell in self.cells)


@dataclass(frozen=True)
class SignedSheet:
    """The sheet of one session, half-day by half-day."""

    session: Session
    rows: list[Row]

    @property
    def is_complete(self) -> bool:
        return all(row.is_absent or all(cell.is_signed for cell in row.cells) for row in self.rows)


def held_sessions(found: Shown) -> list[Session]:
    return [one.session for one in found.dates if one.session and not one.is_cancelled]


def sheet_of(found: Shown, session: Session, trainer: str) -> SignedSheet:
    """Who has signed what of a session: the people of the company, then the trainer."""
    halves = half_days_of(session)
    there = {one.registration_id: one for one in attendances_of(session) if one.registration_id}
    signed = Signature.objects.filter(session=session).values_list("attendance", "half_day", "how")
    marks: Marks = {(attendance, half): how for attendance, half, how in signed}
    rows = []
    for trainee in found.trainees:
        if trainee.registration_id is None:
            continue
        attendance = there.get(trainee.registration_id)
        cells = _cells(halves, marks, attendance.pk if attendance else 0)
        is_present = attendance is not None and attendance.state == "present"
        rows.append(Row(trainee, trainee.name, _is_away(attendance), cells, is_present))
    rows.append(Row(None, trainer, False, _cells(halves, marks, None)))
    return SignedSheet(session, rows)


def _cells(halves: tuple[HalfDay, ...], marks: Marks, key: int | None) -> tuple[Cell, ...]:
    return tuple(Cell(half.code, saying.half(half.part.value), marks.get((key, half.code), "")) for half in halves)


def _is_away(attendance: Attendance | None) -> bool:
    return attendance is not None and attendance.state not in ("present", "expected")


def followed_by(found: Shown) -> dict[int, Followed]:
    """For each person seated, by their key: minutes planned, and minutes signed for or confirmed in writing."""
    planned = hours_planned(lasts(found.dates))
    seated = [one for one in found.trainees if one.registration_id]
    times = time_followed([one.registration for one in seated if one.registration], as_signed=True)
    return {one.pk: Followed(planned, round(times[one.registration_id].total_seconds() / 60)) for one in seated
            if one.registration_id}  # fmt: skip


def missing(found: Shown) -> list[MissingSignature]:
    """The signatures that are still wanted of who was there and of the trainer, day by day."""
    lines = []
    for session in held_sessions(found):
        for one in signatures_missing(session):
            name = str(one.attendance) if one.attendance else ""
            lines.append(MissingSignature(one.half_day.day, one.half_day.part.value, name))
    return in_order(lines)


def unsaid(found: Shown) -> list[tuple[Session, str]]:
    """The people of whom nobody has said whether they came, session by session."""
    lines = []
    for session in held_sessions(found):
        rows = attendances_of(session).exclude(state="expected").values_list("registration", flat=True)
        known = set(rows)
        lines += [
            (session, one.name) for one in found.trainees if one.registration_id and one.registration_id not in known
        ]
    return lines
