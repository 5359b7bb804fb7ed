"""The team of the network: who knows what, each one's page, the list of skills."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from maille.core.refusals import Refused, show_refusal
from maille.people.access import can_confirm_skill, can_write_skills, is_member, places_of
from maille.people.actions import (
    archive_skill,
    claim_skill,
    confirm_skill,
    decline_claim,
    end_habilitation,
    save_skill,
)
from maille.people.models import Habilitation, Skill, SkillClaim, User
from maille.sharing import access, actions
from maille.sharing.forms.member import ClaimForm, HoursForm, KnownForm, MobilityForm, SkillForm
from maille.sharing.models import Absence, Mobility, WorkingHours
from maille.sharing.team import grid_of, members, page_of
from maille.territory.models import Network

from .inside import REFUSED, network_inside


def _inside(request: HttpRequest) -> Network:
    network = network_inside(request)
    if not (request.user.is_superuser or is_member(request.user, network)):
        raise Http404
    return network


@never_cache
@require_safe
def team(request: HttpRequest) -> HttpResponse:
    """Skills and people, what ends within sixty days, what waits to be confirmed."""
    network = _inside(request)
    grid = grid_of(network, timezone.localdate())
    opens = access.planned_by(request.user, network)
    context = {
        "grid": grid,
        "opens": opens,
        "to_confirm": [one for one in grid.claims if one.user_id in opens - {request.user.pk}],
        "can_write": can_write_skills(request.user, network),
        "has_own": any(person == request.user for person, _places, _cells in grid.rows),
    }
    return render(request, "sharing/team/grid.html", context)


@never_cache
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """One's own page."""
    network = _inside(request)
    return _page(request, network, request.user, {})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def member(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody's page, for her and for who plans for her; each form of it says one thing."""
    network = _inside(request)
    person = get_object_or_404(members(network, timezone.localdate()), pk=pk)
    if not access.can_plan_for(request.user, person):
        raise Http404
    if request.method != "POST":
        return _page(request, network, person, {})
    return _Writing(request, network, person).answer()


def _forms(network: Network, person: User, bound: dict[str, Any]) -> dict[str, Any]:
    forms = {
        "claim_form": ClaimForm(network=network, auto_id="id_claim_%s"),
        "known_form": KnownForm(network=network, initial={"since": timezone.localdate()}, auto_id="id_known_%s"),
        "hours_form": HoursForm(places=places_of(person)),
        "mobility_form": MobilityForm(said=Mobility.objects.filter(user=person).first()),
    }
    return forms | bound


def _page(
    request: HttpRequest, network: Network, person: User, bound: dict[str, Any], refusal: str = ""
) -> HttpResponse:
    now = timezone.now()
    is_self = person.pk == request.user.pk
    context = {
        "person": person,
        "is_self": is_self,
        "page": page_of(person, network, at=now, day=timezone.localdate()),
        "places": places_of(person),
        "absences": list(Absence.objects.filter(person=person).coming(now)),
        "can_confirm": can_confirm_skill(request.user, person, network),
        "has_skills": Skill.objects.in_use().filter(network=network).exists(),
        "refusal": refusal,
        "wrong_form": next(iter(bound.values()), ClaimForm(network=network)),
        **_forms(network, person, bound),
    }
    status = REFUSED if bound or refusal else 200
    return render(request, "sharing/team/member.html", context, status=status)


class _Writing:
    """One form of somebody's page, by the name of its button: done, or shown again with what is wrong."""

    def __init__(self, request: HttpRequest, network: Network, person: User) -> None:
        self.request, self.network, self.person = request, network, person
        self.by, self.now, self.today = request.user, timezone.now(), timezone.localdate()

    def answer(self) -> HttpResponse:
        does: dict[str, Callable[[], HttpResponse]] = {
            "claim": self._claim,
            "know": self._know,
            "confirm": self._confirm,
            "decline": self._decline,
            "end": self._end,
            "hours": self._hours,
            "drop": self._drop,
            "mobility": self._mobility,
        }
        done = does.get(self.request.POST.get("do", ""))
        try:
            if done is None:
                raise Refused(_("Choisissez une réponse de la page."))
            return done()
        except Refused as refusal:
            return _page(self.request, self.network, self.person, {}, refusal.sentence)

    def _said(self, sentence: str) -> HttpResponse:
        messages.success(self.request, sentence)
        if self.person.pk == self.by.pk:
            return redirect("sharing:own")
        return redirect("sharing:member", self.person.pk)

    def _filled(
        self, name: str, form: Any, write: Callable[[dict[str, Any]], object], said: str, fields: Any = None
    ) -> HttpResponse:
        if form.is_valid():
            try:
                write(form.written() if hasattr(form, "written") else form.cleaned_data)
            except Refused as refusal:
                show_refusal(form, refusal, fields)
            else:
                return self._said(said)
        return _page(self.request, self.network, self.person, {name: form})

    def _claim(self) -> HttpResponse:
        form = ClaimForm(self.request.POST, network=self.network, auto_id="id_claim_%s")
        said = _("C’est annoncé\u00a0: la coordination ou votre responsable le confirme.")
        return self._filled(
            "claim_form", form, lambda what: claim_skill(person=self.person, by=self.by, at=self.now, **what), said
        )

    def _know(self) -> HttpResponse:
        form = KnownForm(self.request.POST, network=self.network, auto_id="id_known_%s")
        return self._filled(
            "known_form",
            form,
            lambda what: confirm_skill(person=self.person, by=self.by, **what),
            _("La compétence est confirmée."),
            {"ends_on": "last_day"},
        )

    def _confirm(self) -> HttpResponse:
        claim = self._one(SkillClaim.objects.select_related("skill__network", "user"))
        confirm_skill(
            person=self.person, skill=claim.skill, evidence=claim.evidence, since=self.today, by=self.by
        )  # fmt: skip
        return self._said(_("La compétence est confirmée."))

    def _decline(self) -> HttpResponse:
        decline_claim(claim=self._one(SkillClaim.objects.select_related("skill__network", "user")), by=self.by)
        return self._said(_("L’annonce est retirée."))

    def _end(self) -> HttpResponse:
        held = self._one(Habilitation.objects.select_related("skill__network", "user"))
        end_habilitation(habilitation=held, on=self.today, by=self.by)
        return self._said(_("La compétence ne compte plus."))

    def _hours(self) -> HttpResponse:
        form = HoursForm(self.request.POST, places=places_of(self.person))
        return self._filled(
            "hours_form",
            form,
            lambda what: actions.add_hours(person=self.person, by=self.by, **what),
            _("Les heures sont notées."),
        )

    def _drop(self) -> HttpResponse:
        actions.drop_hours(hours=self._one(WorkingHours.objects.select_related("user", "place")), by=self.by)
        return self._said(_("Les heures sont enlevées. Ce qui est promis à ces heures reste."))

    def _mobility(self) -> HttpResponse:
        form = MobilityForm(self.request.POST, said=None)
        return self._filled(
            "mobility_form",
            form,
            lambda what: actions.set_mobility(person=self.person, by=self.by, **what),
            _("C’est noté."),
        )

    def _one(self, rows: Any) -> Any:
        """The row of the page that the button names; gone meanwhile, the page says it."""
        key = self.request.POST.get("key", "")
        found = rows.filter(user=self.person, pk=key).first() if key.isdecimal() and len(key) < 19 else None
        if found is None:
            raise Refused(_("Cette ligne n’est plus là\u00a0: quelqu’un l’a changée. Relisez la page."))
        return found


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def skills(request: HttpRequest) -> HttpResponse:
    """The skills of the network, and one more."""
    network = _inside(request)
    if not can_write_skills(request.user, network):
        raise Http404
    form = SkillForm(request.POST if request.method == "POST" else None)
    if form.is_bound and _saved(form, network, request, None):
        return redirect("sharing:skills")
    rows = Skill.objects.in_use().filter(network=network).order_by("name")
    status = REFUSED if form.is_bound else 200
    return render(request, "sharing/team/skills.html", {"skills": list(rows), "form": form}, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def skill(request: HttpRequest, pk: int) -> HttpResponse:
    """One skill: written again, or no longer asked for."""
    network = _inside(request)
    rows = Skill.objects.in_use().filter(network=network).select_related("network")
    found = get_object_or_404(rows, pk=pk)
    if not can_write_skills(request.user, network):
        raise Http404
    if request.POST.get("do") == "archive":
        archive_skill(skill=found, by=request.user, at=timezone.now())
        messages.success(request, _("La compétence n’est plus proposée. Qui l’a la garde."))
        return redirect("sharing:skills")
    initial = {"name": found.name, "description": found.description, "lasts_months": found.lasts_months}
    form = SkillForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and _saved(form, network, request, found):
        return redirect("sharing:skills")
    status = REFUSED if form.is_bound else 200
    return render(request, "sharing/team/skill.html", {"skill": found, "form": form}, status=status)


def _saved(form: SkillForm, network: Network, request: HttpRequest, skill: Skill | None) -> bool:
    if not form.is_valid():
        return False
    try:
        save_skill(network=network, skill=skill, by=request.user, **form.cleaned_data)
    except Refused as refusal:
        show_refusal(form, refusal)
        return False
    messages.success(request, _("La compétence est écrite."))
    return True
