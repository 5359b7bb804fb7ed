"""What a line becomes: a place record with its remarks, or the line itself with the reason it was kept."""

from collections.abc import Mapping as Cells
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from maille.language.phrases import Phrase

NO_ADDRESS = "Adresse non renseignée"
"""What a file at the standard says of a place whose address nobody knows: the column is required."""


@dataclass(slots=True)  # frozen, its thirty fields would take ten times as long to set, for each line of a file
class PlaceRecord:
    """One place in the words of the national standard v1.0.2, plus the hours no standard can hold.

    Empty text, empty tuple or None means that the source does not say. Values of closed lists are the national ones,
    letter for letter. `hours` is OpenStreetMap's opening_hours; `hours_text` is the source's French when that notation
    would lose meaning. Positions are WGS84 degrees.
    """

    key: str
    name: str
    commune_name: str
    postal_code: str
    insee_code: str
    updated_on: date
    pivot: str = ""
    address: str = ""
    address_complement: str = ""
    latitude: float | None = None
    longitude: float | None = None
    typologies: tuple[str, ...] = ()
    phone: str = ""
    emails: tuple[str, ...] = ()
    website: str = ""
    hours: str = ""
    hours_text: str = ""
    summary: str = ""
    description: str = ""
    source: str = ""
    roaming: tuple[str, ...] = ()
    parent_name: str = ""
    services: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    special_care: tuple[str, ...] = ()
    costs: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    trainings: tuple[str, ...] = ()
    other_labels: tuple[str, ...] = ()
    access_modes: tuple[str, ...] = ()
    support_modes: tuple[str, ...] = ()
    acces_libre_url: str = ""
    booking_url: str = ""


NATIONAL_NAMES = {
    "key": "id",
    "pivot": "pivot",
    "name": "nom",
    "commune_name": "commune",
    "postal_code": "code_postal",
    "insee_code": "code_insee",
    "address": "adresse",
    "address_complement": "complement_adresse",
    "latitude": "latitude",
    "longitude": "longitude",
    "typologies": "typologie",
    "phone": "telephone",
    "emails": "courriels",
    "website": "site_web",
    "hours": "horaires",
    "summary": "presentation_resume",
    "description": "presentation_detail",
    "source": "source",
    "roaming": "itinerance",
    "parent_name": "structure_parente",
    "updated_on": "date_maj",
    "services": "services",
    "audiences": "publics_specifiquement_adresses",
    "special_care": "prise_en_charge_specifique",
    "costs": "frais_a_charge",
    "programmes": "dispositif_programmes_nationaux",
    "trainings": "formations_labels",
    "other_labels": "autres_formations_labels",
    "access_modes": "modalites_acces",
    "support_modes": "modalites_accompagnement",
    "acces_libre_url": "fiche_acces_libre",
    "booking_url": "prise_rdv",
}
"""The record's fields in the standard's column order, with the standard's own names."""


class Row(NamedTuple):
    """One line of a file: its number (1 for the first item of a JSON list, the line of the file for CSV) and its cells.

    `problem` says why the line could not even be read as cells; it is None otherwise.
    """

    line_number: int
    cells: Cells[str, object]
    problem: Phrase | None = None


class Remark(NamedTuple):
    """One difference between what the file says and what the record says, with the sentence that tells it."""

    field: str
    before: str
    after: str
    sentence: Phrase

    def to_json(self) -> dict[str, Any]:
        """What the database keeps: the phrase by its code and values, and its French for tables that know no page."""
        told = {"field": self.field, "before": self.before, "after": self.after}
        return told | self.sentence.to_json() | {"text": str(self.sentence)}

    @classmethod
    def from_json(cls, data: Cells[str, Any]) -> "Remark":
        """The remark that was kept."""
        phrase = Phrase.from_json(data, text=data.get("text", ""))
        return cls(data["field"], data["before"], data["after"], phrase)


class Taken(NamedTuple):
    """A line that became a place record."""

    line_number: int
    record: PlaceRecord
    remarks: tuple[Remark, ...] = ()


class Kept(NamedTuple):
    """A line that could not be taken, whole, with the reason, which says what to do."""

    line_number: int
    row: Cells[str, object]
    reason: Phrase


Outcome = Taken | Kept
