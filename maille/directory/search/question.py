"""One search, from what was asked to the places found, in a constant number of queries."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import ExpressionWrapper, F, FloatField, Q, QuerySet, Sum, Value
from django.db.models.expressions import Combinable

from maille.territory.models import Network, Place
from maille.territory.rules import KM_PER_DEGREE, Position, flat_scale

from .index import meant_by
from .openings import open_at
from .where import Located, NotLocated, locate

DEFAULT_RADIUS_KM = 10


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

    places: QuerySet[Place]
    origin: Position | None = None
    located: Located | NotLocated | None = None
    words: list[list[int]] = field(default_factory=list)

    @property
    def label(self) -> str:
        return self.located.label if isinstance(self.located, Located) else ""


def search(question: Question, *, at: datetime, network: Network | None, within: QuerySet[Place]) -> Answer:
    """Answer a question at an instant, among the places `within` (those the person may see)."""
    located = locate(question.where, network=network) if question.where.strip() and not question.position else None
    origin = question.position or (located.position if isinstance(located, Located) else None)
    meanings = meant_by(question.what)
    places = _filtered(within, question, network)
    for ids in meanings:
        places = places.filter(pk__in=_having(ids))
    if question.is_open_now:
        places = open_at(places, at)
    if origin:
        return Answer(nearest(places, origin, question.radius_km), origin, located, meanings)
    return Answer(_most_fitting(places, meanings), None, located, meanings)


def _having(ids: list[int]) -> QuerySet[Place]:
    through = Place.search_words.rel.related_model  # type: ignore[attr-defined]
    return through.objects.filter(word__in=ids).values("place_id")


def _filtered(places: QuerySet[Place], question: Question, network: Network | None) -> QuerySet[Place]:
    for name, values in (
        ("services", question.services),
        ("audiences", question.audiences),
        ("special_care", question.special_care),
        ("costs", question.costs),
    ):
        wanted = Q()
        for value in values:
            wanted |= Q(**{f"{name}__has": value})
        places = places.filter(wanted)
    if network and question.members_only:
        places = places.filter(network_places__network=network, network_places__kind="member")
    return places


def nearest(places: QuerySet[Place], origin: Position, radius_km: int) -> QuerySet[Place]:
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


def _most_fitting(places: QuerySet[Place], meanings: list[list[int]]) -> QuerySet[Place]:
    """Sort by where the words stand in each place, then by name."""
    ids = [pk for meaning in meanings for pk in meaning]
    if not ids:
        return places.order_by("name", "pk")
    rank = Sum("search_words__weight", filter=Q(search_words__word__in=ids))
    return places.filter(search_words__word__in=ids).annotate(rank=rank).order_by("-rank", "name", "pk")
