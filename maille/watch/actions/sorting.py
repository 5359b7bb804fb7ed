"""Rules applied to stories: as they come, and again to those already there. What a person decided is stronger."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from maille.core import journal
from maille.core.refusals import Refused
from maille.territory.models import Network
from maille.watch.models import Item, Rule, RuleHit, Source, Story, Theme
from maille.watch.rules import sorting

from .rights import check_keeps, check_row

LOOKED_BACK = timedelta(days=90)
FIELDS = ("where", "words", "unless", "outcome", "theme")


def preview(*, network: Network, sieve: sorting.Sieve, at: datetime) -> list[Story]:
    """The stories of the last ninety days that a rule would pick, the last first. Writes nothing."""
    told: dict[int, list[sorting.Text]] = {}
    rows = Item.objects.since(at - LOOKED_BACK).filter(story__network=network)
    for story_id, *words in rows.values_list("story_id", "title", "summary", "source__title"):
        told.setdefault(story_id, []).append(sorting.Text(*words))
    picked = [story_id for story_id, texts in told.items() if any(map(sieve.picks, texts))]
    found = Story.objects.in_bulk(picked)
    return sorted(found.values(), key=lambda story: (story.last_at, story.pk), reverse=True)


@transaction.atomic
def save_rule(
    *,
    network: Network,
    where: str,
    words: str,
    unless: str = "",
    outcome: str,
    theme: Theme | None,
    rule: Rule | None = None,
    by: Any,
    at: datetime,
) -> Rule:
    """Write a rule and apply it to the last ninety days; what it picked before and no longer does is let go."""
    check_keeps(by, network, theme)
    if rule is not None:
        check_keeps(by, network, rule.theme)
    before = journal.snapshot(rule, FIELDS) if rule else None
    saved = rule or Rule(network=network, made_at=at)
    saved.where, saved.outcome = where, outcome
    saved.theme = None if outcome == sorting.ASIDE else theme
    saved.words, saved.unless = list(sorting.words_of(words)), list(sorting.words_of(unless))
    _check(saved)
    saved.save()
    after = journal.snapshot(saved, FIELDS)
    journal.record("watch.rule_saved", saved, by=by, before=before, after=after, network_id=network.pk)
    apply_rule(rule=saved, at=at, by=by)
    return saved


def _check(rule: Rule) -> None:
    if not rule.words:
        raise Refused(_("Écrivez au moins un mot."), field="words")
    if len(rule.words) + len(rule.unless) > sorting.MOST_WORDS:
        raise Refused(_("Vingt mots suffisent à une règle\u00a0: faites-en deux."), field="words")
    if rule.outcome == sorting.ALERT:
        _check_alert(rule)
    if rule.outcome != sorting.ASIDE and rule.theme is None:
        raise Refused(_("Choisissez le thème."), field="theme")
    check_row(rule)


def _check_alert(rule: Rule) -> None:
    """Few words wake people: three in all for a theme, whatever the number of its rules."""
    others = Rule.objects.filter(theme=rule.theme, outcome=sorting.ALERT).exclude(pk=rule.pk)
    if len(rule.words) + sum(len(other.words) for other in others) > sorting.MOST_ALERT_WORDS:
        sentence = _(
            "Trois mots d’alerte par thème, pas plus\u00a0: trop d’alertes, et plus personne ne les lit. "
            "Rangez plutôt dans le thème."
        )
        raise Refused(sentence, field="words")


@transaction.atomic
def apply_rule(*, rule: Rule, at: datetime, by: Any) -> int:
    """Apply a rule again to the last ninety days; gives how many stories it picks. No alert leaves for old ones."""
    check_keeps(by, rule.network, rule.theme)
    picked = {story.pk for story in preview(network=rule.network, sieve=rule.sieve, at=at)}
    recent = RuleHit.objects.filter(rule=rule, story__last_at__gte=at - LOOKED_BACK)
    touched = picked | set(recent.values_list("story_id", flat=True))
    recent.exclude(story_id__in=picked).delete()
    RuleHit.objects.bulk_create([RuleHit(rule=rule, story_id=pk) for pk in picked], ignore_conflicts=True)
    _derive(touched)
    return len(picked)


@transaction.atomic
def remove_rule(*, rule: Rule, by: Any) -> None:
    """Take a rule away, and what it had done."""
    check_keeps(by, rule.network, rule.theme)
    touched = set(rule.hits.values_list("story_id", flat=True))
    before = journal.snapshot(rule, FIELDS)
    journal.record("watch.rule_removed", rule, by=by, before=before, network_id=rule.network_id)
    rule.delete()
    _derive(touched)


def sort_stories(*, stories: Any, at: datetime, by: Any) -> None:
    """Have every rule look at these stories."""
    rows = list(stories.prefetch_related("items__source"))
    if not rows:
        return
    rules = list(Rule.objects.filter(network_id=rows[0].network_id))
    texts = {story.pk: [_text(item) for item in story.items.all()] for story in rows}
    hits = [
        RuleHit(rule=rule, story_id=pk)
        for pk, told in texts.items()
        for rule in rules
        if any(map(rule.sieve.picks, told))
    ]
    wanted = {(hit.rule_id, hit.story_id) for hit in hits}
    for hit in RuleHit.objects.filter(story_id__in=texts):
        if (hit.rule_id, hit.story_id) not in wanted:
            hit.delete()
    RuleHit.objects.bulk_create(hits, ignore_conflicts=True)
    _derive(set(texts))


def _text(item: Item) -> sorting.Text:
    return sorting.Text(item.title, item.summary, item.source.title)


def _derive(keys: set[int]) -> None:
    """Write the fate and the themes of stories: of their sources, of the rules that pick them, of whoever decided."""
    stories = Story.objects.filter(pk__in=keys).prefetch_related("hits__rule", "items", "themes")
    of_source = dict(Source.objects.filter(items__story__in=keys).values_list("pk", "theme_id"))
    changed, links = [], []
    for story in stories:
        rules = [hit.rule for hit in story.hits.all()]
        fate = _fate(story, [rule.outcome for rule in rules])
        if fate != story.fate:
            story.fate = fate
            changed.append(story)
        themes = {of_source.get(item.source_id) for item in story.items.all()} | {rule.theme_id for rule in rules}
        links.append((story, {key for key in themes if key}))
    Story.objects.bulk_update(changed, ["fate"])
    _link(links)


def _fate(story: Story, outcomes: Sequence[str]) -> str:
    if story.hand == Story.Hand.ASIDE:
        return sorting.ASIDE
    fate = sorting.fate([one for one in outcomes if one != sorting.ASIDE or story.hand != Story.Hand.KEPT])
    return "" if fate == sorting.THEME else fate


def _link(links: Sequence[tuple[Story, set[int]]]) -> None:
    """Make the themes of stories what they should be, in three queries."""
    through = Story.themes.through
    wanted = {(story.pk, theme) for story, themes in links for theme in themes}
    held = {(row.story_id, row.theme_id): row.pk for row in through.objects.filter(story__in=[s.pk for s, _t in links])}
    through.objects.filter(pk__in=[pk for pair, pk in held.items() if pair not in wanted]).delete()
    through.objects.bulk_create(
        [through(story_id=story, theme_id=theme) for story, theme in sorted(wanted - set(held))], ignore_conflicts=True
    )
