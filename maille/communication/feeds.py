"""Statements as an Atom feed: one entry a statement, under the same name for ever, its last note first."""

from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from maille.territory.context import default_network

from . import saying
from .models import Statement
from .rules import statements as rules

MOST = 30


class StatementFeed(Feed):
    """A misprint corrected is no news: the day of an entry is that of its last change that says something."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return default_network()

    def title(self, network: Any) -> str:
        return _("Prises de position\u00a0: %(network)s") % {"network": network or ""}

    def link(self, network: Any) -> str:
        return reverse("communication:statements")

    def items(self, network: Any) -> list[Statement]:
        rows = Statement.objects.published().filter(network=network).for_display().prefetch_related("quotes")
        return sorted(rows, key=lambda one: self.item_updateddate(one), reverse=True)[:MOST]

    def item_title(self, item: Statement) -> str:
        return item.title if item.current is None else item.current.title

    def item_guid(self, item: Statement) -> str:
        return f"urn:maille:prise-de-position:{item.network.slug}:{item.slug}"

    def item_description(self, item: Statement) -> str:
        told = "".join(f"<h2>{note.version.get_kind_display()}</h2>{note.html}" for note in saying.notes(item))
        shown = "" if item.is_withdrawn or item.current is None else item.current.body
        body = saying.with_quotes(shown, item.quotes.all())
        return f"{told}{body}"

    def item_pubdate(self, item: Statement) -> datetime:
        return item.versions.all()[0].published_at

    def item_updateddate(self, item: Statement) -> datetime:
        return max(one.published_at for one in item.versions.all() if one.kind != rules.TYPO)
