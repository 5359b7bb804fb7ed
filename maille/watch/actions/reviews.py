"""The press review: stories chosen for the next one, put in order, told in a line each, published for all."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from maille.core import journal
from maille.core.refusals import Refused
from maille.people.models import Role, User
from maille.people.rules import MEMBER_KINDS
from maille.territory.models import Network
from maille.watch.models import Review, ReviewLine, Story

from .mailing import mail
from .rights import check_row, check_speaks, check_watches

MOST_LINES = 40


@transaction.atomic
def choose(*, story: Story, by: Any) -> ReviewLine:
    """Choose a story for the next review, after the others; chosen twice, it is there once."""
    check_watches(by, story.network)
    review = _next_review(story.network)
    known = review.lines.filter(story=story).first()
    if known is not None:
        return known
    if review.lines.count() >= MOST_LINES:
        raise Refused(_("La revue a déjà quarante lignes\u00a0: publiez-la, ou enlevez-en."))
    item = story.items.select_related("source").order_by("at", "pk").first()
    line = ReviewLine.objects.create(
        review=review,
        story=story,
        position=(review.lines.aggregate(last=Max("position"))["last"] or 0) + 1,
        title=story.title,
        url=item.url if item else "",
        source=str(item.source)[:120] if item else "",
        at=item.at if item else story.first_at,
        chosen_by=by,
    )
    journal.record("watch.story_chosen", story, by=by, network_id=story.network_id)
    return line


@transaction.atomic
def leave_out(*, story: Story, by: Any) -> None:
    """Take a story out of the next review."""
    check_watches(by, story.network)
    deleted, _rows = ReviewLine.objects.filter(story=story, review__published_at__isnull=True).delete()
    if deleted:
        journal.record("watch.story_left", story, by=by, network_id=story.network_id)


def _next_review(network: Network) -> Review:
    """The review in the making, alone with it; begun when there is none."""
    Network.objects.select_for_update(of=("self",)).get(pk=network.pk)
    review = Review.objects.filter(network=network, published_at__isnull=True).first()
    if review is None:
        last = Review.objects.filter(network=network).aggregate(last=Max("number"))["last"] or 0
        review = Review.objects.create(network=network, number=last + 1)
    return review


@transaction.atomic
def save_review(*, network: Network, title: str, intro: str, sentences: dict[int, str], by: Any) -> Review:
    """Keep the words of the next review: its title, its opening, the line of each story (by the line's key)."""
    check_watches(by, network)
    review = _next_review(network)
    review.title, review.intro = title.strip(), intro.replace("\r\n", "\n").strip()
    check_row(review)
    review.save(update_fields=["title", "intro"])
    for line in review.lines.filter(pk__in=sentences):
        line.sentence = " ".join(sentences[line.pk].split())
        if len(line.sentence) > 300:
            raise Refused(
                _("Une phrase, pas plus de 300 signes\u00a0: raccourcissez celle-ci."), field=f"line-{line.pk}"
            )
        line.save(update_fields=["sentence"])
    return review


@transaction.atomic
def move_line(*, line: ReviewLine, step: int, by: Any) -> None:
    """Move a line of the next review up (-1) or down (1); at an end, it stays."""
    check_watches(by, line.review.network)
    review = _next_review(line.review.network)
    rows = list(review.lines.all())
    here = next((rank for rank, row in enumerate(rows) if row.pk == line.pk), None)
    if here is None:
        raise Refused(_("Cette revue est publiée\u00a0: son ordre ne change plus."))
    there = min(max(here + step, 0), len(rows) - 1)
    rows.insert(there, rows.pop(here))
    for rank, row in enumerate(rows, 1):
        row.position = rank
    ReviewLine.objects.bulk_update(rows, ["position"])


@transaction.atomic
def publish_review(*, network: Network, send: bool, by: Any, at: datetime) -> Review:
    """Publish the next review, for ever as it is; `send` has it also mailed to the members of the network."""
    check_speaks(by, network)
    review = _next_review(network)
    lines = list(review.lines.all())
    if not lines:
        raise Refused(_("La revue est vide\u00a0: choisissez d’abord des histoires dans la liste."))
    silent = next((line for line in lines if not line.sentence), None)
    if silent is not None:
        sentence = _("Écrivez une phrase pour «\u00a0%(title)s\u00a0», ou enlevez-la de la revue.")
        raise Refused(sentence % {"title": silent.title}, field=f"line-{silent.pk}")
    review.published_at = at
    review.save(update_fields=["published_at"])
    after = {"watch.review.number": review.number, "watch.review.title": review.title}
    journal.record("watch.review_published", review, by=by, after=after, network_id=network.pk)
    if send:
        _mail(review, lines, at)
    return review


def _mail(review: Review, lines: list[ReviewLine], at: datetime) -> None:
    for user in members_of(review.network, timezone.localdate(at)):
        with override(user.language):
            subject, body = str(review), plain_text(review, lines)
        key = f"watch:{review.pk}:{user.pk}:review"
        mail(user, key=key, subject=subject, body=body, at=at, about=review, network=review.network)


def members_of(network: Network, on: date) -> QuerySet[User]:
    """The open accounts of a network's members, by name."""
    roles = Role.objects.inside().current(on).filter(network=network, kind__in=MEMBER_KINDS)
    return User.objects.open().filter(pk__in=roles.values("user")).order_by("name", "pk")


def plain_text(review: Review, lines: list[ReviewLine]) -> str:
    """The review as a plain mail: publishers' own addresses, no picture, nothing that tells who has opened it."""
    told = [f"{review.intro}\n"] if review.intro else []
    for line in lines:
        told.append(
            "\n".join(filter(None, [line.sentence, f"  {line.title} ({line.source})", f"  {line.url}".rstrip()]))
        )
    told.append(_("La revue en ligne\u00a0: %(url)s") % {"url": settings.SITE_URL + review.get_absolute_url()})
    return "\n\n".join(told)
