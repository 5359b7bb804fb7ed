"""What people fill in about messages: which ones to see, what a call gave."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maille.territory.models import Place

from .models import Message, MessageQuerySet

State, Channel = Message.State, Message.Channel

# What a person looks for, and the states it covers.
VIEWS = {
    "": tuple(State),
    "a-envoyer": (State.WAITING, State.SENDING),
    "peut-etre": (State.HANDING_OVER,),
    "revenus": (State.BOUNCED, State.FAILED),
    "partis": (State.SENT,),
    "annules": (State.CANCELLED,),
}


class MessageFilterForm(forms.Form):
    """Which messages: by what became of them, channel, place, and whom they are for."""

    etat = forms.ChoiceField(
        label=_("Ce qu’ils deviennent"),
        required=False,
        choices=[
            ("", _("tous")),
            ("a-envoyer", _("à envoyer, à poster ou à appeler")),
            ("peut-etre", _("peut-être partis")),
            ("revenus", _("revenus, pas partis ou pas appelés")),
            ("partis", _("partis, postés ou appelés")),
            ("annules", _("annulés")),
        ],
    )
    canal = forms.ChoiceField(label=_("Par quel moyen"), required=False, choices=[("", _("tous")), *Channel.choices])
    lieu = forms.ModelChoiceField(
        label=_("Lieu"), queryset=Place.objects.none(), required=False, empty_label=_("tous"), to_field_name="slug"
    )
    pour = forms.CharField(label=_("Pour qui"), required=False, max_length=100)

    def __init__(self, *args: Any, places: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lieu"].queryset = places

    def choose(self, messages: MessageQuerySet) -> MessageQuerySet:
        """Keep what was asked for; a choice that does not exist keeps nothing out."""
        asked = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        if view := asked.get("etat"):
            messages = messages.filter(state__in=VIEWS[view])
        if channel := asked.get("canal"):
            messages = messages.filter(channel=channel)
        if place := asked.get("lieu"):
            messages = messages.filter(place=place)
        if name := asked.get("pour"):
            messages = messages.filter(Q(name__icontains=name) | Q(recipient__icontains=name))
        return messages


class CallForm(forms.Form):
    """What a call gave: reached or not, and a note."""

    outcome = forms.CharField(
        label=_("Note"),
        required=False,
        help_text=_("Par exemple\u00a0: viendra avec sa fille. 300 caractères au plus."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
