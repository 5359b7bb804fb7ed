"""One search, from what was asked to the places found, in a constant number of queries."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, Window

from maille.directory.models import OfferWord, PlaceWord
from maille.directory.rules import IN_OFFER
from maille.territory.models import Network, Offer
from maille.territory.models.place import PlaceQuerySet
from maille.territory.rules import KM_PER_DEGREE, Position, flat_scale

from .index import meant_by
from .openings import is_open
from .sql import Sql, marks, measure, read
from .where import Located, NotLocated, locate

DEFAULT_RADIUS_KM = 10
FURTHEST_PAGE = 100_000
# Of a search everywhere, the first pages are nearly always found within so far: what is beyond need not be sorted.
NEAR_KM = 50
# Nobody turns more pages of a search everywhere: beyond, the places are no longer counted, the list says "more than".
MOST_COUNTED = 500

PLACE_WORDS, OFFER_WORDS = PlaceWord._meta.db_table, OfferWord._meta.db_table


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
    if origin:
        places = nearest(places, origin, question.radius_km)
    around = origin if question.radius_km else None
    for ids in meanings:
        places = places.filter(_bearing(ids))
    if question.is_open_now:
        places = places.filter(is_open(at, around=around))
    if not origin:
        places = _most_fitting(places, meanings)
    return Answer(places, origin, located, meanings, question.radius_km)


def _bearing(ids: list[int]) -> Sql:
    """Places that bear one of these words, in what they offer or of their own."""
    if not ids:
        return Sql("1 = 0")
    said = marks(ids)
    offers = f"SELECT offer_id FROM {OFFER_WORDS} WHERE word_id IN ({said})"  # noqa: S608 - our own names
    own = f"SELECT place_id FROM {PLACE_WORDS} WHERE word_id IN ({said})"  # noqa: S608
    return Sql(f"({{offer}} IN ({offers}) OR {{pk}} IN ({own}))", [*ids, *ids])


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
    distance = _distance(origin)
    return Sql(
        f"{{latitude}} BETWEEN %s AND %s AND {{longitude}} BETWEEN %s AND %s AND {distance.sql} <= %s",
        [
            *(origin.latitude - degrees, origin.latitude + degrees, origin.longitude - wide, origin.longitude + wide),
            *distance.params,
            degrees**2,
        ],
    )


def _distance(origin: Position) -> Sql:
    """The square of the distance, in degrees of latitude."""
    scale = flat_scale(origin)
    latitude, longitude = "({latitude} - %s)", "(({longitude} - %s) * %s)"
    return measure(
        f"({latitude} * {latitude} + {longitude} * {longitude})",
        [origin.latitude, origin.latitude, origin.longitude, scale, origin.longitude, scale],
    )


def _most_fitting(places: PlaceQuerySet, meanings: list[list[int]]) -> PlaceQuerySet:
    """Sort by where the words stand in each place, then by name."""
    ids = [pk for meaning in meanings for pk in meaning]
    if not ids:
        return places.order_by("name", "pk")
    return places.order_by((_rank_of_offer(ids) + _rank_of_own(ids)).desc(), "name", "pk")


def _rank_of_own(ids: list[int]) -> Sql:
    own = f"FROM {PLACE_WORDS} WHERE word_id IN ({marks(ids)})"
    return measure(
        f"CASE WHEN {{pk}} IN (SELECT place_id {own}) THEN (SELECT SUM(weight) {own} AND place_id = {{pk}}) ELSE 0 END",
        [*ids, *ids],
    )


def _rank_of_offer(ids: list[int]) -> Sql:
    """What the words weigh in the offer of a place: read once for the few offers, not once for each place."""
    weighed = read(
        f"SELECT COUNT(*), offer_id FROM {OFFER_WORDS} WHERE word_id IN ({marks(ids)}) GROUP BY offer_id",  # noqa: S608
        ids,
    )
    alike: dict[int, list[int]] = defaultdict(list)
    for count, offer in weighed:
        alike[count].append(offer)
    cases = "".join(
        f" WHEN {{offer}} IN ({', '.join(map(str, offers))}) THEN {count * IN_OFFER}"
        for count, offers in sorted(alike.items())
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
    ids = list(answer.places.filter(_within(origin, NEAR_KM)).values_list("pk", flat=True)[start:end])
    return page, ids if len(ids) == end - start else list(answer.places.values_list("pk", flat=True)[start:end])


def _page_number(wanted: str | None) -> int:
    try:
        return min(max(int(wanted or 1), 1), FURTHEST_PAGE)
    except ValueError:
        return 1
