"""One search, from what was asked to the places found, in a constant number of queries."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from operator import and_

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, Window

from maille.directory.models import OfferWord, PlaceWord
from maille.directory.rules import IN_OFFER
from maille.territory.models import Network, Offer
from maille.territory.models.place import PlaceQuerySet
from maille.territory.rules import KM_PER_DEGREE, Position, flat_scale

from .index import meant_by
from .openings import is_open
from .sql import Sql, listed, measure, read
from .where import Located, NotLocated, locate

DEFAULT_RADIUS_KM = 10
FURTHEST_PAGE = 100_000
# Of a search everywhere, the first pages are nearly always found so far: what is beyond need not be sorted.
NEAR_KM = (50, 200)
# Nobody turns more pages of a search everywhere: beyond, the places are no longer counted, the list says "more than".
MOST_COUNTED = 500
# Above, a database finds the bearers of a word faster than it reads their keys.
MOST_NAMED = 2_000

PLACE_WORDS, OFFER_WORDS = PlaceWord._meta.db_table, OfferWord._meta.db_table
_OFFERS = f"SELECT offer_id FROM {OFFER_WORDS} WHERE word_id IN "  # noqa: S608 - our own names
_OWN = f"SELECT place_id FROM {PLACE_WORDS} WHERE word_id IN "  # noqa: S608


@dataclass(frozen=True)
class Question:
    """What someone looks for. Empty fields ask nothing; radius in kilometres, 0 for everywhere."""

    where: str = ""
    what: str = ""
    position: Position | None = None
    radius_km: int = DEFAULT_RADIUS_KM
    services: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    special_care: tuple[str, ...] = ()
    costs: tuple[str, ...] = ()
    is_open_now: bool = False
    members_only: bool = False


@dataclass(frozen=True)
class Answer:
    """The places found, nearest or most fitting first, and how "Où ?" was understood."""

    places: PlaceQuerySet
    origin: Position | None = None
    located: Located | NotLocated | None = None
    words: list[list[int]] = field(default_factory=list)
    radius_km: int = DEFAULT_RADIUS_KM

    @property
    def label(self) -> str:
        return self.located.label if isinstance(self.located, Located) else ""

    @property
    def is_everywhere(self) -> bool:
        """Whether every place of the country is sorted by its distance."""
        return self.origin is not None and not self.radius_km


def search(question: Question, *, at: datetime, network: Network | None, within: PlaceQuerySet) -> Answer:
    """Answer a question at an instant, among the places `within` (those the person may see)."""
    located = locate(question.where, network=network) if question.where.strip() and not question.position else None
    origin = question.position or (located.position if isinstance(located, Located) else None)
    meanings = meant_by(question.what)
    places = _filtered(within, question, network)
    radius_km = question.radius_km if origin else None
    wanted = [_within(origin, question.radius_km)] if origin else []
    wanted += _bearing_all(meanings, among_few=bool(radius_km))
    if question.is_open_now:
        wanted.append(is_open(at, around=origin if radius_km else None))
    if wanted:
        places = places.filter(reduce(and_, wanted))
    places = places.order_by(_distance(origin), "pk") if origin else _most_fitting(places, meanings)
    return Answer(places, origin, located, meanings, question.radius_km)


def _bearing_all(meanings: list[list[int]], *, among_few: bool) -> list[Sql]:
    """What bears every word that was typed, each by one of its meanings; `among_few` when much else is ruled out.

    Of the whole country, the bearers of a rare word are named one by one: a database then reads these, not every place.
    """
    if not all(meanings):
        return [Sql("1 = 0")]
    bearers = [(_OFFERS + f"({listed(ids)})", _OWN + f"({listed(ids)})") for ids in meanings]
    if among_few:
        return [_bearing(*one) for one in bearers]
    named = [(_named(offers), _named(own)) for offers, own in bearers]
    # A word that no offer bears leaves only places: those that bear all such words.
    sets = [own for offers, own in named if not offers and isinstance(own, set)]
    wanted = [_bearing(*one) for one in named if one[0] or not isinstance(one[1], set)]
    return [Sql(_among("pk", set.intersection(*sets))), *wanted] if sets else wanted


def _named(query: str) -> set[int] | str:
    """The keys that a query finds, unless they are many: then the query itself."""
    found = read(f"{query} LIMIT {MOST_NAMED + 1}")
    return query if len(found) > MOST_NAMED else {key for (key,) in found}


def _bearing(offers: set[int] | str, own: set[int] | str) -> Sql:
    """Places that bear a word, in what they offer or of their own."""
    return Sql(f"({_among('offer', offers)} OR {_among('pk', own)})")


def _among(column: str, keys: set[int] | str) -> str:
    return f"{{{column}}} IN ({keys if isinstance(keys, str) else listed(sorted(keys))})" if keys else "1 = 0"


def _filtered(places: PlaceQuerySet, question: Question, network: Network | None) -> PlaceQuerySet:
    for name, values in (
        ("services", question.services),
        ("audiences", question.audiences),
        ("special_care", question.special_care),
        ("costs", question.costs),
    ):
        wanted = Q()
        for value in values:
            wanted |= Q(**{f"{name}__has": value})
        if wanted:
            places = places.filter(offer__in=Offer.objects.filter(wanted))
    if network and question.members_only:
        places = places.filter(network_places__network=network, network_places__kind="member")
    return places


def nearest(places: PlaceQuerySet, origin: Position, radius_km: int) -> PlaceQuerySet:
    """Sort by distance on a flat map around the origin: at 50 km it errs by less than a metre in a hundred."""
    return places.filter(_within(origin, radius_km)).order_by(_distance(origin), "pk")


def _within(origin: Position, radius_km: int) -> Sql:
    """Places that far at most (0: however far), by a square that the index knows, then by the circle in it."""
    if not radius_km:
        return Sql("{latitude} IS NOT NULL")
    degrees = radius_km / KM_PER_DEGREE
    wide = degrees / flat_scale(origin)
    return Sql(
        f"{{latitude}} BETWEEN {origin.latitude - degrees} AND {origin.latitude + degrees}"
        f" AND {{longitude}} BETWEEN {origin.longitude - wide} AND {origin.longitude + wide}"
        f" AND {_distance(origin).sql} <= {degrees**2}"
    )


def _distance(origin: Position) -> Sql:
    """The square of the distance, in degrees of latitude."""
    latitude, longitude = (
        f"({{latitude}} - {origin.latitude})",
        f"(({{longitude}} - {origin.longitude}) * {flat_scale(origin)})",
    )
    return measure(f"({latitude} * {latitude} + {longitude} * {longitude})")


def _most_fitting(places: PlaceQuerySet, meanings: list[list[int]]) -> PlaceQuerySet:
    """Sort by where the words stand in each place, then by name."""
    ids = [pk for meaning in meanings for pk in meaning]
    if not ids:
        return places.order_by("name", "pk")
    return places.order_by((_rank_of_offer(ids) + _rank_of_own(ids)).desc(), "name", "pk")


def _rank_of_own(ids: list[int]) -> Sql:
    own = f"FROM {PLACE_WORDS} WHERE word_id IN ({listed(ids)})"
    return measure(
        f"CASE WHEN {{pk}} IN (SELECT place_id {own}) THEN (SELECT SUM(weight) {own} AND place_id = {{pk}}) ELSE 0 END"
    )


def _rank_of_offer(ids: list[int]) -> Sql:
    """What the words weigh in the offer of a place: read once for the few offers, not once for each place."""
    weighed = read(
        f"SELECT COUNT(*), offer_id FROM {OFFER_WORDS} WHERE word_id IN ({listed(ids)}) GROUP BY offer_id"  # noqa: S608
    )
    alike: dict[int, list[int]] = defaultdict(list)
    for count, offer in weighed:
        alike[count].append(offer)
    cases = "".join(
        f" WHEN {{offer}} IN ({listed(offers)}) THEN {count * IN_OFFER}" for count, offers in sorted(alike.items())
    )
    return measure(f"CASE{cases} ELSE 0 END" if cases else "0")


class Pages(Paginator[int]):
    """The pages of the places found; `is_cut` when more were found than are counted and shown."""

    def __init__(self, total: int, size: int, *, most: int | None = None) -> None:
        self.is_cut = most is not None and total > most
        super().__init__(range(most if most is not None and self.is_cut else total), size)


def page_of(answer: Answer, wanted: str | None, *, size: int) -> tuple[Page[int], list[int]]:
    """One page of the places found: where it stands among the others, and the ids of its places, in order.

    The search is done once, to count and to read alike. A page that does not exist is the nearest that does.
    """
    asked = _page_number(wanted)
    if answer.origin and answer.is_everywhere:
        return _page_of_everywhere(answer, answer.origin, asked, size)
    counted = answer.places.annotate(total=Window(Count("*"))).values_list("pk", "total")
    rows = list(counted[(asked - 1) * size : asked * size])
    total = rows[0][1] if rows else answer.places.count() if asked > 1 else 0
    page = Pages(total, size).get_page(asked)
    if page.number != asked:
        rows = list(counted[page.start_index() - 1 : page.end_index()])
    return page, [pk for pk, _total in rows]


def _page_of_everywhere(answer: Answer, origin: Position, asked: int, size: int) -> tuple[Page[int], list[int]]:
    """Few places in the whole country are all read, and sorted here; of many, the nearest are looked for nearby."""
    away = answer.places.order_by().annotate(away=_distance(origin)).values_list("away", "pk")
    found = list(away[: MOST_COUNTED + 1])
    page = Pages(len(found), size, most=MOST_COUNTED).get_page(asked)
    start, end = (page.number - 1) * size, page.number * size
    if len(found) <= MOST_COUNTED:
        return page, [pk for _away, pk in sorted(found)[start:end]]
    end = min(end, MOST_COUNTED)
    for places in (*(answer.places.filter(_within(origin, km)) for km in NEAR_KM), answer.places):
        ids = list(places.values_list("pk", flat=True)[start:end])
        if len(ids) == end - start:
            break
    return page, ids


def _page_number(wanted: str | None) -> int:
    try:
        return min(max(int(wanted or 1), 1), FURTHEST_PAGE)
    except ValueError:
        return 1
