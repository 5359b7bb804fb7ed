"""The living style page: every component in every state, in both themes. Mounted at /style/ when DEBUG.

Its sentences are samples for those who write pages, so they are in French only.
"""

from types import SimpleNamespace

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maille.core.ribbon import HUES, RHYTHMS, Ribbon, ribbon_for
from maille.core.templatetags.ui import ICONS

SAMPLE_NETWORK = SimpleNamespace(
    name="Réseau de démonstration",
    resource_centre="Le pôle de ressources",
    phone="+33477000000",
    email="bonjour@example.org",
    data_notice="Données de démonstration, 2022",
)
LONG_WORD = "Interministériellement-anticonstitutionnellement"


class SampleForm(forms.Form):
    """One field of each shape."""

    name = forms.CharField(label="Votre nom", help_text="Comme on vous appelle.")
    note = forms.CharField(label="Pour quoi faire\u202f?", widget=forms.Textarea, required=False)
    place = forms.ChoiceField(
        label="Quel lieu\u202f?", choices=[("", "Choisir"), ("1", "Le Colibri"), ("2", LONG_WORD)]
    )
    day = forms.DateField(label="Quel jour\u202f?", widget=forms.DateInput(attrs={"type": "date"}))
    hour = forms.TimeField(
        label="À quelle heure\u202f?", widget=forms.TimeInput(attrs={"type": "time"}), required=False
    )
    when = forms.SplitDateTimeField(
        label="Jour et heure",
        help_text="Par exemple 3/12/2026, 14:30.",
        widget=forms.SplitDateTimeWidget(date_attrs={"aria-label": "Jour"}, time_attrs={"aria-label": "Heure"}),
    )
    paper = forms.FileField(label="Un papier à montrer", required=False)
    contact = forms.ChoiceField(
        label="Comment vous répondre\u202f?",
        choices=[("phone", "Par téléphone"), ("mail", "Par courriel"), ("desk", "Je repasserai")],
        widget=forms.RadioSelect,
    )
    needs = forms.MultipleChoiceField(
        label="De quoi avez-vous besoin\u202f?",
        choices=[("step", "Une entrée sans marche"), ("loop", "Une boucle magnétique")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    slot = forms.ChoiceField(
        label="Quel créneau\u202f?",
        choices=[("jeudi 3 décembre", [("1", "9 h"), ("2", "14 h")]), ("vendredi 4 décembre", [("3", "9 h")])],
        widget=forms.RadioSelect,
        required=False,
    )
    agreed = forms.BooleanField(label="J’ai lu la charte", help_text="Elle tient en une page.")
    step = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> None:
        raise forms.ValidationError("Cet atelier est complet\u202f: choisissez un autre jour.")


@login_not_required
def style_guide(request: HttpRequest) -> HttpResponse:
    """Show the components; nothing here is read or written."""
    context = {
        "network": SAMPLE_NETWORK,
        "filter_form": SampleForm(prefix="filter"),
        "blank_form": SampleForm(prefix="blank"),
        "wrong_form": SampleForm({"wrong-name": "", "wrong-day": "hier"}, prefix="wrong"),
        "page": Paginator(range(230), 20).get_page(request.GET.get("page", 5)),
        "ribbon_rows": [[Ribbon(rhythm, hues) for hues in range(len(HUES))] for rhythm in range(RHYTHMS)],
        "edges": [Ribbon(2, 6, edge) for edge in range(4)],
        "places": [
            SimpleNamespace(name=name, ribbon=ribbon_for(name)) for name in ("Le Colibri", "La Rivière", LONG_WORD)
        ],
        "icons": sorted(ICONS),
        "long_word": LONG_WORD,
        "kinds": ("info", "ok", "warn", "bad"),
    }
    return render(request, "core/style_guide.html", context)
