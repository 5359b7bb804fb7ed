"""One search, from what was asked to the places found, in a constant number of queries."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import (
    Case,
    Count,
    ExpressionWrapper,
    F,
    FloatField,
    OuterRef,
    Q,
    Subquery,
    Sum,
    Value,
    When,
    Window,
)
from django.db.models.expressions import Combinable

from maille.directory.models import OfferWord, PlaceWord
from maille.directory.rules import IN_OFFER
from maille.territory.models import Network, Offer
from maille.territory.models.place import PlaceQuerySet
from maille.territory.rules import KM_PER_DEGREE, Position, flat_scale

from .index import meant_by
from .openings import is_open
from .where import Located, NotLocated, locate

DEFAULT_RADIUS_KM = 10
FURTHEST_PAGE = 100_000


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

    @property
    def label(self) -> str:
        return self.located.label if isinstance(self.located, Located) else ""


def search(question: Question, *, at: datetime, network: Network | None, within: PlaceQuerySet) -> Answer:
    """Answer a question at an instant, among the places `within` (those the person may see)."""
    located = locate(question.where, network=network) if question.where.strip() and not question.position else None
    origin = question.position or (located.position if isinstance(located, Located) else None)
    meanings = meant_by(question.what)
    places = _filtered(within, question, network)
    if origin:
        places = nearest(places, origin, question.radius_km)
    around = origin if question.radius_km else None
    open_now = is_open(at, around=around) if question.is_open_now else Q()
    for ids in meanings:
        places = places.filter(_bearing(ids))
    places = places.filter(open_now)
    if not origin:
        places = _most_fitting(places, meanings)
    return Answer(places, origin, located, meanings)


def _bearing(ids: list[int]) -> Q:
    """Places that bear one of these words, in what they offer or of their own."""
    offers = OfferWord.objects.filter(word__in=ids).values("offer_id")
    return Q(offer__in=offers) | Q(pk__in=PlaceWord.objects.filter(word__in=ids).values("place_id"))


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
    scale = flat_scale(origin)
    lat: Combinable = F("search_latitude") - Value(origin.latitude)
    lon: Combinable = (F("search_longitude") - Value(origin.longitude)) * Value(scale)
    squared = ExpressionWrapper(lat * lat + lon * lon, output_field=FloatField())
    places = places.filter(search_latitude__isnull=False)
    if radius_km:
        degrees = radius_km / KM_PER_DEGREE
        places = places.filter(
            search_latitude__range=(origin.latitude - degrees, origin.latitude + degrees),
            search_longitude__range=(origin.longitude - degrees / scale, origin.longitude + degrees / scale),
        ).annotate(squared=squared)
        return places.filter(squared__lte=degrees**2).order_by("squared", "pk")
    return places.annotate(squared=squared).order_by("squared", "pk")


def _most_fitting(places: PlaceQuerySet, meanings: list[list[int]]) -> PlaceQuerySet:
    """Sort by where the words stand in each place, then by name."""
    ids = [pk for meaning in meanings for pk in meaning]
    if not ids:
        return places.order_by("name", "pk")
    own = PlaceWord.objects.filter(word__in=ids)
    weights = own.filter(place=OuterRef("pk")).order_by().values("place").annotate(rank=Sum("weight"))
    rank = _rank_of_offer(ids) + Case(
        When(pk__in=own.values("place_id"), then=Subquery(weights.values("rank"))), default=0
    )
    return places.annotate(rank=rank).order_by("-rank", "name", "pk")


def _rank_of_offer(ids: list[int]) -> Combinable:
    """What the words weigh in the offer of a place: read once for the few offers, not once for each place."""
    counts = Counter(OfferWord.objects.filter(word__in=ids).values_list("offer_id", flat=True))
    alike: dict[int, list[int]] = defaultdict(list)
    for offer, count in counts.items():
        alike[count].append(offer)
    cases = [When(offer__in=offers, then=count * IN_OFFER) for count, offers in sorted(alike.items())]
    return Case(*cases, default=0)


def page_of(places: PlaceQuerySet, wanted: str | None, *, size: int) -> tuple[Page[int], list[int]]:
    """One page of the places found: where it stands among the others, and the ids of its places, in order.

    The search is done once, to count and to read alike. A page that does not exist is the nearest that does.
    """
    counted = places.annotate(total=Window(Count("*"))).values_list("pk", "total")
    asked = _page_number(wanted)
    rows = list(counted[(asked - 1) * size : asked * size])
    total = rows[0][1] if rows else places.count() if asked > 1 else 0
    page = Paginator(range(total), size).get_page(wanted)
    if page.number != asked:
        rows = list(counted[page.start_index() - 1 : page.end_index()])
    return page, [pk for pk, _total in rows]


def _page_number(wanted: str | None) -> int:
    try:
        return min(max(int(wanted or 1), 1), FURTHEST_PAGE)
    except ValueError:
        return 1
