"""One object behind each address of the watch."""

import datetime as dt
from typing import Any

from maille.watch import actions
from maille.watch.fetching.fetch import Fetched
from maille.watch.models import Item, Review
from maille.watch.reading.feed import Entry, Feed

GOT = Fetched("https://fil.example/rss", etag='"1"')


def entry(title: str, url: str = "", at: dt.datetime | None = None, key: str = "", summary: str = "Un début.") -> Entry:
    return Entry((key or url or title).ljust(64, "·")[:64], title, url, summary, "Ada Noël", at)


def keep(source: Any, *entries: Entry, at: dt.datetime) -> list[Item]:
    """Have a feed say these, as if it had just been read."""
    return actions.keep_feed(
        source=source, got=GOT, told=Feed("Le Fil", "https://fil.example/", entries), at=at, by=None
    )


def add_watch(world: Any, now: dt.datetime) -> None:
    """A theme that the mediator watches, two feeds that tell one story, a rule, two reviews, another town."""
    network, mediator = world.network, world.people["mediator"]
    theme = actions.save_theme(network=network, name="Aides et échéances", about="Qui aide, et quand.", by=None)
    watcher = actions.add_watcher(theme=theme, user=mediator, rhythm="weekly", by=None, at=now)
    first, second = (
        actions.add_source(network=network, url=f"https://{name}.example/rss", theme=theme, by=None, at=now)
        for name in ("fil", "journal")
    )
    title = "Un appel à projets pour les espaces numériques ouvre"
    keep(first, entry(title, "https://fil.example/1", now), at=now)
    keep(second, entry(title, "https://journal.example/1", now), entry("Une autre chose arrive ici", "", now), at=now)
    parted = Item.objects.get(title="Une autre chose arrive ici")
    Item.objects.filter(pk=parted.pk).update(is_apart=True)
    item = Item.objects.get(source=second, title=title)
    rule = actions.save_rule(
        network=network, where="title", words="appel à projets", outcome="theme", theme=theme, by=None, at=now
    )
    line = actions.choose(story=item.story, by=None)
    review = actions.save_review(network=network, title="", intro="", sentences={line.pk: "À lire."}, by=None)
    actions.publish_review(network=network, send=False, by=None, at=now)
    line = actions.choose(story=parted.story, by=None)
    announcement = actions.save_announcement(
        network=network, title="Un atelier s’installe", text="Et ailleurs\u00a0?", is_published=True, by=None
    )
    fact = actions.add_fact(
        announcement=announcement, city="Rennes", happened_on=dt.date(2018, 1, 1), precision="year", text="Il ouvre.",
        source_name="La Gazette", source_url="", by=None,
    )  # fmt: skip
    position = actions.add_position(
        announcement=announcement, city="Rennes", person="Une élue", public_role="adjointe au maire", stance="asks",
        quotation="Nous demandons un bilan.", said_on=dt.date(2019, 2, 1), source_name="La Gazette",
        source_url="https://gazette.example/1", by=None,
    )  # fmt: skip
    said = {
        "theme": theme, "watcher": watcher, "source": first, "other_source": second, "item": item, "parted": parted,
        "story": item.story, "rule": rule, "line": line, "review": Review.objects.get(pk=review.pk),
        "announcement": announcement, "fact": fact, "position": position,
    }  # fmt: skip
    world.objects |= {f"watch_{name}": value for name, value in said.items()}
