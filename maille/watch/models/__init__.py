"""What the watch keeps: who watches what, what was read, what was made of it, what happened elsewhere."""

from .cities import Announcement, CityFact, Position
from .reviews import Review, ReviewLine
from .sources import Source, Theme, Watcher
from .stories import Item, Rule, RuleHit, Story, StoryQuerySet, StoryRead

__all__ = [
    "Announcement",
    "CityFact",
    "Item",
    "Position",
    "Review",
    "ReviewLine",
    "Rule",
    "RuleHit",
    "Source",
    "Story",
    "StoryQuerySet",
    "StoryRead",
    "Theme",
    "Watcher",
]
