"""The slip that one prints: from one's own page, or at the desk."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from maille.workshops.sheets import slip as print_slip
from maille.workshops.showing import give_ribbons, shown_registration

from .manage import mine, personal


@personal
@require_safe
def slip(request: HttpRequest, ticket: str) -> HttpResponse:
    """An A6 page for a pocket; only while there is something to come to."""
    found = mine(ticket)
    shown = shown_registration(found, timezone.now())
    if not shown.to_come or found.state not in found.ACTIVE:
        raise Http404
    give_ribbons([shown.session, *shown.to_come])
    url = request.build_absolute_uri(found.get_absolute_url())
    pdf = print_slip(found, shown.to_come, url=url, language=get_language() or "fr")
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="atelier-{found.code}.pdf"'
    return response
