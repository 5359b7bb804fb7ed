"""How many computers a room has."""

from django import forms
from django.utils.translation import gettext_lazy as _

from maille.sharing.actions import MOST_AT_ONCE
from maille.territory.models import Place, Room


class AddUnitsForm(forms.Form):
    """Computers that work, added to a room."""

    room = forms.ModelChoiceField(
        label=_("Salle"),
        queryset=Room.objects.none(),
        empty_label=None,
        error_messages={"required": _("Choisissez la salle.")},
    )
    count = forms.IntegerField(
        label=_("Ordinateurs à ajouter"),
        min_value=1,
        max_value=MOST_AT_ONCE,
        error_messages={"required": _("Dites combien d’ordinateurs.")},
    )

    def __init__(self, data: object = None, *, place: Place) -> None:
        super().__init__(data)
        self.fields["room"].queryset = place.rooms.order_by("name")
