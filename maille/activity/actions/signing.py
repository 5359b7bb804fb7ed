"""Signatures: one made on a screen, or a whole paper sheet typed back; typed twice, it is the same sheet."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from maille.activity import access
from maille.activity.load import attendances_of, half_days_of
from maille.activity.models import Attendance, Signature
from maille.activity.models.presence import State
from maille.core import journal
from maille.core.refusals import Refused
from maille.language.words import fold
from maille.workshops.models import Registration, Session
from maille.workshops.rules.signup import readable_name

from .ticking import WHO, locked_sheet, note_presence

TRAINER = "trainer"
"""The line of who leads the session, among the people of a sheet."""
MOST_WALK_INS = 40
SHORTEST_WORDS, LONGEST_WORDS = 10, 300


@dataclass(frozen=True, slots=True)
class Typed:
    """What typing a sheet back has changed: signatures new and taken back, people who were not on the list."""

    added: int
    removed: int
    walked_in: int

    @property
    def is_same(self) -> bool:
        return not (self.added or self.removed or self.walked_in)


@transaction.atomic
def sign(
    *,
    session: Session,
    half_day: str,
    by: Any,
    at: datetime,
    registration: Registration | None = None,
    how: str = Signature.How.SCREEN,
) -> Signature:
    """Sign for a half-day: a registered person, who is then there, or without one the trainer. Again changes nothing.

    `by` is the account that holds the screen; None for the person's own secret link.
    """
    _check(by, session)
    _known_half_day(session, half_day)
    if at < session.starts_at:
        raise Refused(_("La séance n’a pas commencé\u00a0: on signe une fois sur place."))
    locked_sheet(session)
    attendance = _present(session, f"r{registration.pk}", by, at) if registration else None
    known = Signature.objects.filter(session=session, attendance=attendance, half_day=half_day).first()
    return known or _sign(session, attendance, half_day, how, by, at)


@transaction.atomic
def confirm(
    *, session: Session, registration: Registration, half_days: Sequence[str], was_there: bool, words: str,
    by: Any, at: datetime,
) -> list[Signature]:  # fmt: skip
    """Say in writing, for somebody who was noted there and did not sign, whether they were there on those half-days.

    For who led the session, once it is over; the words are kept in the journal. What is signed stays signed.
    """
    words = " ".join(words.split())[:LONGEST_WORDS]
    if by is None or not session.session_mediators.filter(mediator=by).exists():
        raise Refused(_("Seule la personne qui a animé la séance le confirme\u00a0: demandez-le-lui."))
    if at < session.ends_at:
        raise Refused(_("La séance n’est pas finie\u00a0: faites signer sur place."))
    if len(words) < SHORTEST_WORDS:
        raise Refused(
            _("Écrivez ce que vous avez vu, en une phrase\u00a0: elle tient lieu de signature."), field="words"
        )
    for code in half_days:
        _known_half_day(session, code)
    locked_sheet(session)
    there = attendances_of(session).present().filter(registration=registration).first()
    if there is None:
        raise Refused(_("Cette personne n’est pas notée présente\u00a0: il n’y a rien à confirmer."))
    signed = set(Signature.objects.filter(attendance=there).values_list("half_day", flat=True))
    how = Signature.How.WORD if was_there else Signature.How.AWAY
    new = [code for code in dict.fromkeys(half_days) if code not in signed]
    return [_sign(session, there, code, how, by, at, words) for code in new]


@transaction.atomic
def type_signatures(
    *,
    session: Session,
    ticked: Mapping[str, Sequence[str]],
    shown: Mapping[str, Sequence[str]],
    walk_ins: Sequence[tuple[str, Sequence[str]]],
    by: Any,
    at: datetime,
) -> Typed:
    """Type a paper sheet back. `ticked` gives, for each person ("r12", "w…", "trainer"), the half-days signed.

    `shown` is what the page had ticked already: only that can be taken back, and only what was signed on paper, so that
    two people who type the same sheet lose nothing of each other. Whoever signed was there. Of `walk_ins`, a name that
    is on the list already is that person.
    """
    _check(by, session)
    if at < session.starts_at:
        raise Refused(_("La séance n’a pas commencé\u00a0: la feuille signée se saisit ensuite."))
    for code in {code for codes in [*ticked.values(), *(codes for _name, codes in walk_ins)] for code in codes}:
        _known_half_day(session, code)
    locked_sheet(session)
    signed = {who: list(codes) for who, codes in ticked.items()}
    walked_in = _with_walk_ins(session, signed, walk_ins, by, at)
    held = {(_who(one), one.half_day): one for one in _signatures(session)}
    added = _add(session, signed, held, by, at)
    removed = _take_back(session, signed, shown, held, by)
    return Typed(added, removed, walked_in)


def _with_walk_ins(
    session: Session, ticked: dict[str, list[str]], walk_ins: Sequence[tuple[str, Sequence[str]]], by: Any, at: datetime
) -> int:
    """Give each written line its person: one on the list under that name, else somebody who walked in."""
    known = {fold(one.shown_name): one.key for one in attendances_of(session) if one.shown_name}
    for one in Registration.objects.of_session(session).active().select_related("resident"):
        known.setdefault(fold(one.resident.name), f"r{one.pk}")
    new = 0
    for text, codes in walk_ins[:MOST_WALK_INS]:
        name = readable_name(text)
        if not name:
            if codes:
                raise Refused(_("Écrivez le nom de la personne qui a signé, ou décochez sa ligne."), field="walk_ins")
            continue
        who = known.get(fold(name))
        if who is None:
            who = f"w{uuid.uuid4().hex}"
            note_presence(session=session, who=who, state=State.PRESENT, name=name, by=by, at=at)
            known[fold(name)] = who
            new += 1
        ticked[who] = [*ticked.get(who, []), *codes]
    return new


def _add(
    session: Session, ticked: Mapping[str, Sequence[str]], held: Mapping[Any, Signature], by: Any, at: datetime
) -> int:
    added = 0
    for who, codes in ticked.items():
        new = [code for code in dict.fromkeys(codes) if (who, code) not in held]
        attendance = None if who == TRAINER or not new else _present(session, who, by, at)
        for code in new:
            _sign(session, attendance, code, Signature.How.PAPER, by, at)
        added += len(new)
    return added


def _take_back(
    session: Session,
    ticked: Mapping[str, Sequence[str]],
    shown: Mapping[str, Sequence[str]],
    held: Mapping[Any, Signature],
    by: Any,
) -> int:
    gone = [
        held[who, code]
        for who, codes in shown.items()
        for code in codes
        if code not in ticked.get(who, ()) and (who, code) in held and held[who, code].how == Signature.How.PAPER
    ]
    for one in gone:
        journal.record("activity.signature_taken_back", one, by=by, network_id=session.network_id)
        one.delete()
    return len(gone)


def _signatures(session: Session) -> "list[Signature]":
    return list(Signature.objects.filter(session=session).select_related("attendance__registration__resident"))


def _who(signature: Signature) -> str:
    return signature.attendance.key if signature.attendance else TRAINER


def _present(session: Session, who: str, by: Any, at: datetime) -> Attendance:
    """The presence of who signs: noted present if anything else was said of them."""
    known = attendances_of(session).filter(key=who).first() if WHO.fullmatch(who) else None
    if known and known.state == State.PRESENT:
        return known
    saw = known.state if known else State.EXPECTED
    return note_presence(session=session, who=who, state=State.PRESENT, saw=saw, by=by, at=at)


def _sign(
    session: Session, attendance: Attendance | None, half_day: str, how: str, by: Any, at: datetime, words: str = ""
) -> Signature:
    made = Signature.objects.create(
        session=session, attendance=attendance, half_day=half_day, how=how, at=at, by=by if by else None
    )
    if words:
        said = {"how": made.get_how_display(), "words": words}
        journal.record("activity.confirmed", made, by=by, after=said, network_id=session.network_id)
    else:
        journal.record("activity.signed", made, by=by, network_id=session.network_id)
    return made


def _known_half_day(session: Session, code: str) -> None:
    if code not in {part.code for part in half_days_of(session)}:
        raise Refused(
            _("La séance a été déplacée depuis l’impression de la feuille\u00a0: rechargez la page et recommencez.")
        )


def _check(by: Any, session: Session) -> None:
    if not access.can_note_presence(by, session):
        raise Refused(_("Seule l’équipe de ce lieu saisit les signatures."))
    if session.state == Session.State.CANCELLED:
        raise Refused(_("Cette séance est annulée\u00a0: personne n’a rien à y signer."))
