"""The journal on a page: `{% load journal %}{% journal entries %}`."""

from collections.abc import Iterable
from typing import Any

from django import template

from maille.core import journal as words
from maille.core.models import Entry

register = template.Library()


@register.inclusion_tag("core/_journal.html")
def journal(entries: Iterable[Entry]) -> dict[str, Any]:
    """Entries as people read them: who, what, when, what changed. Give them `newest_first()`."""
    return {"lines": words.lines(entries)}
