"""What people say is wrong in a published text, what is made of it, and the word sent back to who left an address."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from maille.communication.models import Statement, StatementReport, StatementVersion
from maille.core import journal
from maille.core.refusals import Refused
from maille.messaging.actions import plan
from maille.messaging.models import Message

from .rights import check_right

State = StatementReport.State
EMAIL_KEPT = timedelta(days=30)
"""How long after the answer an address is kept."""


@transaction.atomic
def report_mistake(
    *, version: StatementVersion, words: str, email: str = "", language: str = "fr", by: Any, at: datetime
) -> StatementReport:
    """Keep what a reader says is wrong for those who write; the journal holds no word of it."""
    if not words.strip():
        raise Refused(_("Dites ce qui est faux\u00a0: une phrase suffit."), field="words")
    report = StatementReport.objects.create(
        version=version, words=words.strip(), email=email, language=language, created_at=at
    )
    _record("communication.mistake_reported", report, by if by is not None and by.is_authenticated else None)
    return report


@transaction.atomic
def take_report(*, report: StatementReport, by: Any) -> StatementReport:
    """Agree that there is something to correct: the draft comes next, and publishing it closes the report."""
    report = _waiting(report, by)
    report.state = State.TAKEN
    report.save(update_fields=["state"])
    _record("communication.report_taken", report, by)
    return report


@transaction.atomic
def reject_report(*, report: StatementReport, answer: str, by: Any, at: datetime) -> StatementReport:
    """Put a report aside and say why to who left an address."""
    report = _waiting(report, by)
    if not answer.strip():
        raise Refused(_("Dites pourquoi\u00a0: la personne le lira."), field="answer")
    report.answer = answer.strip()
    _close(report, State.REJECTED, by, at)
    return report


def close_taken(version: StatementVersion, *, by: Any, at: datetime) -> None:
    """Tell those whose reports a new version answers."""
    rows = StatementReport.objects.taken().filter(version__statement=version.statement)
    for report in rows.select_for_update(of=("self",)).select_related("version__statement__network"):
        _close(report, State.CORRECTED, by, at, corrected=version)


@transaction.atomic
def erase_report_addresses(*, at: datetime, by: Any = None) -> int:
    """Empty the addresses of the reports answered long enough ago; gives how many. The clock asks each night."""
    due = StatementReport.objects.filter(closed_at__lte=at - EMAIL_KEPT).exclude(email="")
    erased = list(due.select_for_update(of=("self",)).select_related("version__statement"))
    StatementReport.objects.filter(pk__in=[one.pk for one in erased]).update(email="")
    for report in erased:
        _record("communication.report_address_erased", report, by)
    return len(erased)


def _waiting(report: StatementReport, by: Any) -> StatementReport:
    rows = StatementReport.objects.select_for_update(of=("self",)).select_related("version__statement__network")
    found = rows.get(pk=report.pk)
    check_right(by, found.version.statement.network)
    if found.state != State.WAITING:
        raise Refused(_("Quelqu’un a déjà répondu à ce signalement\u00a0: rouvrez la liste."))
    return found


def _close(
    report: StatementReport, state: str, by: Any, at: datetime, *, corrected: StatementVersion | None = None
) -> None:
    report.state, report.closed_at, report.closed_by = state, at, by
    report.save(update_fields=["state", "answer", "closed_at", "closed_by"])
    _record(f"communication.report_{state}", report, by)
    if report.email:
        _tell(report, corrected, at)


def _tell(report: StatementReport, corrected: StatementVersion | None, at: datetime) -> None:
    statement = report.version.statement
    with override(report.language):
        said = {
            "title": report.version.title,
            "kind": corrected.get_kind_display() if corrected else "",
            "answer": report.answer,
            "url": settings.SITE_URL + statement.get_absolute_url(),
        }
        subject = _("Votre signalement\u00a0: %(title)s") % said
        body = (
            _("Merci. Le texte «\u00a0%(title)s\u00a0» est corrigé (%(kind)s)\u00a0: %(url)s") % said
            if corrected
            else _("Merci. Le texte «\u00a0%(title)s\u00a0» reste comme il est\u00a0: %(answer)s\n%(url)s") % said
        )
        plan(
            key=f"report:{report.pk}",
            channel=Message.Channel.EMAIL,
            to=report.email,
            name="",
            subject=subject,
            body=body,
            language=report.language,
            send_at=at,
            at=at,
            about=statement,
            network=statement.network,
        )


def _record(action: str, report: StatementReport, by: Any) -> None:
    statement: Statement = report.version.statement
    journal.record(action, statement, by=by, network_id=statement.network_id)
