"""The outbox on screen: all messages, one message, and what a person can do with it."""

import csv
from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from maille.core import journal
from maille.core.formulas import safe_cell
from maille.core.models import Entry
from maille.core.refusals import Refused
from maille.messaging import actions
from maille.messaging.access import can_read_messages
from maille.messaging.forms import VIEWS, CallForm, MessageFilterForm
from maille.messaging.models import Message, MessageQuerySet
from maille.messaging.rules.gsm import as_sms
from maille.messaging.saying import on_clock_of
from maille.territory.models import Place

PAGE = 50


def readable(request: HttpRequest) -> MessageQuerySet:
    """The messages that the person may see; 404 for who can have none."""
    if not can_read_messages(request.user):
        raise Http404
    return Message.objects.visible_to(request.user)


def places_of(found: MessageQuerySet) -> QuerySet[Place]:
    return Place.objects.filter(pk__in=found.order_by().values("place")).order_by("name", "pk")


def _chosen(request: HttpRequest) -> tuple[MessageQuerySet, MessageFilterForm]:
    found = readable(request)
    form = MessageFilterForm(request.GET, places=places_of(found))
    return form.choose(found).select_related("place").order_by("-planned_at", "-pk"), form


@require_safe
def messages_list(request: HttpRequest) -> HttpResponse:
    chosen, form = _chosen(request)
    counts = readable(request).aggregate(
        **{name.replace("-", "_"): Count("pk", filter=Q(state__in=states)) for name, states in VIEWS.items() if name}
    )
    return render(
        request,
        "messaging/list.html",
        {
            "page": Paginator(chosen, PAGE).get_page(request.GET.get("page")),
            "filters": form,
            "counts": counts,
            "csv_query": request.GET.urlencode(),
            "is_filtered": any(request.GET.get(name) for name in form.fields),
        },
    )


@require_safe
def messages_csv(request: HttpRequest) -> HttpResponse:
    chosen, _form = _chosen(request)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="messages.csv"'
    response.write("\ufeff")  # spreadsheets then read the accents
    writer = csv.writer(response)
    writer.writerow(
        [_("Pour"), _("Par"), _("Adresse ou numéro"), _("Objet"), _("État"), _("Lieu"), _("Écrit le"), _("Parti le")]
    )
    for one in chosen.iterator(chunk_size=500):
        writer.writerow([safe_cell(cell) for cell in _cells(one)])
    return response


def _cells(one: Message) -> list[str]:
    return [
        one.name,
        one.get_channel_display(),
        one.recipient,
        one.subject,
        one.state_in_words,
        str(one.place or ""),
        _moment(one, one.planned_at),
        _moment(one, one.done_at) if one.done_at else "",
    ]


def _moment(one: Message, at: datetime) -> str:
    return date_format(on_clock_of(one.place, at), "SHORT_DATETIME_FORMAT")


@require_safe
def message(request: HttpRequest, pk: int) -> HttpResponse:
    one = _message(request, pk)
    return _detail(request, one, CallForm())


def _detail(request: HttpRequest, one: Message, form: CallForm) -> HttpResponse:
    lines = Entry.objects.about(one).newest_first()
    context = {
        "message": one,
        "form": form,
        "history": journal.lines(lines),
        "sms": as_sms(one.body) if one.channel == Message.Channel.SMS else None,
        "can_replay": not one.erased_at and one.state not in (Message.State.WAITING, Message.State.SENDING),
    }
    return render(request, "messaging/detail.html", context, status=422 if form.errors else 200)


def _message(request: HttpRequest, pk: int) -> Message:
    return get_object_or_404(readable(request).select_related("place", "network", "done_by"), pk=pk)


def _act(request: HttpRequest, pk: int, action: Callable[[Message], Message], done: str) -> HttpResponse:
    """Do one thing with a message, say it, and show the message."""
    one = _message(request, pk)
    try:
        one = action(one)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, done)
    return redirect("messaging:detail", one.pk)


@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    def act(one: Message) -> Message:
        return actions.cancel_message(message=one, at=timezone.now(), by=request.user)

    return _act(request, pk, act, _("Le message est annulé\u00a0: il ne partira pas."))


@require_POST
def replay(request: HttpRequest, pk: int) -> HttpResponse:
    def act(one: Message) -> Message:
        return actions.replay(message=one, at=timezone.now(), by=request.user)

    return _act(request, pk, act, _("Le même message repart\u00a0: le voici."))


@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    has_left = request.POST.get("partie") == "oui"

    def act(one: Message) -> Message:
        return actions.settle_doubt(message=one, has_left=has_left, at=timezone.now(), by=request.user)

    done = _("C’est noté\u00a0: il est parti.") if has_left else _("C’est noté\u00a0: il n’est pas parti. Renvoyez-le.")
    return _act(request, pk, act, done)


@require_POST
def bounced(request: HttpRequest, pk: int) -> HttpResponse:
    def act(one: Message) -> Message:
        return actions.mark_bounced(message=one, at=timezone.now(), by=request.user)

    return _act(request, pk, act, _("C’est noté\u00a0: l’adresse est fausse. Appelez la personne."))
