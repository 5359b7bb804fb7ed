"""What is printed: the convention, and the certificats de réalisation. In French: see `vocabulary`."""

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import override

from maille.companies import saying, vocabulary
from maille.companies.load import Shown, ends_at, lasts, starts_at
from maille.companies.models import Certificate, Enquiry, Option, OptionDate
from maille.companies.rules.papers import Followed, hours_planned
from maille.core import documents
from maille.territory.opening import local_time
from maille.workshops.saying import hours_there
from maille.workshops.vocabulary import Level

LANGUAGE = "fr"


def convention_pdf(found: Shown) -> bytes:
    """Print the convention: as it was signed, or as it stands while it is not."""
    data = found.enquiry.convention or convention_data(found)
    at = (found.enquiry.signed_at or found.at).replace(microsecond=0)
    return documents.compile("companies/convention", data, language=LANGUAGE, at=at)


def convention_data(found: Shown) -> dict[str, Any]:
    """All that the convention says of an accepted option: its parties, its nine articles, its dates, who signs."""
    if found.accepted is None:
        raise LookupError(f"enquiry {found.enquiry.pk} has accepted nothing")
    with override(LANGUAGE):
        return {
            "title": vocabulary.CONVENTION,
            "network": found.enquiry.network.name[:60],
            "subject": str(found.accepted),
            "state": _state(found.enquiry),
            "body": body_of(found.accepted, found.enquiry),
            "company": _company(found.enquiry),
            "articles": _articles(found, found.accepted),
            "dates": [_date(found.accepted, one) for one in found.dates if not one.is_cancelled],
            "total": saying.duration(hours_planned(lasts(found.dates))),
            "labels": vocabulary.LABELS,
        }


def _state(enquiry: Enquiry) -> str:
    if enquiry.signed_at is None:
        return vocabulary.DRAFT
    words = vocabulary.ON_PAPER if enquiry.is_signed_on_paper else vocabulary.ON_SCREEN
    moment = timezone.localtime(enquiry.signed_at)
    return words.format(instant=date_format(moment, "DATE_FORMAT" if enquiry.is_signed_on_paper else "DATETIME_FORMAT"))


def body_of(option: Option, enquiry: Enquiry) -> dict[str, str]:
    """Who holds the training: the body that runs the place, else the network."""
    organisation = option.place.organisation
    place = option.place
    address = f"{place.address}, {place.postal_code} {place.commune.name}"
    name = organisation.name if organisation else enquiry.network.name
    return {
        "name": name,
        "siret": organisation.siret if organisation else "",
        "address": address,
        "signer": str(enquiry.handler) if enquiry.handler else name,
        "town": place.commune.name,
    }


def _company(enquiry: Enquiry) -> dict[str, str]:
    return {
        "name": enquiry.company,
        "siret": enquiry.siret,
        "address": enquiry.address,
        "signer": enquiry.signer_name,
        "role": enquiry.signer_role,
    }


def _articles(found: Shown, option: Option) -> list[list[str]]:
    version = option.workshop.current
    if version is None:
        raise LookupError(f"workshop {option.workshop_id} says nothing")
    before = f" À savoir avant\u00a0: {version.prerequisites}." if version.prerequisites else ""
    values = {
        "title": version.title,
        "nature": vocabulary.NATURE,
        "aim": version.aim,
        "level": str(Level(version.level).label),
        "prerequisites": before,
        "kit": option.kit or version.kit or "celui de l’organisme",
        "mediator": str(option.mediator),
        "hours": saying.duration(hours_planned(lasts(found.dates))),
        "where": saying.where(option),
        "capacity": str(option.capacity),
        "price": vocabulary.PAID.format(price=option.price) if option.price else vocabulary.FREE,
    }
    return [[title, text.format(**values)] for title, text in vocabulary.ARTICLES]


def _date(option: Option, one: OptionDate) -> list[str]:
    begins, ends = starts_at(one), ends_at(one)
    hours = hours_there(option.place, begins, ends)
    return [_day(option, begins), hours, saying.duration(hours_planned([ends - begins]))]


def _day(option: Option, at: datetime) -> str:
    """A day with its year: papers are read years later."""
    return date_format(local_time(option.place, at), "l j F Y")


def certificate_data(found: Shown, name: str, followed: Followed, *, at: datetime) -> dict[str, Any]:
    """What one certificate says for ever: who, of what company, which action, when, hours planned and followed."""
    option = found.accepted
    if option is None:
        raise LookupError(f"enquiry {found.enquiry.pk} has accepted nothing")
    with override(LANGUAGE):
        body = body_of(option, found.enquiry)
        held = [one for one in found.dates if not one.is_cancelled]
        return {
            "name": name,
            "company": found.enquiry.company,
            "subject": str(option),
            "nature": vocabulary.NATURE,
            "dates": [", ".join(_date(option, one)[:2]) for one in held],
            "where": saying.where(option),
            "planned": saying.duration(followed.planned),
            "followed": saying.duration(followed.attended),
            "body": body,
            "on": date_format(timezone.localdate(at), "DATE_FORMAT"),
            "sentences": [
                words.format(signer=body["signer"], body=body["name"], company=found.enquiry.company)
                for words in vocabulary.CERTIFIED
            ],
        }


def certificates_pdf(certificates: Sequence[Certificate], *, at: datetime) -> bytes:
    """Print certificates, one a sheet: one person's alone, or everybody's in one file."""
    data = {
        "title": vocabulary.CERTIFICATE,
        "network": "",
        "kept": vocabulary.KEPT,
        "certificates": [_sheet(one) for one in certificates],
        "labels": vocabulary.LABELS,
    }
    return documents.compile("companies/certificate", data, language=LANGUAGE, at=at)


def certificates_zip(certificates: Sequence[Certificate]) -> bytes:
    """Everybody's certificate in a file of its own, named by the person and by its code, which no two share."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for one in certificates:
            on = timezone.localtime(one.issued_at)
            file = zipfile.ZipInfo(f"{file_name(one)}.pdf", (on.year, on.month, on.day, on.hour, on.minute, on.second))
            archive.writestr(file, certificates_pdf([one], at=one.issued_at))
    return content.getvalue()


def file_name(certificate: Certificate) -> str:
    return slugify(f"certificat {certificate.content['name']} {certificate.code}")


def _sheet(certificate: Certificate) -> dict[str, Any]:
    url = settings.SITE_URL + certificate.get_absolute_url()
    return {**certificate.content, "code": certificate.spoken_code, "qr": documents.qr_matrix(url), "url": url}
