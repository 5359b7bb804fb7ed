"""The journal on screen: what happened to one object, what one person did or had done to them."""

from django.contrib.auth import get_user_model
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maille.core.models import Entry, EntryQuerySet

PER_PAGE = 50


@require_safe
def journal_object(request: HttpRequest, object_type: str, object_id: str) -> HttpResponse:
    """Show the history of one object ("territory.place", "12"), even gone; 404 for who may read none of it."""
    entries = Entry.objects.visible_to(request.user).filter(object_type=object_type, object_id=object_id)
    last = entries.exclude(object_label="").newest_first().first()
    return _page(request, entries, title=last.object_label if last else _("Objet effacé"))


@require_safe
def journal_person(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what one account did and what concerned it; 404 for who may read none of it."""
    person = get_user_model()._default_manager.filter(pk=pk).first()
    if person is None:
        raise Http404
    return _page(request, Entry.objects.visible_to(request.user).by_or_about(person), title=str(person))


def _page(request: HttpRequest, entries: EntryQuerySet, *, title: str) -> HttpResponse:
    page = Paginator(entries.newest_first(), PER_PAGE).get_page(request.GET.get("page"))
    if not page.paginator.count:
        raise Http404
    return render(request, "core/journal.html", {"page": page, "title": title})
