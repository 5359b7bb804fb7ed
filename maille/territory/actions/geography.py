"""Loading the communes, their postal codes and their intercommunal bodies from the packaged files."""

from django.db import transaction

from maille.language.words import words
from maille.territory import gazetteer
from maille.territory.models import Commune, Epci, PostalCode

BATCH = 5_000


def load_communes(*, departement: str | None = None) -> int:
    """Write or refresh every current commune (of one département when asked); returns how many.

    Sources: INSEE, La Poste and DGCL, Licence Ouverte 2.0, through `territory/data/`.
    """
    found = [one for one in gazetteer.Gazetteer.load().communes() if departement in (None, one.departement)]
    epcis = gazetteer.load_epci()
    with transaction.atomic():
        _write_epcis({epcis[one.code_insee] for one in found if one.code_insee in epcis})
        Commune.objects.bulk_create(
            [_row(one, epcis.get(one.code_insee)) for one in found],
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["code"],
            update_fields=["name", "search_name", "departement", "population", "latitude", "longitude", "epci"],
        )
        PostalCode.objects.bulk_create(
            [PostalCode(code=code, commune_id=one.code_insee) for one in found for code in one.postal_codes],
            batch_size=BATCH,
            ignore_conflicts=True,
        )
    return len(found)


def searchable_name(name: str) -> str:
    """The name of a commune as people search it: "Saint-Étienne" → "saint etienne"."""
    return " ".join(words(name)) or name.lower()


def _write_epcis(epcis: set[gazetteer.Epci]) -> None:
    Epci.objects.bulk_create(
        [Epci(siren=epci.siren, name=epci.name) for epci in epcis],
        update_conflicts=True,
        unique_fields=["siren"],
        update_fields=["name"],
    )


def _row(one: gazetteer.Commune, epci: gazetteer.Epci | None) -> Commune:
    return Commune(
        code=one.code_insee,
        name=one.name,
        search_name=searchable_name(one.name),
        departement=one.departement,
        population=one.population,
        latitude=one.latitude,
        longitude=one.longitude,
        epci_id=epci.siren if epci else None,
    )
