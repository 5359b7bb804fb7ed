"""Telling watchers: a digest by default, at once for the few words of an alert. All through the outbox."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from maille.watch import access
from maille.watch.models import Story, Watcher
from maille.watch.rules import pace, sorting

from .mailing import mail

MOST_STORIES = 30
WEEKDAY_OF_WEEKLY = 0


@transaction.atomic
def send_digests(*, at: datetime, by: Any = None) -> int:
    """Plan the digests of the morning: to those who asked for one each day, on Monday to the others. Gives how many.

    A digest tells what came since the last one; nothing new, no mail. Run twice, it says nothing twice.
    """
    today = timezone.localtime(at)
    rhythms = [Watcher.Rhythm.DAILY]
    if today.weekday() == WEEKDAY_OF_WEEKLY:
        rhythms.append(Watcher.Rhythm.WEEKLY)
    watchers = Watcher.objects.filter(rhythm__in=rhythms, user__is_active=True, told_until__lt=at)
    # Locked in one order, so that two workers wait for each other rather than both tell.
    rows = watchers.select_for_update(of=("self",)).order_by("pk")
    return sum(_digest(watcher, at) for watcher in rows)


def _digest(watcher: Watcher, at: datetime) -> int:
    theme, user = watcher.theme, watcher.user
    since = watcher.told_until
    Watcher.objects.filter(pk=watcher.pk).update(told_until=at)
    if not access.can_watch(user, theme.network):
        return 0
    news = theme.stories.shown().filter(items__found_at__gt=since, items__found_at__lte=at).distinct()
    stories = list(news.for_display().last_first()[: MOST_STORIES + 1])
    if not stories:
        return 0
    with override(user.language):
        subject = _("Veille\u00a0: %(theme)s") % {"theme": theme}
        body = _digest_text(theme, stories, at)
    key = f"watch:{watcher.pk}:{timezone.localdate(at).isoformat()}:digest"
    mail(user, key=key, subject=subject, body=body, at=at, about=watcher, network=theme.network)
    return 1


def _digest_text(theme: Any, stories: list[Story], at: datetime) -> str:
    lines = [_("Ce qui est arrivé sur «\u00a0%(theme)s\u00a0»\u00a0:") % {"theme": theme}, ""]
    if is_spike(theme, at):
        lines += [_("On en parle bien plus que d’habitude cette semaine."), ""]
    for story in stories[:MOST_STORIES]:
        lines += _told(story)
    if len(stories) > MOST_STORIES:
        lines += [_("Et d’autres encore\u00a0: lisez la suite sur le site."), ""]
    url = f"{settings.SITE_URL}{reverse('watch:stories')}?theme={theme.pk}"
    lines.append(_("Lire et choisir\u00a0: %(url)s") % {"url": url})
    return "\n".join(lines)


def _told(story: Story) -> list[str]:
    """A title, who tells it, where to read it: plain text, the publisher's own address, nothing that counts anybody."""
    items = list(story.items.all())
    sources = ", ".join(dict.fromkeys(str(item.source) for item in items))
    return [f"- {story.title}", f"  {sources}", *[f"  {item.url}" for item in items[:1] if item.url], ""]


def is_spike(theme: Any, at: datetime) -> bool:
    """Whether a theme has many more stories this week than in the weeks before."""
    since = at - timedelta(days=7 * (pace.WEEKS + 1))
    moments = list(theme.stories.filter(first_at__gt=since, first_at__lte=at).values_list("first_at", flat=True))
    first = theme.stories.order_by("first_at").values_list("first_at", flat=True).first()
    this_week, *earlier = pace.weeks(moments, at)
    known = 0 if first is None else min((at - first) // timedelta(days=7), pace.WEEKS)
    return pace.is_spike(this_week, earlier[:known])


@transaction.atomic
def tell_alerts(*, stories: Iterable[Story], at: datetime, by: Any) -> int:
    """Tell at once the watchers of a theme what one of its alert words has picked; once a story and a person."""
    told = 0
    rows = Story.objects.filter(pk__in=[story.pk for story in stories], fate=sorting.ALERT).for_display()
    for story in rows.prefetch_related("hits__rule__theme__watchers__user", "hits__rule__network"):
        people = {
            watcher.user: hit.rule
            for hit in story.hits.all()
            if hit.rule.outcome == sorting.ALERT and hit.rule.theme is not None
            for watcher in hit.rule.theme.watchers.all()
        }
        for user, rule in people.items():
            if user.is_active and access.can_watch(user, rule.network):
                _alert(story, rule, user, at)
                told += 1
    return told


def _alert(story: Story, rule: Any, user: Any, at: datetime) -> None:
    with override(user.language):
        subject = _("Alerte de veille\u00a0: %(words)s") % {"words": rule}
        body = "\n".join(
            [
                *_told(story),
                _("Toute l’histoire\u00a0: %(url)s") % {"url": settings.SITE_URL + story.get_absolute_url()},
            ]
        )
    key = f"watch:{story.pk}:{user.pk}:alert"
    mail(user, key=key, subject=subject, body=body, at=at, about=story, network=rule.network)
