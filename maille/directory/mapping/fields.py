"""The fields of a record, each read from its line by its rule."""

import hashlib
from datetime import date

from maille.core.telephone import is_short, read_phones
from maille.directory.record import NO_ADDRESS

from .cells import Line, read_as_number
from .dates import read_any_date, read_date
from .identifiers import read_pivot
from .links import read_emails, read_urls
from .old_names import values_of_old
from .rules import BadCell, FieldRule
from .sentences import MAPPING
from .text import one_line, shorten, slug, split_outside_parentheses, tidy
from .values import CLOSED_LISTS, national_value, value_key
from .wording import said_in_words

LIMITS = {
    "name": 200,
    "parent_name": 200,
    "address": 300,
    "address_complement": 300,
    "summary": 280,
    "source": 100,
}
"""Longest texts, in characters; the summary's is the national standard's, the others are what a page can show."""

MAX_KEY = 120
_SEVERAL_LINES = {"description", "summary", "address"}


def read_key(line: Line) -> str:
    """The line's identifier in its source; refuse the line when it has none."""
    rule = line.mapping.key
    parts = [one_line(line.text(column)) for column in rule.columns]
    if not any(parts):
        raise BadCell(MAPPING("no_key", columns=rule.columns))
    if rule.number:
        parts = [read_as_number(part) for part in parts]
    key = "--".join(slug(part) for part in parts) if rule.as_words else "-".join(parts)
    if len(key) <= MAX_KEY and key.strip("-"):
        return key
    # Too long, or words of another alphabet: a fingerprint keeps two places apart.
    fingerprint = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]
    return f"{key[: MAX_KEY - 13]}-{fingerprint}".strip("-")


def read_text(line: Line, field: str, *, besides: str = "") -> str:
    """One text, made of the field's columns; parts that only repeat `besides` or each other are left out."""
    rule = line.mapping.fields.get(field)
    if rule is None:
        return ""
    if rule.is_plain and not besides:
        text = line.text(rule.columns[0])
        return limit(line, field, _tidied(field, text)) if text else ""
    if rule.constant:
        return rule.constant[0]
    if not rule.fallback and line.is_empty(rule.columns):
        return ""
    parts = _parts(line, rule) or _fallback(line, rule)
    if len(parts) > 1 or besides:
        parts = _said_once(parts, besides)
    text = rule.join.join(parts)
    if text and rule.template:
        text = rule.template.replace("{}", text)
    return limit(line, field, text)


def _said_once(parts: list[str], besides: str) -> list[str]:
    said = {slug(besides)} if besides else set()
    kept = []
    for part in parts:
        if slug(part) not in said:
            kept.append(part)
            said.add(slug(part))
    return kept


def limit(line: Line, field: str, text: str) -> str:
    """The text, shortened with a remark when it is longer than its field."""
    longest = LIMITS.get(field)
    if longest is not None and len(text) > longest:
        short = shorten(text, longest)
        line.remark(field, text, short, MAPPING("shortened", limit=longest))
        return short
    return text


def _parts(line: Line, rule: FieldRule) -> list[str]:
    return [part for column in rule.columns if (part := _part(line, rule, column))]


def _part(line: Line, rule: FieldRule, column: str) -> str:
    if not (text := line.text(column)):
        return ""
    cleaned = line.clean(rule.field, column, text, rule.cleaning)
    return _tidied(rule.field, cleaned)


def _tidied(field: str, text: str) -> str:
    if field == "address" and text.strip() == NO_ADDRESS:
        return ""
    return tidy(text) if field in _SEVERAL_LINES else one_line(text)


def _fallback(line: Line, rule: FieldRule) -> list[str]:
    for column in rule.fallback:
        if part := _part(line, rule, column):
            line.remark(rule.field, "", part, MAPPING("fallback", column=column))
            return [part]
    return []


def read_list(line: Line, field: str) -> tuple[str, ...]:
    """The values of a field that holds several, in the national order, once each."""
    rule = line.mapping.fields.get(field)
    if rule is None or (not rule.constant and not rule.conditions and line.is_empty(rule.columns)):
        return ()
    found = dict.fromkeys(rule.constant)
    for column in rule.columns:
        for text in line.texts(column):
            for piece in pieces(line, rule, column, text):
                found.update(dict.fromkeys(_values(line, rule, column, piece)))
    for condition in rule.conditions:
        if line.says(condition.column, condition.equals):
            found.update(dict.fromkeys(condition.add))
    return _ordered(field, found) if found else ()


def pieces(line: Line, rule: FieldRule, column: str, text: str) -> tuple[str, ...]:
    """The words of a cell that holds several, cleaned and cut as the rule says."""
    cleaned = line.clean(rule.field, column, text, rule.cleaning)
    if rule.separators:
        return split_outside_parentheses(cleaned, rule.separators)
    return tuple(filter(None, [one_line(cleaned)]))


def _values(line: Line, rule: FieldRule, column: str, piece: str) -> tuple[str, ...]:
    key = value_key(piece)
    if key in rule.values:
        return rule.values[key]
    if key in rule.ignored:
        return ()
    if rule.field not in CLOSED_LISTS:
        return (piece,)
    if value := national_value(rule.field, piece):
        return (value,)
    if values := values_of_old(rule.field, piece):
        line.remark(rule.field, piece, ", ".join(values), MAPPING("old_value", word=piece, values=values))
        return values
    if values := said_in_words(rule.field, piece):
        line.remark(rule.field, piece, ", ".join(values), MAPPING("said_in_words", word=piece, values=values))
        return values
    line.remark(rule.field, piece, "", MAPPING("no_equivalent", word=piece, column=column))
    return ()


def _ordered(field: str, found: dict[str, None]) -> tuple[str, ...]:
    national = CLOSED_LISTS.get(field)
    return tuple(value for value in national if value in found) if national else tuple(found)


def read_pivot_field(line: Line, postal_code: str) -> str:
    """The SIRET or RNA, empty with a remark when it is wrong."""
    text = read_text(line, "pivot")
    if not text:
        return ""
    pivot = read_pivot(text, postal_code)
    if pivot.problem:
        line.remark("pivot", text, "", MAPPING("pivot", text=text, problem=pivot.problem))
    elif pivot.value and pivot.value != text:
        has_lost_zero = len(pivot.value) > sum(map(str.isalnum, text))
        line.remark("pivot", text, pivot.value, MAPPING("pivot_zero" if has_lost_zero else "pivot_form"))
    return pivot.value


def read_phone_field(line: Line, postal_code: str) -> str:
    """The first telephone number; the others and what is not a number go to the remarks."""
    text = read_text(line, "phone")
    if not text:
        return ""
    phones = read_phones(text, postal_code)
    phone = phones.numbers[0] if phones.numbers else ""
    if phone and phone != text:
        has_lost_zero = text.isdigit() and len(text) == 9
        line.remark("phone", text, phone, MAPPING("phone_zero" if has_lost_zero else "phone_form"))
    if others := ", ".join(phones.numbers[1:]):
        line.remark("phone", others, "", MAPPING("phone_others", others=others))
    if phones.unread:
        code = "phone_short" if is_short(phones.unread) else "phone_unread"
        line.remark("phone", phones.unread, "", MAPPING(code, text=phones.unread))
    return phone


def read_url_field(line: Line, field: str) -> str:
    """The first web address; the others and what is not an address go to the remarks."""
    text = read_text(line, field)
    if not text:
        return ""
    urls, unread = read_urls(text)
    url = urls[0] if urls else ""
    if url and not text.startswith(url):
        line.remark(field, text, url, MAPPING("url_completed"))
    if others := ", ".join(urls[1:]):
        line.remark(field, others, "", MAPPING("url_others", others=others))
    if unread:
        line.remark(field, unread, "", MAPPING("url_unread", text=unread))
    return url


def read_emails_field(line: Line) -> tuple[str, ...]:
    """Every e-mail address; what is not one goes to the remarks."""
    text = read_text(line, "emails")
    if not text:
        return ()
    emails, unread = read_emails(text)
    if changed := [one for one in emails if one not in text]:
        line.remark("emails", text, ", ".join(changed), MAPPING("email_form"))
    if unread:
        line.remark("emails", unread, "", MAPPING("email_unread", text=unread))
    return emails


def read_updated_on(line: Line) -> date:
    """The day the line says it was updated, or the file's own date."""
    rule = line.mapping.fields.get("updated_on")
    snapshot = line.mapping.source.snapshot_on
    if rule is None:
        return snapshot
    text = read_text(line, "updated_on")
    if (day := read_date(text, rule.date_format)) is not None:
        return day
    if read := read_any_date(text):
        if read.form != "plain":
            told = MAPPING(f"date_{read.form}", text=text, day=read.day.isoformat())
            line.remark("updated_on", text, read.day.isoformat(), told)
        return read.day
    line.remark("updated_on", text, snapshot.isoformat(), MAPPING("date_unread"))
    return snapshot
