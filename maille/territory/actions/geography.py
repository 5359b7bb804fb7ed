"""Loading the communes, their postal codes and their intercommunal bodies from the packaged files."""

import csv
import gzip
from importlib.resources import files

from django.db import transaction

from maille.language.words import words

from ..models import Commune, Epci, PostalCode

BATCH = 5_000
CURRENT_KINDS = ("commune-actuelle", "arrondissement-municipal")


def load_communes(*, departement: str | None = None) -> int:
    """Write or refresh every current commune (of one département when asked); returns how many.

    Sources: INSEE and La Poste, Licence Ouverte 2.0, through `territory/data/`.
    """
    rows = [row for row in _read("communes-france.csv.gz") if row["type"] in CURRENT_KINDS]
    rows = [row for row in rows if departement in (None, row["departement"])]
    epci_of = {row["code_insee"]: row for row in _read("epci-france.csv.gz")}
    with transaction.atomic():
        _write_epcis([epci_of[row["code_insee"]] for row in rows if row["code_insee"] in epci_of])
        Commune.objects.bulk_create(
            [_commune(row, epci_of) for row in rows],
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["code"],
            update_fields=["name", "search_name", "departement", "population", "latitude", "longitude", "epci"],
        )
        PostalCode.objects.bulk_create(
            [
                PostalCode(code=code, commune_id=row["code_insee"])
                for row in rows
                for code in row["codes_postaux"].split("|")
                if code
            ],
            batch_size=BATCH,
            ignore_conflicts=True,
        )
    return len(rows)


def searchable_name(name: str) -> str:
    """The name of a commune as people search it: "Saint-Étienne" → "saint etienne"."""
    return " ".join(words(name)) or name.lower()


def _read(name: str) -> list[dict[str, str]]:
    with gzip.open(files("maille.territory") / "data" / name, "rt", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _write_epcis(rows: list[dict[str, str]]) -> None:
    names = {row["siren_epci"]: row["nom_epci"] for row in rows}
    Epci.objects.bulk_create(
        [Epci(siren=siren, name=name) for siren, name in names.items()],
        update_conflicts=True,
        unique_fields=["siren"],
        update_fields=["name"],
    )


def _commune(row: dict[str, str], epci_of: dict[str, dict[str, str]]) -> Commune:
    epci = epci_of.get(row["code_insee"])
    return Commune(
        code=row["code_insee"],
        name=row["nom"],
        search_name=searchable_name(row["nom"]),
        departement=row["departement"],
        population=int(row["population"] or 0),
        latitude=float(row["latitude"]) if row["latitude"] else None,
        longitude=float(row["longitude"]) if row["longitude"] else None,
        epci_id=epci["siren_epci"] if epci else None,
    )
