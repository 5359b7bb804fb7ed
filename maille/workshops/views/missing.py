"""A session lacks somebody: it asks the other places for who knows how."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from maille.core.refusals import Refused, show_refusal
from maille.people.models import Skill
from maille.sharing.actions import ask_for_somebody
from maille.sharing.models import Occupation
from maille.sharing.rules import Window
from maille.workshops.actions.leading import asked_for, skill_of

from .inside import held_session

REFUSED = 422


class MissingForm(forms.Form):
    """Who is missing: what they must know; the rest is the session's."""

    skill = forms.ModelChoiceField(
        label=_("Compétence"),
        queryset=Skill.objects.none(),
        empty_label=_("Choisir"),
        error_messages={"required": _("Choisissez une compétence de la liste.")},
    )
    count = forms.IntegerField(label=_("Combien de personnes"), min_value=1, max_value=5, initial=1)

    def __init__(self, data: Any = None, *, network: Any, skill: int | None) -> None:
        super().__init__(data, initial={"skill": skill, "count": 1})
        rows = Skill.objects.in_use().filter(network=network).order_by("name")
        self.fields["skill"].queryset = rows  # type: ignore[attr-defined]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def missing(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for somebody at the time and the place of a session; asked already, the request is shown."""
    session = held_session(request, pk)
    if (asked := asked_for(session)) is not None:
        return redirect("sharing:person_need", asked.lines.get().pk)
    form = MissingForm(
        request.POST if request.method == "POST" else None, network=session.network, skill=skill_of(session)
    )
    if form.is_bound and form.is_valid():
        try:
            need = ask_for_somebody(
                network=session.network, place=session.place, window=Window(session.starts_at, session.ends_at),
                purpose=session.title, because=Occupation.Because.SESSION, object_id=session.pk, by=request.user,
                at=timezone.now(), **form.cleaned_data,
            )  # fmt: skip
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            return redirect("sharing:person_need", need.lines.get().pk)
    context = {"session": session, "form": form, "has_skills": form.fields["skill"].queryset.exists()}
    return render(request, "workshops/missing.html", context, status=REFUSED if form.is_bound else 200)
