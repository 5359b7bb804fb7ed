"""The feeds that are followed. Nothing is fetched here: the worker reads them, and says what it found."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maille.core import jobs, journal
from maille.core.refusals import Refused
from maille.people.models import User
from maille.territory.models import Network
from maille.watch import access
from maille.watch.fetching.guard import PORTS, Origin, checked, origin_of, port_of
from maille.watch.fetching.phrases import Unread
from maille.watch.models import Source, Story, Theme
from maille.watch.reading import opml

from .rights import check_keeps, check_row
from .sorting import sort_stories

FIELDS = ("title", "theme", "keeper", "state")


@transaction.atomic
def add_source(
    *,
    network: Network,
    url: str,
    title: str = "",
    theme: Theme | None = None,
    keeper: User | None = None,
    site: str = "",
    by: Any,
    at: datetime,
) -> Source:
    """Follow a feed: it is read within the minute. A port of its own is for the administration of the installation."""
    check_keeps(by, network, theme)
    url = url.strip()
    has_own_port = _check_address(url, may_open_port=by is not None and by.is_superuser)
    source = Source(
        network=network, url=url, title=title.strip(), theme=theme, keeper=keeper, site=site,
        has_own_port=has_own_port, next_at=at,
    )  # fmt: skip
    check_row(source)
    source.save(force_insert=True)
    after = journal.snapshot(source, ["url", "title", "theme"])
    journal.record("watch.source_added", source, by=by, after=after, network_id=network.pk)
    jobs.later("watch.tasks.read_one", source.pk)
    return source


def _check_address(url: str, *, may_open_port: bool) -> bool:
    """Refuse what may never be asked for; tell whether the address has a port of its own, which was allowed."""
    try:
        port = port_of(checked(url, opened=_origin(url) if may_open_port else None))
    except Unread as unread:
        raise Refused(unread.phrase.in_(get_language() or "fr"), field="url") from unread
    return port not in PORTS.values()


def _origin(url: str) -> Origin | None:
    try:
        return origin_of(urlsplit(url))
    except ValueError:
        return None


@transaction.atomic
def change_source(*, source: Source, title: str, theme: Theme | None, keeper: User | None, by: Any) -> Source:
    """Name a feed, put it in another theme, its stories with it; give it to somebody."""
    check_keeps(by, source.network, source.theme)
    check_keeps(by, source.network, theme)
    before = journal.snapshot(source, FIELDS)
    source.title, source.theme, source.keeper = title.strip(), theme, keeper
    check_row(source)
    source.save(update_fields=["title", "theme", "keeper"])
    _record_change(source, before, by)
    if before != journal.snapshot(source, FIELDS):
        sort_stories(stories=Story.objects.filter(items__source=source).distinct(), at=source.next_at, by=by)
    return source


@transaction.atomic
def stop_source(*, source: Source, by: Any) -> Source:
    """Read a feed no more; what was read stays."""
    check_keeps(by, source.network, source.theme)
    before = journal.snapshot(source, FIELDS)
    source.state = Source.State.STOPPED
    source.save(update_fields=["state"])
    _record_change(source, before, by)
    return source


@transaction.atomic
def read_soon(*, source: Source, by: Any, at: datetime) -> Source:
    """Have a feed read now, whatever its next hour was; a stopped one begins again."""
    check_keeps(by, source.network, source.theme)
    before = journal.snapshot(source, FIELDS)
    if source.state in {Source.State.STOPPED, Source.State.PAGE}:
        source.state = Source.State.NEW
    source.failures, source.next_at = 0, at
    source.save(update_fields=["state", "failures", "next_at"])
    _record_change(source, before, by)
    jobs.later("watch.tasks.read_one", source.pk)
    return source


@transaction.atomic
def follow_announced(*, source: Source, url: str, by: Any, at: datetime) -> Source:
    """Follow one of the feeds that a page announces, in its place."""
    check_keeps(by, source.network, source.theme)
    found = next((feed for feed in source.announced if feed["url"] == url), None)
    if found is None:
        raise Refused(_("Cette page n’annonce pas ce flux\u00a0: choisissez dans la liste."))
    if Source.objects.filter(network=source.network, url=url).exclude(pk=source.pk).exists():
        raise Refused(_("Ce flux est déjà suivi\u00a0: cherchez-le dans la liste."))
    source.has_own_port = _check_address(url, may_open_port=by is not None and by.is_superuser)
    before = journal.snapshot(source, ["url"])
    source.site, source.url = source.url, url
    source.title = source.title or str(found["title"])[:120]
    source.state, source.reason, source.announced, source.next_at = Source.State.NEW, None, [], at
    source.etag = source.modified = ""
    check_row(source)
    source.save()
    after = journal.snapshot(source, ["url"])
    journal.record("watch.source_changed", source, by=by, before=before, after=after, network_id=source.network_id)
    jobs.later("watch.tasks.read_one", source.pk)
    return source


@transaction.atomic
def import_list(*, network: Network, body: bytes, by: Any, at: datetime) -> tuple[int, Sequence[str]]:
    """Follow the feeds of an OPML list, each folder in the theme of its name when there is one.

    Gives how many are new, and the addresses that are not followed, each with its reason.
    """
    check_keeps(by, network)
    try:
        listed = opml.read(body)
    except Unread as unread:
        raise Refused(unread.phrase.in_(get_language() or "fr"), field="file") from unread
    themes = {theme.name.casefold(): theme for theme in Theme.objects.filter(network=network)}
    known = set(Source.objects.filter(network=network).values_list("url", flat=True))
    added, left = 0, []
    for one in listed:
        if one.url in known:
            continue
        theme = themes.get(one.folder.casefold())
        if theme is not None and not access.can_keep(by, network, theme):
            theme = None
        try:
            add_source(network=network, url=one.url, title=one.title, theme=theme, site=one.site, by=by, at=at)
        except Refused as refusal:
            left.append(f"{one.url}\u00a0: {refusal.sentence}")
        else:
            added += 1
    return added, left


def _record_change(source: Source, before: dict[str, Any], by: Any) -> None:
    after = journal.snapshot(source, FIELDS)
    if before != after:
        journal.record("watch.source_changed", source, by=by, before=before, after=after, network_id=source.network_id)
