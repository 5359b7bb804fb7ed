"""Posters made and changed: each change is a version, so that a printed one can say that it was replaced."""

import secrets
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maille.communication import access
from maille.communication.load import Subject, as_said, drawable
from maille.communication.models import Poster, PosterVersion
from maille.communication.rules import posters as rules
from maille.communication.rules.sheets import Sheet
from maille.communication.sheets.posters import faults_on
from maille.core import journal
from maille.core.refusals import Refused
from maille.territory.models import Network

LETTERS = "23456789abcdefghjkmnpqrstvwxyz"  # none is taken for another
SIGNS = 5


@transaction.atomic
def make_poster(
    *, network: Network, subject: Subject, words: rules.Words, until: date | None, by: Any, at: datetime
) -> PosterVersion:
    """Make a poster; refused when a field is missing, wrong, or too long for the largest sheet."""
    _check(network, subject, words, until, by=by, at=at)
    poster = Poster.objects.create(network=network, code=_free_code(), created_at=at)
    version = _add(poster, 1, subject, words, until, by=by, at=at)
    journal.record("communication.poster_made", poster, by=by, after=_said(version), network_id=network.pk)
    return version


@transaction.atomic
def change_poster(
    *, poster: Poster, subject: Subject, words: rules.Words, until: date | None, by: Any, at: datetime
) -> PosterVersion:
    """Make the next version; those already on walls say from then on that they were replaced."""
    _check(poster.network, subject, words, until, by=by, at=at)
    Poster.objects.select_for_update().get(pk=poster.pk)
    before = PosterVersion.objects.filter(poster=poster).order_by("number").last()
    if before is None:
        raise LookupError(f"poster {poster.pk} has no version")
    subject = as_said(subject, words, before)
    if (before.words, before.until, before.told) == (words, until, subject.told):
        raise Refused(_("Rien n’a changé\u00a0: la version d’avant est toujours bonne."))
    version = _add(poster, before.number + 1, subject, words, until, by=by, at=at)
    values = {"before": _said(before), "after": _said(version)}
    journal.record("communication.poster_changed", poster, by=by, network_id=poster.network_id, **values)
    return version


def _check(
    network: Network, subject: Subject, words: rules.Words, until: date | None, *, by: Any, at: datetime
) -> None:
    if not access.can_post(by, network, subject.place):
        raise Refused(_("Seule la coordination affiche au nom du réseau\u00a0: partez d’une séance de votre lieu."))
    for fault in rules.faults(words, until=until, on=timezone.localdate(at)):
        if fault.is_refusal:
            raise _refused(fault)


def _add(
    poster: Poster, number: int, subject: Subject, words: rules.Words, until: date | None, *, by: Any, at: datetime
) -> PosterVersion:
    version = PosterVersion(
        poster=poster, number=number, kept_words=words.to_json(), about=subject.about, told=subject.told, until=until,
        made_at=at, made_by=by, **subject.links,
    )  # fmt: skip
    for fault in faults_on(drawable(version), Sheet()):
        if fault.is_refusal:
            raise _refused(fault)
    version.save(force_insert=True)
    return version


def _free_code() -> str:
    while True:
        code = "".join(secrets.choice(LETTERS) for _sign in range(SIGNS))
        if not Poster.objects.filter(code=code).exists():
            return code


def _said(version: PosterVersion) -> dict[str, Any]:
    return {
        "communication.posterversion.number": version.number,
        "communication.posterversion.kept_words": version.words.name,
        "communication.posterversion.until": version.until,
    }


def _refused(fault: rules.Fault) -> Refused:
    return Refused(fault.phrase.in_(get_language() or "fr"), field=fault.field)
