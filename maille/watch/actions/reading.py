"""Reading feeds: claimed, fetched outside any transaction, then kept whole or not at all.

A worker that dies in between has written nothing but its claim; the feed is read again once that has expired, with the
marks (ETag, date) of the last reading that was kept. So nothing is lost, and nothing is there twice.
"""

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction

from maille.watch.fetching.fetch import Fetched, Limits, fetch
from maille.watch.fetching.guard import PUBLIC, Guard, origin_of
from maille.watch.fetching.phrases import Unread
from maille.watch.models import Item, Source, Story
from maille.watch.reading import feed as reading
from maille.watch.rules import pace
from maille.watch.rules.grouping import WINDOW, Told, story_of
from maille.watch.rules.links import canonical
from maille.watch.rules.renaming import Known, matched

from .sorting import sort_stories
from .telling import tell_alerts

logger = logging.getLogger(__name__)

State = Source.State


def read_due(*, at: datetime, most: int = 20, guard: Guard = PUBLIC, by: Any = None) -> int:
    """Read the feeds whose hour has come, one after the other; give how many this worker has had."""
    keys = Source.objects.due(at).values_list("pk", flat=True)[:most]
    return sum(read_source(key=key, at=at, guard=guard, by=by) for key in list(keys))


def read_source(*, key: int, at: datetime, guard: Guard = PUBLIC, limits: Limits | None = None, by: Any = None) -> bool:
    """Read one feed if it is due and nobody is at it; whatever it gives, its next hour is set."""
    source = claim(key=key, at=at, by=by)
    if source is None:
        return False
    try:
        got = fetch(
            source.url, etag=source.etag, modified=source.modified, guard=_guard_of(source, guard), limits=limits
        )
        told = None if got.is_same else reading.read(got.body, url=got.url, kind=got.kind)
        keep_feed(source=source, got=got, told=told, at=at, by=by)
    except Unread as unread:
        keep_refusal(source=source, unread=unread, at=at, by=by)
    except Exception:
        # A document that no rule foresaw must not stop the reading of the others.
        logger.exception("source %s could not be read", source.pk)
        keep_refusal(source=source, unread=Unread("not_a_feed", retry=True), at=at, by=by)
    return True


def _guard_of(source: Source, guard: Guard) -> Guard:
    """The same guard, with the port that an administrator has allowed for this feed, and for no place it leads to."""
    if not source.has_own_port:
        return guard
    return Guard(guard.resolve, guard.allows, origin_of(urlsplit(source.url)))


@transaction.atomic
def claim(*, key: int, at: datetime, by: Any) -> Source | None:
    """Take a feed that is due, by pushing its next hour: of several workers one only has it, for five minutes."""
    if not Source.objects.due(at).filter(pk=key).update(next_at=at + pace.LEASE):
        return None
    return Source.objects.select_related("network").get(pk=key)


@transaction.atomic
def keep_refusal(*, source: Source, unread: Unread, at: datetime, by: Any) -> Source:
    """Write why a feed was not read, and when it will be tried again."""
    source = _locked(source)
    source.failures += 1
    source.reason = unread.phrase.to_json()
    source.state = State.FAILING
    if isinstance(unread, reading.IsPage):
        source.state = State.PAGE
        source.announced = [{"url": one.url, "title": one.title} for one in unread.feeds]
    elif source.failures >= pace.MOST_FAILURES or unread.code == "gone":
        source.state = State.STOPPED
    source.next_at = pace.next_reading(at, failures=source.failures, newest=None, after=unread.after)
    if not unread.retry:
        source.next_at = max(source.next_at, at + pace.LONGEST)
    source.save(update_fields=["failures", "reason", "state", "announced", "next_at"])
    return source


@transaction.atomic
def keep_feed(*, source: Source, got: Fetched, told: reading.Feed | None, at: datetime, by: Any) -> list[Item]:
    """Keep what a feed gave with its marks, in one piece; give the articles that are new."""
    source = _locked(source)
    new: list[Item] = []
    if told is not None:
        new = _keep_entries(source, told.entries, at)
        source.title = source.title or told.title or source.url[:120]
        source.site = source.site or told.site
        source.etag, source.modified = got.etag, got.modified
    newest = source.items.order_by("-at").values_list("at", flat=True).first()
    source.next_at = pace.next_reading(at, failures=0, newest=newest)
    source.state, source.failures, source.reason, source.announced, source.read_at = State.READ, 0, None, [], at
    source.save()
    stories = Story.objects.filter(pk__in={item.story_id for item in new})
    sort_stories(stories=stories, at=at, by=by)
    tell_alerts(stories=stories, at=at, by=by)
    return new


def _locked(source: Source) -> Source:
    return Source.objects.select_for_update(of=("self",)).get(pk=source.pk)


def _keep_entries(source: Source, entries: Sequence[reading.Entry], at: datetime) -> list[Item]:
    """Change the articles that are known, add the others, each in its story."""
    entries = list({entry.key: entry for entry in reversed(entries)}.values())[::-1]
    wanted = [Known(0, entry.key, canonical(entry.url), entry.title) for entry in entries]
    names = {one.name for one in wanted}
    rows = list(source.items.filter(name__in=names)) + list(
        source.items.exclude(name__in=names).order_by("-at")[:1_000]
    )
    known = {row.pk: row for row in rows}
    found = matched(wanted, [Known(row.pk, row.name, row.key, row.title) for row in rows])
    new = []
    for entry, key, pk in zip(entries, (one.key for one in wanted), found, strict=True):
        if pk is None:
            new.append(_item(source, entry, key, at))
        else:
            _change(known[pk], entry, key)
    return _group(source, sorted(new, key=lambda item: item.at))


def _item(source: Source, entry: reading.Entry, key: str, at: datetime) -> Item:
    said_at = min(entry.at, at) if entry.at else at  # what says to be of tomorrow is of today
    return Item(
        source=source,
        name=entry.key,
        key=key,
        url=entry.url,
        title=entry.title,
        summary=entry.summary,
        author=entry.author,
        at=said_at,
        found_at=at,
    )


def _change(item: Item, entry: reading.Entry, key: str) -> None:
    """What a feed says another way is said that way; its story and its day do not change."""
    said = {"name": entry.key, "key": key, "url": entry.url, "title": entry.title, "summary": entry.summary}
    changed = [name for name, value in said.items() if getattr(item, name) != value]
    for name in changed:
        setattr(item, name, said[name])
    if changed:
        item.save(update_fields=changed)


def _group(source: Source, new: list[Item]) -> list[Item]:
    """Give each article its story: the one that others tell already, or its own."""
    if not new:
        return new
    known = known_around(source.network_id, new)
    for item in new:
        mine = Told(0, item.key, item.title, item.at, source.pk)
        story_id = story_of(mine, known)
        if story_id is None:
            story_id = Story.objects.create(
                network_id=source.network_id, title=item.title, first_at=item.at, last_at=item.at
            ).pk
        else:
            _stretch(story_id, item.at)
        item.story_id = story_id
        known.append(Told(story_id, item.key, item.title, item.at, source.pk))
    Item.objects.bulk_create(new)
    return new


def known_around(network_id: int, items: Sequence[Item]) -> list[Told]:
    """The articles of the network that these might be told with: of the same weeks, or at the same addresses."""
    first, last = min(item.at for item in items) - WINDOW, max(item.at for item in items) + WINDOW
    grouped = Item.objects.filter(source__network_id=network_id, is_apart=False)
    near = grouped.filter(at__range=(first, last))
    same = grouped.filter(key__in={item.key for item in items if item.key})
    fields = ("story_id", "key", "title", "at", "source_id")
    rows = {*near.values_list(*fields), *same.values_list(*fields)}
    return [Told(*row) for row in rows]


def _stretch(story_id: int, at: datetime) -> None:
    stories = Story.objects.filter(pk=story_id)
    stories.filter(first_at__gt=at).update(first_at=at)
    stories.filter(last_at__lt=at).update(last_at=at)
