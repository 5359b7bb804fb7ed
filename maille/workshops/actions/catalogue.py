"""The catalogue of a network: workshops written, changed by versions, taken from the library, set aside."""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from maille.core import journal
from maille.core.refusals import Refused
from maille.territory.models import Network
from maille.workshops import access
from maille.workshops.load import library
from maille.workshops.models import Session, Workshop, WorkshopVersion
from maille.workshops.vocabulary import SKILL_NAMES

from .holding import Outcome, concerned_by, hold, settle_floors

CONTENT = (
    "title", "aim", "level", "themes", "skills", "audiences", "language", "prerequisites", "to_bring", "room_kind",
    "needs_computers", "kit", "ratio", "mediator_skill", "minutes",
)  # fmt: skip
"""What a workshop says: the fields of a version that people write."""


@transaction.atomic
def create_workshop(*, network: Network, content: Mapping[str, Any], by: Any, at: datetime) -> Workshop:
    """Add a workshop to the catalogue of a network; `content` holds fields of CONTENT."""
    _check_right(by, network)
    workshop = Workshop.objects.create(network=network)
    workshop.current = _written(workshop, content, number=1, by=by, at=at)
    workshop.save(update_fields=["current"])
    journal.record("workshops.created", workshop, by=by, after=_said(workshop.current), network_id=network.pk)
    return workshop


@transaction.atomic
def change_workshop(
    *, workshop: Workshop, content: Mapping[str, Any], sessions: Collection[Session] = (), by: Any, at: datetime
) -> Outcome:
    """Write a new version. Sessions keep theirs, but those named, which must not have begun; their seats are counted.

    Nothing is written when nothing differs.
    """
    _check_right(by, workshop.network)
    workshop = Workshop.objects.select_for_update(of=("self",)).select_related("network").get(pk=workshop.pk)
    before = workshop.versions.order_by("number").last()
    if before is None:
        raise LookupError(f"workshop {workshop.pk} has no version")
    version = _written(workshop, content, number=before.number + 1, by=by, at=at, unless=before)
    if version != before:
        workshop.current = version
        workshop.save(update_fields=["current"])
        journal.record(
            "workshops.changed",
            workshop,
            by=by,
            before=_said(before),
            after=_said(version),
            network_id=workshop.network_id,
        )
    return _bring_up(sessions, workshop, version, by=by, at=at)


@transaction.atomic
def archive_workshop(*, workshop: Workshop, by: Any, at: datetime) -> Workshop:
    """Set a workshop aside: its sessions stay, no new one is made. Doing it again changes nothing."""
    _check_right(by, workshop.network)
    if workshop.archived_at is None:
        workshop.archived_at = at
        workshop.save(update_fields=["archived_at"])
        journal.record("workshops.archived", workshop, by=by, network_id=workshop.network_id)
    return workshop


@transaction.atomic
def restore_workshop(*, workshop: Workshop, by: Any) -> Workshop:
    """Put a workshop back in the catalogue."""
    _check_right(by, workshop.network)
    if workshop.archived_at is not None:
        workshop.archived_at = None
        workshop.save(update_fields=["archived_at"])
        journal.record("workshops.restored", workshop, by=by, network_id=workshop.network_id)
    return workshop


@transaction.atomic
def add_from_library(*, network: Network, keys: Collection[str], by: Any, at: datetime) -> list[Workshop]:
    """Add workshops of the library, in its order; those whose title the catalogue has had are left out."""
    _check_right(by, network)
    Network.objects.select_for_update(no_key=True).get(pk=network.pk)  # pressed twice, it adds once
    chosen = [one for one in library() if one["key"] in set(keys)]
    had = WorkshopVersion.objects.filter(workshop__network=network, title__in=[one["title"] for one in chosen])
    titles = set(had.values_list("title", flat=True))
    return [
        create_workshop(network=network, content=content_of(one), by=by, at=at)
        for one in chosen
        if one["title"] not in titles
    ]


def content_of(model: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a version that a workshop of the library fills."""
    return {name: model[name] for name in CONTENT if name in model}


def _written(
    workshop: Workshop,
    content: Mapping[str, Any],
    *,
    number: int,
    by: Any,
    at: datetime,
    unless: WorkshopVersion | None = None,
) -> WorkshopVersion:
    """Write a version, or give `unless` when it says the same."""
    before = {name: getattr(unless, name) for name in CONTENT} if unless else {}
    said = {name: _tidy(value) for name, value in (before | dict(content)).items() if name in CONTENT}
    if unless and all(_tidy(before[name]) == said[name] for name in CONTENT):
        return unless
    version = WorkshopVersion(workshop=workshop, number=number, created_at=at, created_by=by, **said)
    _check_content(version)
    version.save(force_insert=True)
    return version


def _tidy(value: Any) -> Any:
    if isinstance(value, str):
        return " ".join(re.split(r"[ \t\r\n]+", value.strip()))  # the no-break spaces of French stay
    return tuple(value) if isinstance(value, list | tuple) else value


def _check_content(version: WorkshopVersion) -> None:
    try:
        version.full_clean(exclude=["workshop", "created_by"])
    except ValidationError as faults:
        name, sentences = next(iter(faults.message_dict.items()))
        raise Refused(" ".join(sentences), field=name if name in CONTENT else None) from faults
    if not version.themes:
        raise Refused(_("Choisissez au moins un thème\u00a0: c’est ainsi que l’on trouve l’atelier."), field="themes")
    if unknown := [code for code in version.skills if code not in SKILL_NAMES]:
        raise Refused(
            _("«\u00a0%(code)s\u00a0» n’est pas une compétence connue\u00a0: choisissez dans la liste.")
            % {"code": unknown[0]},
            field="skills",
        )


def _bring_up(
    sessions: Collection[Session], workshop: Workshop, version: WorkshopVersion, *, by: Any, at: datetime
) -> Outcome:
    """Bring sessions to a version: each is of this workshop, has not begun, and is not cancelled."""
    held = hold(list(sessions), at=at, by=by)
    before = {session.pk: session.version for session in held.sessions}
    for session in held.sessions:
        _check_not_begun(session, workshop, at)
        session.version = version
        session.save(update_fields=["version"])
    journal.record_many(
        "workshops.session_brought_up", _numbers(held.sessions, before), by=by, network_id=workshop.network_id
    )
    return Outcome(held.sessions, concerned_by(held.sessions), settle_floors(held))


def _numbers(sessions: Sequence[Session], before: Mapping[int, WorkshopVersion]) -> list[Any]:
    field = "workshops.workshopversion.number"
    return [(one, {field: before[one.pk].number}, {field: one.version.number}) for one in sessions]


def _check_not_begun(session: Session, workshop: Workshop, at: datetime) -> None:
    if session.version.workshop_id != workshop.pk:
        raise Refused(_("Cette séance est d’un autre atelier\u00a0: rechargez la page."), field="sessions")
    if session.starts_at <= at or session.state == Session.State.CANCELLED:
        raise Refused(
            _("Une séance commencée, passée ou annulée garde sa version\u00a0: décochez-la."), field="sessions"
        )


def _said(version: WorkshopVersion) -> dict[str, Any]:
    values = journal.snapshot(version, CONTENT)
    return {f"workshops.workshopversion.{name}": value for name, value in values.items() if value not in ("", [], ())}


def _check_right(user: Any, network: Network) -> None:
    if not access.can_write_workshops(user, network):
        raise Refused(_("Seules la coordination et les équipes des lieux membres écrivent le catalogue du réseau."))
