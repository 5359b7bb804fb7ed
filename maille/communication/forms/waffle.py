"""What one asks of the langue de bois."""

from django import forms
from django.utils.translation import gettext_lazy as _

from maille.language.waffle.plans import Choice

PLANS = [
    ("declaration", _("Déclaration presque officielle")),
    ("actufinance", _("L’institution et le marché rassurent")),
    ("pipotron", _("Pipotron, en neuf colonnes")),
]
TONES = [("institutionnel", _("institutionnel")), ("start-up", _("start-up")), ("militant", _("militant"))]
LENGTHS = [("phrase", _("une phrase")), ("paragraphe", _("un paragraphe")), ("texte", _("un texte entier"))]


class WaffleForm(forms.Form):
    """Reads what is asked for; a plan, a tone or a length that does not exist is said so."""

    plan = forms.ChoiceField(label=_("Quoi"), choices=PLANS, initial="declaration", widget=forms.RadioSelect)
    ton = forms.ChoiceField(label=_("Sur quel ton"), choices=TONES, initial="institutionnel", widget=forms.RadioSelect)
    longueur = forms.ChoiceField(label=_("Longueur"), choices=LENGTHS, initial="texte", widget=forms.RadioSelect)

    def choice(self) -> Choice:
        """What was asked for, once it is valid."""
        return Choice(self.cleaned_data["plan"], self.cleaned_data["ton"], self.cleaned_data["longueur"])


def asking_again(choice: Choice) -> WaffleForm:
    """The form as it was filled for this text."""
    return WaffleForm(initial={"plan": choice.plan, "ton": choice.tone, "longueur": choice.length})
