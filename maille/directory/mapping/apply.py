"""Apply a mapping to the lines of its file: each one is taken, or kept with its reason."""

from collections.abc import Iterable, Iterator
from itertools import islice

from maille.directory.record import Kept, Outcome, PlaceRecord, Row, Taken
from maille.language.phrases import as_written
from maille.territory.gazetteer import Gazetteer

from .cells import Line
from .fields import (
    read_emails_field,
    read_key,
    read_list,
    read_phone_field,
    read_pivot_field,
    read_text,
    read_updated_on,
    read_url_field,
)
from .hours import ReadFrench, ReadWeek, read_hours
from .place import read_whereabouts
from .rules import BadCell, Mapping
from .sentences import MAPPING


def apply_all(
    mapping: Mapping,
    rows: Iterable[Row],
    gazetteer: Gazetteer,
    *,
    read_french: ReadFrench | None = None,
    read_week: ReadWeek | None = None,
) -> Iterator[Outcome]:
    """One outcome a row, in order; a second line under one identifier is kept, pointing at the first."""
    first_line: dict[str, int] = {}
    read_french, read_week = read_french or _default_french(), read_week or _default_week()
    for row in rows:
        outcome = apply(mapping, row, gazetteer, read_french=read_french, read_week=read_week)
        if isinstance(outcome, Taken):
            first = first_line.setdefault(outcome.record.key, row.line_number)
            if first != row.line_number:
                twice = MAPPING("key_twice", name=outcome.record.name, line=first)
                outcome = Kept(row.line_number, row.cells, twice)
        yield outcome


def preview(mapping: Mapping, rows: Iterable[Row], gazetteer: Gazetteer, *, count: int = 20) -> list[Outcome]:
    """What the first rows become, to look at before deciding."""
    return list(apply_all(mapping, islice(rows, count), gazetteer))


def apply(
    mapping: Mapping,
    row: Row,
    gazetteer: Gazetteer,
    *,
    read_french: ReadFrench | None = None,
    read_week: ReadWeek | None = None,
) -> Outcome:
    """The place a row describes with the remarks made on the way, or the row kept with its reason."""
    if row.problem:
        return Kept(row.line_number, row.cells, row.problem)
    line = Line(mapping, row)
    try:
        record = _read(line, gazetteer, read_french or _default_french(), read_week or _default_week())
    except BadCell as refusal:
        return Kept(row.line_number, row.cells, refusal.phrase)
    return Taken(row.line_number, record, tuple(dict.fromkeys(line.remarks)))


def _read(line: Line, gazetteer: Gazetteer, read_french: ReadFrench, read_week: ReadWeek) -> PlaceRecord:
    _refuse_skipped(line)
    key = read_key(line)
    name = read_text(line, "name")
    if not name:
        raise BadCell(MAPPING("no_name"))
    where = read_whereabouts(line, gazetteer)
    hours, hours_text = read_hours(line, read_french, read_week)
    return PlaceRecord(
        key=key,
        pivot=read_pivot_field(line, where.postal_code),
        name=name,
        commune_name=where.commune_name,
        postal_code=where.postal_code,
        insee_code=where.insee_code,
        address=where.address,
        address_complement=where.address_complement,
        latitude=where.latitude,
        longitude=where.longitude,
        typologies=read_list(line, "typologies"),
        phone=read_phone_field(line, where.postal_code),
        emails=read_emails_field(line),
        website=read_url_field(line, "website"),
        hours=hours,
        hours_text=hours_text,
        summary=read_text(line, "summary"),
        description=read_text(line, "description"),
        source=read_text(line, "source") or line.mapping.source.title,
        roaming=read_list(line, "roaming"),
        parent_name=read_text(line, "parent_name"),
        updated_on=read_updated_on(line),
        services=read_list(line, "services"),
        audiences=read_list(line, "audiences"),
        special_care=read_list(line, "special_care"),
        costs=read_list(line, "costs"),
        programmes=read_list(line, "programmes"),
        trainings=read_list(line, "trainings"),
        other_labels=read_list(line, "other_labels"),
        access_modes=read_list(line, "access_modes"),
        support_modes=read_list(line, "support_modes"),
        acces_libre_url=read_url_field(line, "acces_libre_url"),
        booking_url=read_url_field(line, "booking_url"),
    )


def _refuse_skipped(line: Line) -> None:
    for skip in line.mapping.skips:
        if line.says(skip.column, skip.equals):
            raise BadCell(as_written(skip.reason))


def _default_french() -> ReadFrench:
    # Imported when first used: a mapping without hours has no need of the reader of hours.
    from maille.territory.hours.french import read_french

    return read_french


def _default_week() -> ReadWeek:
    from maille.territory.hours.french import read_week

    return read_week
