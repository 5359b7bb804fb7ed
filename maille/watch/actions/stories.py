"""What people do with stories: read them, put them aside, part an article from the others and put it back."""

from typing import Any

from django.db import transaction
from django.db.models import Max, Min
from django.utils.translation import gettext as _

from maille.core import journal
from maille.core.refusals import Refused
from maille.watch.models import Item, Story, StoryRead
from maille.watch.rules.grouping import Told, story_of

from .reading import known_around
from .rights import check_watches
from .sorting import sort_stories


@transaction.atomic
def mark_read(*, story: Story, is_read: bool, by: Any) -> None:
    """Note that one has read a story, or not yet. Between oneself and the list: the journal says nothing of it."""
    check_watches(by, story.network)
    if is_read:
        StoryRead.objects.get_or_create(story=story, user=by)
    else:
        StoryRead.objects.filter(story=story, user=by).delete()


@transaction.atomic
def set_hand(*, story: Story, hand: str, by: Any) -> Story:
    """Put a story aside, keep it whatever the rules say, or leave it to them again."""
    check_watches(by, story.network)
    if hand not in Story.Hand.values:
        raise Refused(_("Choisissez d’écarter l’histoire, ou de la garder."))
    if story.hand != hand:
        before, story.hand = story.hand, hand
        story.save(update_fields=["hand"])
        sort_stories(stories=Story.objects.filter(pk=story.pk), at=story.last_at, by=by)
        name = "watch.story.hand"
        journal.record(
            "watch.story_sorted", story, by=by, before={name: before}, after={name: hand}, network_id=story.network_id
        )
    return story


@transaction.atomic
def part_item(*, item: Item, by: Any) -> Story:
    """Say that an article tells something else: it has a story of its own, and grouping leaves it alone."""
    story = _locked(item)
    check_watches(by, story.network)
    item.refresh_from_db()
    if item.story_id != story.pk:
        raise Refused(_("Cet article vient de changer de place\u00a0: regardez-le de nouveau."))
    if story.items.count() < 2:
        raise Refused(_("Cet article est seul\u00a0: il n’y a rien à séparer."))
    own = Story.objects.create(network=story.network, title=item.title, first_at=item.at, last_at=item.at)
    _move(item, own, is_apart=True)
    _settle(story, own, by=by)
    journal.record("watch.item_parted", item, by=by, before={"title": story.title}, network_id=story.network_id)
    return own


@transaction.atomic
def rejoin_item(*, item: Item, by: Any) -> Story:
    """Undo a parting: the article goes back with those that tell the same, by the usual rules."""
    story = _locked(item)
    check_watches(by, story.network)
    item.refresh_from_db()
    if not item.is_apart:
        raise Refused(_("Cet article n’a pas été séparé\u00a0: il n’y a rien à remettre."))
    told = [one for one in known_around(story.network_id, [item]) if one.story != story.pk]
    found = story_of(Told(0, item.key, item.title, item.at, item.source_id), told)
    goal = Story.objects.get(pk=found) if found else story
    _move(item, goal, is_apart=False)
    _settle(story, goal, by=by)
    journal.record("watch.item_joined", item, by=by, after={"title": goal.title}, network_id=story.network_id)
    return goal


def _locked(item: Item) -> Story:
    """The story of an article, alone; its network is read afterwards."""
    return Story.objects.select_for_update(of=("self",)).get(pk=item.story_id)


def _move(item: Item, story: Story, *, is_apart: bool) -> None:
    item.story, item.is_apart = story, is_apart
    item.save(update_fields=["story", "is_apart"])


def _settle(*stories: Story, by: Any) -> None:
    """Give stories the days of their articles; one that has none left goes, unless a review tells it."""
    for story in {one.pk: one for one in stories}.values():
        days = story.items.aggregate(first=Min("at"), last=Max("at"))
        if days["first"] is not None:
            story.first_at, story.last_at = days["first"], days["last"]
            story.save(update_fields=["first_at", "last_at"])
        elif not story.lines.exists():
            story.delete()
    kept = Story.objects.filter(pk__in=[story.pk for story in stories if story.pk])
    sort_stories(stories=kept, at=stories[0].last_at, by=by)
