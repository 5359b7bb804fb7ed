"""The agreement of a loan: who lends to whom, what, in what state, until when, who answers for it; two signatures."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from maille.core import documents
from maille.core.codes import said
from maille.core.telephone import say_number
from maille.sharing.models import Need, Promise
from maille.sharing.saying import when
from maille.territory.models import Organisation, Place

from .doors import LONGEST, contents_of


def agreement(
    need: Need,
    promises: Sequence[Promise],
    *,
    language: str,
    format: documents.Format = "pdf",  # noqa: A002 - as documents calls it
) -> bytes:
    """Print the agreement of what was promised to a need: one for each place that lends."""
    with override(language):
        data = agreement_data(need, promises)
    return documents.compile("sharing/agreement", data, format=format, language=language, ppi=150)


def lent(promises: Sequence[Promise]) -> list[Promise]:
    """What really goes from a place to another: what a place has of its own it does not borrow."""
    return [one for one in promises if one.unit.base_id != one.place_id]


def agreement_data(need: Need, promises: Sequence[Promise]) -> dict[str, Any]:
    """Give the template its data, in the language that is active."""
    going = sorted(lent(promises), key=_by_lender)
    contents = contents_of(one.unit for one in going)
    borrower = _party(need.place, need.place.organisation)
    return {
        "title": _("Convention de prêt"),
        "network": need.network.name[:40],
        "reference": _("Demande n°\u00a0%(number)s") % {"number": need.pk},
        "purpose": need.purpose,
        "when": when(need.place, need.starts_at, need.ends_at),
        "borrower": borrower,
        "loans": [
            _loan(list(ones), contents, borrower["name"])
            for _key, ones in groupby(going, key=lambda one: one.unit.base_id)
        ],
        "labels": _labels(),
    }


def _by_lender(one: Promise) -> tuple[str, int, str, str]:
    return one.unit.base.name, one.unit.base_id, str(one.unit.model), one.unit.label


def _party(place: Place, organisation: Organisation | None) -> dict[str, str]:
    address = ", ".join(filter(None, [place.address, f"{place.postal_code} {place.commune.name}".strip()]))
    return {
        "name": place.name[:LONGEST],
        "organisation": organisation.name[:LONGEST] if organisation else "",
        "siret": organisation.siret if organisation else "",
        "address": address[:LONGEST],
        "phone": say_number(place.phone),
    }


def _loan(promises: Sequence[Promise], contents: Mapping[int, Sequence[str]], borrower: str) -> dict[str, Any]:
    place = promises[0].unit.base
    worth = sum(one.unit.model.value for one in promises if one.unit.model)
    return {
        "lender": _party(place, place.organisation),
        "things": [_thing(one, contents) for one in promises],
        "total": euros(worth),
        "articles": _articles(place.name[:LONGEST], borrower, euros(worth)),
    }


def _thing(promise: Promise, contents: Mapping[int, Sequence[str]]) -> dict[str, Any]:
    unit, model = promise.unit, promise.unit.model
    owner = unit.owner.name if unit.owner and unit.owner != unit.base.organisation else ""
    return {
        "model": str(model)[:LONGEST],
        "maker": model.maker if model else "",
        "label": unit.label,
        "code": said(unit.code),
        "serial": unit.serial,
        "owner": _("propriétaire\u00a0: %(name)s") % {"name": owner[:LONGEST]} if owner else "",
        "condition": unit.get_condition_display(),
        "notes": unit.notes,
        "value": euros(model.value if model else 0),
        "contents": list(contents.get(unit.model_id or 0, ())),
    }


def euros(amount: int) -> str:
    """Whole euros: "1 250 €"; what nobody valued is left to write."""
    return f"{amount:,}".replace(",", "\u00a0") + "\u00a0€" if amount else ""


def _articles(lender: str, borrower: str, worth: str) -> list[list[str]]:
    names = {"lender": lender, "borrower": borrower, "worth": worth or "……………… €"}
    return [
        [
            _("Ce qui est prêté, et pour combien de temps"),
            _(
                "«\u00a0%(lender)s\u00a0» prête à «\u00a0%(borrower)s\u00a0», sans rien demander en échange, "
                "les objets de la liste, pour l’usage et jusqu’à la date écrits plus haut. "
                "Le prêt ne change pas leur propriétaire."
            )
            % names,
        ],
        [
            _("L’état des objets"),
            _(
                "Les deux parties regardent chaque objet et cochent son contenu à la remise et au retour. "
                "Ce qui manque ou ce qui est abîmé est noté le jour même, à la porte."
            ),
        ],
        [
            _("Qui en répond"),
            _(
                "De la remise au retour, «\u00a0%(borrower)s\u00a0» garde les objets avec soin, "
                "les utilise avec des personnes qui savent s’en servir, ne les prête pas à d’autres sans le dire, "
                "et les rend à l’heure. Une panne ou une perte se dit aussitôt\u00a0; "
                "l’usure normale reste à la charge de qui prête."
            )
            % names,
        ],
        [
            _("L’assurance"),
            _(
                "«\u00a0%(borrower)s\u00a0» déclare que son assurance couvre les objets prêtés pour leur valeur, "
                "%(worth)s, de la remise au retour, transport compris\u00a0: vol, perte et dégâts."
            )
            % names,
        ],
    ]


def _labels() -> dict[str, str]:
    return {
        "between": _("Entre"),
        "and": _("et"),
        "lends": _("qui prête"),
        "borrows": _("qui emprunte"),
        "purpose": _("Pour quoi faire"),
        "when": _("Quand"),
        "what": _("Objet"),
        "serial": _("N° de série"),
        "condition": _("État"),
        "value": _("Valeur"),
        "total": _("Valeur en tout"),
        "contents": _("Contenu"),
        "insurer": _("Assureur et numéro de contrat"),
        "for_lender": _("Pour qui prête"),
        "for_borrower": _("Pour qui emprunte"),
        "signed": _("Nom, date et signature"),
        "notice": _("Deux exemplaires\u00a0: un pour chaque partie."),
    }
