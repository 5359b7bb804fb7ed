"""Press reviews as an Atom feed, each whole: sentences, titles, links to those who wrote."""

from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from maille.territory.context import default_network

from .models import Review

MOST = 20


class ReviewFeed(Feed):
    """One entry a review, under the same name for ever."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return default_network()

    def title(self, network: Any) -> str:
        return _("Revues de presse\u00a0: %(network)s") % {"network": network or ""}

    def link(self, network: Any) -> str:
        return reverse("watch:reviews")

    def items(self, network: Any) -> list[Review]:
        rows = Review.objects.published().filter(network=network)
        return list(rows.select_related("network").prefetch_related("lines")[:MOST])

    def item_title(self, item: Review) -> str:
        return str(item)

    def item_guid(self, item: Review) -> str:
        return f"urn:maille:revue:{item.network.slug}:{item.number}"

    def item_description(self, item: Review) -> str:
        intro = format_html("<p>{}</p>", item.intro) if item.intro else ""
        lines = format_html_join(
            "",
            '<p>{}<br><a href="{}">{}</a> ({})</p>',
            ((line.sentence, line.url, line.title, line.source) for line in item.lines.all()),
        )
        return f"{intro}{lines}"

    def item_pubdate(self, item: Review) -> datetime | None:
        return item.published_at
