"""Every write of the watch."""

from .cities import add_fact, add_position, remove_fact, remove_position, save_announcement
from .reading import claim, keep_feed, keep_refusal, read_due, read_source
from .reviews import choose, leave_out, move_line, publish_review, save_review
from .sorting import apply_rule, preview, remove_rule, save_rule
from .sources import add_source, change_source, follow_announced, import_list, read_soon, stop_source
from .stories import mark_read, part_item, rejoin_item, set_hand
from .telling import send_digests, tell_alerts
from .themes import add_watcher, change_rhythm, remove_watcher, save_theme

__all__ = [
    "add_fact",
    "add_position",
    "add_source",
    "add_watcher",
    "apply_rule",
    "change_rhythm",
    "change_source",
    "choose",
    "claim",
    "follow_announced",
    "import_list",
    "keep_feed",
    "keep_refusal",
    "leave_out",
    "mark_read",
    "move_line",
    "part_item",
    "preview",
    "publish_review",
    "read_due",
    "read_soon",
    "read_source",
    "rejoin_item",
    "remove_fact",
    "remove_position",
    "remove_rule",
    "remove_watcher",
    "save_announcement",
    "save_review",
    "save_rule",
    "save_theme",
    "send_digests",
    "set_hand",
    "stop_source",
    "tell_alerts",
]
