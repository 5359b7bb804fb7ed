"""The journal: who did what, when, and what changed. Written once, by actions, inside their own transaction.

    before = journal.snapshot(place, ["name", "phone"])
    …
    journal.record("territory.place_changed", place, by=user, before=before, after=journal.snapshot(place, before))

Each action name is announced with its words in `AppConfig.ready()`: `journal.register_labels({…})`.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime, parse_time
from django.utils.formats import date_format, time_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from .bulk import insert_few, insert_rows
from .models import Entry, EntryQuerySet

Values = Mapping[str, Any]
Words = str | Promise

LABEL_LENGTH = 300

_labels: dict[str, Words] = {}
_passing: set[str] = set()


def register_labels(labels: Mapping[str, Words]) -> None:
    """Announce actions and how they are said after a person's name: `{"people.role_granted": _("a donné un rôle")}`."""
    _labels.update(labels)


def announce_passing(*actions: str) -> None:
    """Say that the lines of these actions change seats, and nothing else that a page keeps (`core/kept`)."""
    _passing.update(actions)


def record(
    action: str,
    obj: models.Model,
    *,
    by: Any,
    before: Values | None = None,
    after: Values | None = None,
    concerns: Any = None,
    network_id: int | None = None,
) -> Entry:
    """Write one line: `by` did `action` to `obj` (`by=None`: the system itself).

    Of `before` and `after` (snapshots) only what differs is kept; give `after` alone for something new, `before`
    alone for something removed. `concerns` is the account it happened to. LookupError for an unannounced action.
    """
    line = _entry(action, obj, by=by, before=before, after=after, concerns=concerns, network_id=network_id)
    insert_few([line])
    return line


def record_many(
    action: str,
    items: Iterable[tuple[models.Model, Values | None, Values | None]],
    *,
    by: Any,
    network_id: int | None = None,
) -> int:
    """Write a line for each (object, before, after) of a large change; give how many."""
    _check(action)
    author, at = _author(by), _column("at")(timezone.now(), connection)
    author_id = author.pk if author else None
    was, became = _column("before"), _column("after")
    rows = []
    for obj, before, after in items:
        old, new = changes(before, after)
        told = (None if old is None else was(old, connection), None if new is None else became(new, connection))
        rows.append((at, author_id, action, *_about(obj), network_id, *told, action in _passing))
    insert_rows(Entry, _MANY, rows)
    return len(rows)


_MANY = (
    "at", "by_id", "action", "object_type", "object_id", "object_label", "network_id", "before", "after", "is_passing"
)  # fmt: skip


def _column(name: str) -> Callable[..., Any]:
    """How a value of this column is stored."""
    return Entry._meta.get_field(name).get_db_prep_save  # type: ignore[union-attr]


def _check(action: str) -> None:
    if action not in _labels:
        raise LookupError(f"journal action {action!r} has no words: announce it with register_labels() in ready()")


def _author(by: Any) -> Any:
    return by if by is not None and by.is_authenticated else None


def _about(obj: models.Model) -> tuple[str, str, str]:
    return obj._meta.label_lower, str(obj.pk), str(obj)[:LABEL_LENGTH]


def _entry(
    action: str,
    obj: models.Model,
    *,
    by: Any,
    before: Values | None,
    after: Values | None,
    concerns: Any,
    network_id: int | None,
) -> Entry:
    _check(action)
    was, became = changes(before, after)
    kind, key, label = _about(obj)
    return Entry(
        at=timezone.now(),
        by=_author(by),
        action=action,
        object_type=kind,
        object_id=key,
        object_label=label,
        concerns=concerns,
        network_id=network_id,
        before=was,
        after=became,
        is_passing=action in _passing,
    )


def snapshot(obj: models.Model, fields: Iterable[str]) -> dict[str, Any]:
    """Copy some fields as JSON values; a related object is kept as its key and its name of the day."""
    values = {name: _value(obj, obj._meta.get_field(name)) for name in fields}
    copied: dict[str, Any] = json.loads(json.dumps(values, cls=DjangoJSONEncoder))
    return copied


def _value(obj: models.Model, field: Any) -> Any:
    if not field.is_relation:
        return field.value_from_object(obj)
    related = getattr(obj, field.name)
    return None if related is None else {"id": str(related.pk), "label": str(related)}


def changes(before: Values | None, after: Values | None) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """Keep what differs between two snapshots; one side alone is kept whole."""
    if before is None or after is None:
        return (None if before is None else dict(before), None if after is None else dict(after))
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return {name: before.get(name) for name in names}, {name: after.get(name) for name in names}


def redact(entries: EntryQuerySet, *, at: datetime) -> int:
    """Empty the personal content of some lines, for good: names and values go, who, what and when stay.

    For erasure only; the erasing action writes its own line. Give how many lines were emptied.
    """
    return entries.filter(redacted_at=None).update(before=None, after=None, object_label="", redacted_at=at)


# Reading it


@dataclass(frozen=True, slots=True)
class Change:
    """One field that changed, in words; an empty side means there was nothing."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as a page shows it: who, did what, to what, and the changes."""

    entry: Entry
    who: str
    did: str
    what: str
    concerns: str
    changes: list[Change]


def lines(entries: Iterable[Entry]) -> list[Line]:
    """Put entries into words, in the language of the page."""
    return [_line(entry) for entry in entries]


def _line(entry: Entry) -> Line:
    concerns = str(entry.concerns) if entry.concerns else ""
    return Line(
        entry=entry,
        who=str(entry.by) if entry.by else _("Le système"),
        did=str(_labels.get(entry.action, entry.action)),
        what=entry.object_label,
        concerns="" if concerns == entry.object_label else concerns,
        changes=list(_changes_in_words(entry)),
    )


def _changes_in_words(entry: Entry) -> Iterator[Change]:
    before, after = entry.before or {}, entry.after or {}
    for name in {**before, **after}:
        field = _field(entry.object_type, name)
        label = _label(entry, name, field)
        change = Change(label, _in_words(field, before.get(name)), _in_words(field, after.get(name)))
        if change.before or change.after:
            yield change


def _label(entry: Entry, name: str, field: Any) -> str:
    """Name a value: as the action announced it ("directory.import_done.new"), else as its field is called."""
    announced = _labels.get(f"{entry.action}.{name}")
    return capfirst(str(announced or (field.verbose_name if field is not None else name)))


def _field(object_type: str, name: str) -> Any:
    """Find the field a value came from; None when the model or the field has gone since.

    A value may be another model's, under its whole name: a room's seats, told of its place, are "territory.room.seats".
    """
    if "." in name:
        object_type, name = name.rsplit(".", 1)
    try:
        return apps.get_model(object_type)._meta.get_field(name)
    except (LookupError, ValueError, FieldDoesNotExist):
        return None


def _in_words(field: Any, value: Any) -> str:
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    if isinstance(value, dict) and "label" in value:
        return str(value["label"])
    if isinstance(value, list):
        return ", ".join(_in_words(field, item) for item in value)
    if isinstance(value, str) and (moment := _moment(field, value)):
        return moment
    return str(dict(getattr(field, "flatchoices", None) or ()).get(value, value))


def _moment(field: Any, value: str) -> str:
    """Write a date, a time or both as people read them; empty for any other field."""
    if isinstance(field, models.DateTimeField):
        at = parse_datetime(value)
        return date_format(timezone.localtime(at), "DATETIME_FORMAT") if at else ""
    if isinstance(field, models.DateField):
        on = parse_date(value)
        return date_format(on, "DATE_FORMAT") if on else ""
    if isinstance(field, models.TimeField):
        time = parse_time(value)
        return time_format(time, "TIME_FORMAT") if time else ""
    return ""
