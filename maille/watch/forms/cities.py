"""Other towns: an announcement, a dated fact, what somebody said in public."""

from django import forms
from django.utils.translation import gettext_lazy as _

from maille.watch.models import Announcement, CityFact, Position

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class AnnouncementForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Announcement
        fields = ["title", "text", "is_published"]
        widgets = {"text": forms.Textarea(attrs={"rows": 5})}
        error_messages = {"title": {"required": _("Écrivez ce qui est annoncé.")}}


class FactForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = CityFact
        fields = ["city", "happened_on", "precision", "text", "source_name", "source_url"]
        widgets = {"happened_on": DATE, "text": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "text": _("Avec nos mots, en une ou deux phrases."),
            "source_name": _("Le journal, la mairie, le site\u00a0: qui l’a écrit, et quand."),
        }
        error_messages = {
            "city": {"required": _("Écrivez le nom de la ville.")},
            "happened_on": {"required": _("Écrivez la date\u00a0: si le jour n’est pas connu, le premier du mois.")},
            "text": {"required": _("Écrivez ce qui s’est passé.")},
            "source_name": {"required": _("Dites qui l’a écrit\u00a0: sans source, un fait ne se publie pas.")},
        }


class PositionForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Position
        fields = ["city", "person", "public_role", "stance", "quotation", "said_on", "source_name", "source_url"]
        widgets = {"said_on": DATE, "quotation": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "public_role": _("Une fonction publique seulement\u00a0: maire, adjointe, préfet, porte-parole…"),
            "quotation": _("Recopiez ses mots, sans rien changer."),
        }
        error_messages = {
            "city": {"required": _("Écrivez le nom de la ville.")},
            "person": {"required": _("Dites qui parle.")},
            "public_role": {"required": _("Dites sa fonction publique\u00a0: sans elle, rien n’est noté de personne.")},
            "stance": {"required": _("Dites ce que cette personne en dit.")},
            "quotation": {"required": _("Recopiez les mots exacts\u00a0: une position ne se résume pas.")},
            "said_on": {"required": _("Écrivez le jour où cela a été dit.")},
            "source_name": {"required": _("Dites où c’est écrit.")},
            "source_url": {"required": _("Donnez l’adresse où chacun peut le lire.")},
        }
