"""Places and networks for the tests: Saint-Étienne, unless said otherwise."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from maille.territory.models import Commune, Network, NetworkPlace, Place, PostalCode

SAINT_ETIENNE = {
    "code": "42218",
    "name": "Saint-Étienne",
    "search_name": "saint etienne",
    "departement": "42",
    "population": 173_136,
    "latitude": 45.43012,
    "longitude": 4.37914,
}


class CommuneFactory(DjangoModelFactory):
    class Meta:
        model = Commune
        django_get_or_create = ("code",)
        skip_postgeneration_save = True

    code = SAINT_ETIENNE["code"]
    name = SAINT_ETIENNE["name"]
    search_name = SAINT_ETIENNE["search_name"]
    departement = SAINT_ETIENNE["departement"]
    population = SAINT_ETIENNE["population"]
    latitude = SAINT_ETIENNE["latitude"]
    longitude = SAINT_ETIENNE["longitude"]

    @factory.post_generation
    def postal_codes(self, create, extracted, **kwargs):
        for code in extracted or ("42000", "42100", "42230"):
            PostalCode.objects.get_or_create(code=code, commune=self)


class PlaceFactory(DjangoModelFactory):
    """A row as the base holds it; go through `save_places` when the derived rows (slots, words) matter."""

    class Meta:
        model = Place

    name = factory.Sequence(lambda n: f"Espace numérique {n}")
    slug = factory.Sequence(lambda n: f"espace-numerique-{n}")
    address = "1 rue de la Paix"
    postal_code = "42000"
    commune = factory.SubFactory(CommuneFactory)
    latitude = 45.44
    longitude = 4.39
    search_latitude = factory.SelfAttribute("latitude")
    search_longitude = factory.SelfAttribute("longitude")
    calendar = "A"
    updated_on = dt.date(2022, 10, 1)


class NetworkFactory(DjangoModelFactory):
    class Meta:
        model = Network
        django_get_or_create = ("slug",)

    slug = "saint-etienne"
    name = "EPN de Saint-Étienne"
    main_commune = factory.SubFactory(CommuneFactory)
    phone = "+33477933226"


class NetworkPlaceFactory(DjangoModelFactory):
    class Meta:
        model = NetworkPlace

    network = factory.SubFactory(NetworkFactory)
    place = factory.SubFactory(PlaceFactory)
    kind = NetworkPlace.Kind.MEMBER
    rhythm = factory.Sequence(lambda n: n % 12)
    hues = factory.Sequence(lambda n: n // 12 % 12)
    edge = factory.Sequence(lambda n: n // 144 % 4)
