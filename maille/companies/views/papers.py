"""The convention and the certificates as PDF: for the company behind its link, and for those who answer it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maille.companies import load, sheets
from maille.companies.models import Certificate, Enquiry

from .follow import of_company


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response


def _zip(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{name}.zip"'
    return response


@of_company
@require_safe
def convention(request: HttpRequest, enquiry: Enquiry) -> HttpResponse:
    """The convention: as it was signed, or to be read and signed."""
    return _convention(enquiry)


def _convention(enquiry: Enquiry) -> HttpResponse:
    found = load.shown(enquiry, timezone.now())
    if found.accepted is None:
        raise Http404
    return _pdf(sheets.convention_pdf(found), f"convention-{slugify(enquiry.company) or enquiry.code}")


@of_company
@require_safe
def certificates(request: HttpRequest, enquiry: Enquiry) -> HttpResponse:
    """Everybody's certificate, one a sheet, in one file."""
    return _certificates(enquiry)


@of_company
@require_safe
def certificate_files(request: HttpRequest, enquiry: Enquiry) -> HttpResponse:
    """Everybody's certificate, each in its own file, to hand over or to keep one by one."""
    return _certificate_files(enquiry)


def _certificates(enquiry: Enquiry) -> HttpResponse:
    rows = _given(enquiry)
    return _pdf(sheets.certificates_pdf(rows, at=rows[0].issued_at), _file_of(enquiry))


def _certificate_files(enquiry: Enquiry) -> HttpResponse:
    return _zip(sheets.certificates_zip(_given(enquiry)), _file_of(enquiry))


def _given(enquiry: Enquiry) -> list[Certificate]:
    rows = list(Certificate.objects.filter(trainee__enquiry=enquiry, withdrawn_at=None).order_by("trainee"))
    if not rows:
        raise Http404
    return rows


def _file_of(enquiry: Enquiry) -> str:
    return f"certificats-{slugify(enquiry.company) or enquiry.code}"


@of_company
@require_safe
def certificate(request: HttpRequest, enquiry: Enquiry, trainee: int) -> HttpResponse:
    """One person's certificate."""
    given = Certificate.objects.filter(trainee__enquiry=enquiry, withdrawn_at=None)
    found = get_object_or_404(given.select_related("trainee"), trainee=trainee)
    return _pdf(sheets.certificates_pdf([found], at=found.issued_at), f"certificat-{slugify(found.trainee.name)}")


def _visible(request: HttpRequest, pk: int) -> Enquiry:
    return get_object_or_404(Enquiry.objects.visible_to(request.user).select_related("network", "handler"), pk=pk)


@never_cache
@require_safe
def team_convention(request: HttpRequest, pk: int) -> HttpResponse:
    """The convention, for those who answer the company."""
    return _convention(_visible(request, pk))


@never_cache
@require_safe
def team_certificates(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody's certificate, for those who answer the company."""
    return _certificates(_visible(request, pk))


@never_cache
@require_safe
def team_certificate_files(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody's certificate, each in its own file, for those who answer the company."""
    return _certificate_files(_visible(request, pk))
