"""Publishing a statement, and every change to it under its word: versions are added, never changed."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maille.communication.models import Statement, StatementReading, StatementVersion
from maille.communication.rules import statements as rules
from maille.core import journal
from maille.core.refusals import Refused

from .reports import close_taken
from .rights import check_right
from .writing import locked


@transaction.atomic
def publish(*, statement: Statement, by: Any, at: datetime, dated_on: date | None = None) -> StatementVersion:
    """Publish the draft as version 1. `dated_on` is for what was first published elsewhere, by the system alone."""
    check_right(by, statement.network)
    statement = locked(statement)
    if statement.current is not None:
        raise _refused(rules.SAYS("first"))
    return _add(statement, rules.PUBLICATION, "", by=by, at=at, dated_on=dated_on)


@transaction.atomic
def publish_change(
    *, statement: Statement, kind: str, note: str = "", by: Any, at: datetime, dated_on: date | None = None
) -> StatementVersion:
    """Publish the draft as a new version, under the word of its kind; refused when the change is not what it says."""
    check_right(by, statement.network)
    statement = locked(statement)
    current = statement.current
    if current is None:
        raise Refused(_("Ce texte n’est pas encore publié\u00a0: publiez-le d’abord."))
    if kind == rules.WITHDRAWAL:
        statement.title, statement.body = current.title, current.body
    refusal = rules.why_not(
        kind,
        note=note,
        before=f"{current.title}\n{current.body}",
        after=f"{statement.title}\n{statement.body}",
        is_withdrawn=statement.is_withdrawn,
    )
    if refusal:
        raise _refused(refusal, "note" if refusal.code == "statements.note" else "kind")
    version = _add(statement, kind, note, by=by, at=at, dated_on=dated_on)
    close_taken(version, by=by, at=at)
    return version


def _add(
    statement: Statement, kind: str, note: str, *, by: Any, at: datetime, dated_on: date | None
) -> StatementVersion:
    if by is not None and dated_on is not None:
        raise Refused(_("La date d’une version est celle du jour\u00a0: elle ne se choisit pas."))
    before, note = statement.current, note.replace("\r\n", "\n").strip()
    version = StatementVersion(
        statement=statement,
        number=before.number + 1 if before else 1,
        kind=kind,
        note=note,
        title=statement.title,
        body=statement.body,
        signatories=[str(one.organisation) for one in statement.signatures.select_related("organisation")],
        left=statement.left,
        published_at=at,
        published_by=by,
        dated_on=dated_on,
    )
    version.seal = version.seal_after(before.seal if before else "")
    version.save(force_insert=True)
    statement.current = version
    statement.save(update_fields=["current", "title", "body"])
    said = {"communication.statementversion.number": version.number, "communication.statementversion.kind": kind}
    journal.record("communication.published", statement, by=by, after=said, network_id=statement.network_id)
    return version


@transaction.atomic
def record_reading(*, version: StatementVersion, readers: str, read_on: date, by: Any) -> StatementReading:
    """Note that people the text is meant for have read a version."""
    check_right(by, version.statement.network)
    if not readers.strip():
        raise Refused(_("Dites qui a relu le texte."), field="relu_par")
    if read_on > timezone.localdate():
        raise Refused(_("Ce jour n’est pas encore venu\u00a0: écrivez le jour de la relecture."), field="relu_le")
    reading = StatementReading.objects.create(version=version, readers=readers.strip(), read_on=read_on)
    said = {"communication.statementreading.readers": reading.readers}
    statement = version.statement
    journal.record("communication.read_by", statement, by=by, after=said, network_id=statement.network_id)
    return reading


def _refused(phrase: Any, field: str | None = None) -> Refused:
    return Refused(phrase.in_(get_language() or "fr"), field=field)
