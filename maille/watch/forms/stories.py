"""Which stories to read, the rules that sort them, the review that tells them."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from maille.territory.models import Network
from maille.watch.models import Review, Rule, Story, StoryQuerySet, Theme
from maille.watch.rules import sorting

TO_READ, ALL, ASIDE, CHOSEN, ALERTS = "", "toutes", "ecartees", "choisies", "alertes"


class StoryFilterForm(forms.Form):
    """Which stories: of which theme, read or not, with which words."""

    theme = forms.ModelChoiceField(
        label=_("Thème"), queryset=Theme.objects.none(), required=False, empty_label=_("tous")
    )
    etat = forms.ChoiceField(
        label=_("Lesquelles"),
        required=False,
        choices=[
            (TO_READ, _("à lire")),
            (ALL, _("toutes")),
            (ALERTS, _("alertes")),
            (CHOSEN, _("choisies pour la revue")),
            (ASIDE, _("écartées")),
        ],
    )
    mots = forms.CharField(label=_("Avec ces mots"), required=False, max_length=80)

    def __init__(self, *args: Any, network: Network, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].queryset = Theme.objects.filter(network=network)

    def chosen(self, stories: StoryQuerySet) -> QuerySet[Story]:
        """Of stories with their marks, those that are asked for; a question that makes no sense asks for nothing."""
        asked = self.cleaned_data if self.is_valid() else {}
        state = asked.get("etat", TO_READ)
        stories = stories.filter(fate=sorting.ASIDE) if state == ASIDE else stories.shown()
        if state == TO_READ:
            stories = stories.filter(is_read=False)
        elif state in {CHOSEN, ALERTS}:
            stories = stories.filter(is_chosen=True) if state == CHOSEN else stories.filter(fate=sorting.ALERT)
        if asked.get("theme"):
            stories = stories.filter(themes=asked["theme"])
        for word in asked.get("mots", "").split():
            stories = stories.filter(items__title__icontains=word)
        return stories


class RuleForm(forms.Form):
    """A rule, as the sentence that it is."""

    where = forms.ChoiceField(label=_("Si"), choices=Rule.Where.choices, initial=sorting.TITLE)
    words = forms.CharField(
        label=_("contient un de ces mots"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Un par ligne, ou séparés par des virgules. Accents, majuscules et pluriels ne comptent pas."),
        error_messages={"required": _("Écrivez au moins un mot.")},
    )
    unless = forms.CharField(label=_("sauf s’il contient"), max_length=1_000, required=False)
    outcome = forms.ChoiceField(
        label=_("alors"), choices=Rule.Outcome.choices, widget=forms.RadioSelect, initial=sorting.THEME
    )
    theme = forms.ModelChoiceField(
        label=_("Thème"),
        queryset=Theme.objects.none(),
        required=False,
        empty_label=_("choisir"),
        help_text=_("Pour ranger ou prévenir."),
    )

    def __init__(self, *args: Any, network: Network, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].queryset = Theme.objects.filter(network=network)

    @property
    def sieve(self) -> sorting.Sieve:
        asked = self.cleaned_data
        return sorting.Sieve(asked["where"], sorting.words_of(asked["words"]), sorting.words_of(asked["unless"]))


class ReviewForm(forms.ModelForm):  # type: ignore[type-arg]
    """The words of a review; the sentence of each line has a field of its own, `line-<key>`."""

    class Meta:
        model = Review
        fields = ["title", "intro"]
        widgets = {"intro": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"title": _("Vide\u00a0: «\u00a0Revue de presse\u00a0» et son numéro.")}

    def __init__(self, *args: Any, lines: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = list(lines)
        for line in self.lines:
            self.fields[f"line-{line.pk}"] = forms.CharField(
                label=line.title, max_length=300, required=False, initial=line.sentence
            )

    @property
    def rows(self) -> list[tuple[Any, Any]]:
        """Each line with its field."""
        return [(line, self[f"line-{line.pk}"]) for line in self.lines]

    def sentences(self) -> dict[int, str]:
        return {line.pk: self.cleaned_data.get(f"line-{line.pk}", "") for line in self.lines}


class PublishForm(forms.Form):
    """Publishing a review."""

    envoyer = forms.BooleanField(label=_("L’envoyer aussi par courriel aux membres du réseau"), required=False)
