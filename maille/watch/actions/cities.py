"""Other towns: what is followed, dated facts in our own words, public positions with their very words."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maille.core import journal
from maille.core.refusals import Refused
from maille.territory.models import Network
from maille.watch.fetching.guard import checked
from maille.watch.fetching.phrases import Unread
from maille.watch.models import Announcement, CityFact, Position

from .rights import check_row, check_speaks

RESERVED = frozenset({"nouvelle"})


@transaction.atomic
def save_announcement(
    *,
    network: Network,
    title: str,
    text: str,
    is_published: bool,
    announcement: Announcement | None = None,
    by: Any,
) -> Announcement:
    """Begin to follow an announcement, or change what is said of it; its address never changes."""
    check_speaks(by, network)
    fields = ("title", "text", "is_published")
    before = journal.snapshot(announcement, fields) if announcement else None
    saved = announcement or Announcement(network=network, slug=slugify(title)[:80].strip("-"))
    if not saved.slug or saved.slug in RESERVED:
        raise Refused(_("Écrivez un titre avec d’autres mots\u00a0: il devient l’adresse de la page."), field="title")
    saved.title, saved.text = " ".join(title.split()), text.replace("\r\n", "\n").strip()
    saved.is_published = is_published
    check_row(saved)
    saved.save()
    after = journal.snapshot(saved, fields)
    if before != after:
        journal.record("watch.announcement_saved", saved, by=by, before=before, after=after, network_id=network.pk)
    return saved


@transaction.atomic
def add_fact(*, announcement: Announcement, by: Any, **said: Any) -> CityFact:
    """Note what happened in a town; `said` holds the fields of CityFact."""
    check_speaks(by, announcement.network)
    fact = CityFact(announcement=announcement, **said)
    _check_day(fact.happened_on, "happened_on")
    _check_link(fact.source_url)
    check_row(fact)
    fact.save(force_insert=True)
    after = journal.snapshot(fact, ["city", "happened_on", "text"])
    journal.record("watch.fact_added", fact, by=by, after=after, network_id=announcement.network_id)
    return fact


@transaction.atomic
def remove_fact(*, fact: CityFact, by: Any) -> None:
    """Take back a fact that was wrong; the journal keeps what it said."""
    check_speaks(by, fact.announcement.network)
    before = journal.snapshot(fact, ["city", "happened_on", "text"])
    journal.record("watch.fact_removed", fact, by=by, before=before, network_id=fact.announcement.network_id)
    fact.delete()


@transaction.atomic
def add_position(*, announcement: Announcement, by: Any, **said: Any) -> Position:
    """Note what somebody said in a public role, with the very words and where they are written."""
    check_speaks(by, announcement.network)
    position = Position(announcement=announcement, noted_by=by, **said)
    _check_day(position.said_on, "said_on")
    _check_link(position.source_url)
    check_row(position)
    position.save(force_insert=True)
    after = journal.snapshot(position, ["person", "public_role", "quotation"])
    journal.record("watch.position_added", position, by=by, after=after, network_id=announcement.network_id)
    return position


@transaction.atomic
def remove_position(*, position: Position, by: Any) -> None:
    """Take back a position; of what was said, the journal keeps who and when."""
    check_speaks(by, position.announcement.network)
    before = journal.snapshot(position, ["person", "said_on"])
    journal.record(
        "watch.position_removed", position, by=by, before=before, network_id=position.announcement.network_id
    )
    position.delete()


def _check_day(day: date | None, field: str) -> None:
    if day is not None and day > timezone.localdate():
        raise Refused(_("Ce jour n’est pas encore venu\u00a0: écrivez celui où c’est arrivé."), field=field)


def _check_link(url: str) -> None:
    """An address that a reader may follow; nothing is fetched."""
    if not url:
        return
    try:
        checked(url)
    except Unread as unread:
        raise Refused(unread.phrase.in_(get_language() or "fr"), field="source_url") from unread
