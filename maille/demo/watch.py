"""A watch to look at: invented feeds that are never fetched, a review, and what really happened in other towns."""

import tomllib
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any

from maille.territory.models import Network
from maille.watch import actions
from maille.watch.actions.reviews import members_of
from maille.watch.fetching.fetch import Fetched
from maille.watch.models import Item, Theme
from maille.watch.reading.feed import Entry, Feed


def load_watch(network: Network, *, at: datetime) -> None:
    """Make the watch of the demonstration; nothing when the network has a theme already."""
    if Theme.objects.filter(network=network).exists():
        return
    told: dict[str, Any] = tomllib.loads((files("maille.demo") / "watch.toml").read_text(encoding="utf-8"))
    themes = {one["name"]: actions.save_theme(network=network, by=None, **one) for one in told["themes"]}
    for theme, user in zip(themes.values(), members_of(network, at.date()), strict=False):
        actions.add_watcher(theme=theme, user=user, rhythm="never", by=None, at=at)
    for feed in told["feeds"]:
        _feed(network, feed, themes, at)
    for rule in told["rules"]:
        said = rule | {"theme": themes.get(rule.get("theme", ""))}
        actions.save_rule(network=network, by=None, at=at, **said)
    _review(network, told["review"], at)
    _elsewhere(network, told["announcement"])


def _feed(network: Network, told: dict[str, Any], themes: dict[str, Theme], at: datetime) -> None:
    """An invented feed with its articles, then stopped: its address leads nowhere, and nobody asks for it."""
    source = actions.add_source(
        network=network, url=told["url"], title=told["title"], theme=themes[told["theme"]], by=None, at=at
    )
    entries = tuple(
        Entry(f"{rank}", one["title"], "", one["summary"], "", at - timedelta(days=one["days"]))
        for rank, one in enumerate(told["entries"])
    )
    feed = Feed(told["title"], "", entries)
    actions.keep_feed(source=source, got=Fetched(told["url"]), told=feed, at=at, by=None)
    source.refresh_from_db()
    actions.stop_source(source=source, by=None)


def _review(network: Network, told: dict[str, Any], at: datetime) -> None:
    sentences = {}
    for title, sentence in told["lines"].items():
        item = Item.objects.select_related("story__network").get(source__network=network, title=title)
        sentences[actions.choose(story=item.story, by=None).pk] = sentence
    words = {"title": told["title"], "intro": told["intro"]}
    actions.save_review(network=network, sentences=sentences, by=None, **words)
    actions.publish_review(network=network, send=False, by=None, at=at)


def _elsewhere(network: Network, told: dict[str, Any]) -> None:
    words = {"title": told["title"], "text": told["text"]}
    announcement = actions.save_announcement(network=network, is_published=True, by=None, **words)
    for fact in told["facts"]:
        actions.add_fact(announcement=announcement, by=None, **{"precision": "day", "source_url": "", **fact})
