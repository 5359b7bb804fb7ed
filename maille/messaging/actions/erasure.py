"""What was said to people is not kept longer than it serves."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import Q

from maille.core import journal
from maille.core.models import Entry
from maille.messaging.models import Message
from maille.territory.models import Network

State = Message.State
# Time for a question ("I never got it") and for the season's report; what, when and to which place stays for good.
KEPT = timedelta(days=60)
BATCH = 500
EMPTY: dict[str, Any] = {
    "recipient": "", "name": "", "phone": "", "subject": "", "body": "", "html": "", "attachments": [], "error": "",
    "outcome": "", "asked": "",
}  # fmt: skip


@transaction.atomic
def erase_old_messages(*, at: datetime, by: Any) -> int:
    """Empty the words and the addresses of messages that ended sixty days ago, at most 500; give how many."""
    ended = Q(done_at__lte=at - KEPT) | Q(state=State.HANDING_OVER, claimed_at__lte=at - KEPT)
    old = Message.objects.filter(ended, erased_at__isnull=True).exclude(state__in=(State.WAITING, State.SENDING))
    rows = list(old.order_by("pk").values_list("pk", "network")[:BATCH])
    keys = [pk for pk, _network in rows]
    Message.objects.filter(pk__in=keys).update(**EMPTY, erased_at=at)
    lines = Entry.objects.filter(object_type=Message._meta.label_lower, object_id__in=[str(pk) for pk in keys])
    journal.redact(lines, at=at)
    counts = Counter(network for _pk, network in rows)
    for network in Network.objects.filter(pk__in=[one for one in counts if one]):
        told = {"messages": counts[network.pk]}
        journal.record("messaging.erased", network, by=by, after=told, network_id=network.pk)
    return len(rows)


@transaction.atomic
def forget_messages(*, about: Iterable[models.Model], at: datetime, by: Any) -> int:
    """Empty at once all that was said, or was to be said, about some objects; what waited does not leave."""
    kept = [(one._meta.label_lower, str(one.pk)) for one in about]
    keys = [pk for kind, key in kept for pk in _about(kind, key)]
    found = Message.objects.filter(pk__in=keys)
    found.filter(state=State.WAITING).update(state=State.CANCELLED, done_at=at, done_by=by)
    journal.redact(Entry.objects.filter(object_type=Message._meta.label_lower, object_id__in=map(str, keys)), at=at)
    return found.update(**EMPTY, erased_at=at)


def _about(kind: str, key: str) -> list[int]:
    return list(Message.objects.filter(about_type=kind, about_id=key).values_list("pk", flat=True))
