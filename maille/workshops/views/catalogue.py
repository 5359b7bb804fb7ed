"""The catalogue of the network: its workshops, one of them with its versions, the library."""

import csv
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maille.core.formulas import safe_cell
from maille.core.refusals import Refused, show_refusal
from maille.territory.models import Network
from maille.territory.vocabulary import Audience
from maille.workshops import access, actions
from maille.workshops.forms import CatalogueFilterForm, WorkshopForm
from maille.workshops.load import library
from maille.workshops.models import Session, Workshop, WorkshopVersion
from maille.workshops.vocabulary import SKILL_NAMES, Level, Theme

from .inside import network_inside, places_to_hold, shown_workshop, written_workshop

PAGE = 30
TOLD = ("title", "aim", "level", "minutes", "ratio", "room_kind", "needs_computers", "themes", "skills", "audiences",
        "language", "prerequisites", "to_bring", "kit", "mediator_skill")  # fmt: skip


def _found(request: HttpRequest) -> tuple[Network, CatalogueFilterForm, Any]:
    network = network_inside(request)
    form = CatalogueFilterForm(request.GET)
    rows = Workshop.objects.visible_to(request.user).filter(network=network).with_content()
    return network, form, form.choose(rows)


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """The workshops of the network, by title, with the number of their coming sessions."""
    network, form, found = _found(request)
    coming = Q(versions__sessions__ends_at__gt=timezone.now()) & ~Q(versions__sessions__state=Session.State.CANCELLED)
    counted = found.annotate(coming=Count("versions__sessions", filter=coming))
    context = {
        "filters": form,
        "page": Paginator(counted, PAGE).get_page(request.GET.get("page")),
        "csv_query": request.GET.urlencode(),
        "is_filtered": any(form.cleaned_data.values()),
        "can_write": access.can_write_workshops(request.user, network),
    }
    return render(request, "workshops/catalogue.html", context)


@require_safe
def catalogue_csv(request: HttpRequest) -> HttpResponse:
    """The same list as a table."""
    _network, _form, found = _found(request)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="ateliers.csv"'
    response.write("\ufeff")
    writer = csv.writer(response, delimiter=";", lineterminator="\r\n")
    writer.writerow([str(WorkshopVersion._meta.get_field(name).verbose_name).capitalize() for name in TOLD])
    for workshop in found:
        writer.writerow(safe_cell(said(workshop.current, name)) for name in TOLD)
    return response


def said(version: WorkshopVersion, name: str) -> str:
    """A field of a version in words."""
    value = getattr(version, name)
    if name in ("themes", "skills", "audiences"):
        names = {"themes": dict(Theme.choices), "skills": SKILL_NAMES, "audiences": dict(Audience.choices)}[name]
        return ", ".join(str(names.get(one, one)) for one in value)
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    display = getattr(version, f"get_{name}_display", None)
    return str(display() if display else value)


@require_safe
def workshop(request: HttpRequest, pk: int) -> HttpResponse:
    """One workshop: what it says, its coming sessions, how it has changed."""
    found = shown_workshop(request, pk)
    sessions = Session.objects.visible_to(request.user).filter(version__workshop=found)
    coming = sessions.upcoming(timezone.now()).exclude(state=Session.State.CANCELLED).for_display()
    context = {
        "workshop": found,
        "version": found.current,
        "facts": _facts(found.current),
        "themes": said(found.current, "themes"),
        "skills": _skills(found.current),
        "sessions": coming[:50],
        "versions": _versions(found),
        "can_write": access.can_write_workshops(request.user, found.network),
        "can_hold": bool(places_to_hold(request, found.network)),
    }
    return render(request, "workshops/workshop.html", context)


def _facts(version: WorkshopVersion) -> list[tuple[str, str]]:
    names = ("audiences", "language", "prerequisites", "to_bring", "room_kind", "kit", "mediator_skill")
    return [(_label(name), text) for name in names if (text := said(version, name))]


def _label(name: str) -> str:
    label = str(WorkshopVersion._meta.get_field(name).verbose_name)
    return label[:1].upper() + label[1:]


def _skills(version: WorkshopVersion) -> list[str]:
    frameworks = {"digcomp": "DigComp", "crcn": "CRCN"}
    parts = [(code, *code.split(":")) for code in version.skills]
    return [f"{frameworks.get(part[1], part[1])} {part[-1]}, {SKILL_NAMES.get(part[0], '')}" for part in parts]


def _versions(found: Workshop) -> list[dict[str, Any]]:
    """Each version with what it changed, the newest first; nothing when there is only one."""
    rows = list(found.versions.select_related("created_by").order_by("-number"))
    if len(rows) < 2:
        return []
    pairs = zip(rows, [*rows[1:], None], strict=True)
    return [{"version": row, "changes": _changes(before, row) if before else []} for row, before in pairs]


def _changes(before: WorkshopVersion, after: WorkshopVersion) -> list[dict[str, str]]:
    return [
        {"label": _label(name), "before": said(before, name), "after": said(after, name)}
        for name in TOLD
        if getattr(before, name) != getattr(after, name)
    ]


def _coming(found: Workshop) -> list[Session]:
    """Those that a new version may be given to: not begun, not cancelled."""
    rows = Session.objects.filter(version__workshop=found, starts_at__gt=timezone.now())
    return list(rows.exclude(state=Session.State.CANCELLED).select_related("place").order_by("starts_at", "pk")[:100])


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """A new workshop."""
    network = network_inside(request)
    if not access.can_write_workshops(request.user, network):
        raise Http404
    form = WorkshopForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made = actions.create_workshop(network=network, content=form.content(), by=request.user, at=timezone.now())
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("L’atelier est au catalogue."))
            return redirect(made)
    return render(request, "workshops/edit_workshop.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """A new version of a workshop, for the coming sessions that are ticked and for those made from now on."""
    found = written_workshop(request, pk)
    version = WorkshopVersion.objects.get(pk=found.current_id)
    form = WorkshopForm(request.POST if request.method == "POST" else None, instance=version, coming=_coming(found))
    if form.is_bound and form.is_valid():
        try:
            done = actions.change_workshop(
                workshop=found,
                content=form.content(),
                sessions=form.brought_up(),
                by=request.user,
                at=timezone.now(),
            )
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("La nouvelle version est en vigueur."))
            say_extras(request, len(done.extras))
            return redirect(found)
    context = {"form": form, "workshop": found}
    return render(request, "workshops/edit_workshop.html", context, status=422 if form.errors else 200)


def say_extras(request: HttpRequest, people: int) -> None:
    """How many people now sit above the capacity: somebody must call them."""
    if people:
        sentence = ngettext(
            "%(people)s place est au-dessus de ce que la séance accueille\u00a0: appelez la personne.",
            "%(people)s places sont au-dessus de ce que les séances accueillent\u00a0: appelez ces personnes.",
            people,
        )
        messages.warning(request, sentence % {"people": people})


@require_POST
def archive(request: HttpRequest, pk: int) -> HttpResponse:
    """Set a workshop aside."""
    found = written_workshop(request, pk)
    actions.archive_workshop(workshop=found, by=request.user, at=timezone.now())
    messages.success(request, _("L’atelier est retiré du catalogue\u00a0; ses séances restent."))
    return redirect("workshops:list")


@require_POST
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a workshop back."""
    found = written_workshop(request, pk)
    actions.restore_workshop(workshop=found, by=request.user)
    messages.success(request, _("L’atelier est de nouveau au catalogue."))
    return redirect(found)


@require_http_methods(["GET", "HEAD", "POST"])
def from_library(request: HttpRequest) -> HttpResponse:
    """The workshops delivered with Maille, to add to the catalogue and then adapt."""
    network = network_inside(request)
    if not access.can_write_workshops(request.user, network):
        raise Http404
    if request.method == "POST":
        keys = request.POST.getlist("keys")
        added = actions.add_from_library(network=network, keys=keys, by=request.user, at=timezone.now())
        if added:
            _say_added(request, len(added))
            return redirect("workshops:list")
        messages.warning(request, _("Aucun atelier n’est ajouté\u00a0: cochez au moins un atelier nouveau."))
    had = set(WorkshopVersion.objects.filter(workshop__network=network).values_list("title", flat=True))
    levels = dict(Level.choices)
    models = [one | {"level_name": levels[one["level"]], "is_there": one["title"] in had} for one in library()]
    return render(request, "workshops/library.html", {"models": models, "new": sum(not m["is_there"] for m in models)})


def _say_added(request: HttpRequest, number: int) -> None:
    sentence = ngettext("%(number)s atelier est ajouté.", "%(number)s ateliers sont ajoutés.", number)
    messages.success(request, sentence % {"number": number})
