"""A photo that somebody sends: read with care, made small, said in words."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maille.core.documents.pictures import small_jpeg

HEAVIEST = 15_000_000


class PhotoField(forms.FileField):
    """Gives a small JPEG that tells nothing of its camera; nothing when no photo is sent."""

    def __init__(self, **options: Any) -> None:
        widget = forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"})
        super().__init__(**{"required": False, "widget": widget, **options})

    def clean(self, data: Any, initial: Any = None) -> bytes:
        sent = super().clean(data, initial)
        if not sent:
            return b""
        if sent.size > HEAVIEST:
            raise forms.ValidationError(_("Cette photo dépasse 15\u00a0Mo\u00a0: prenez-la en plus petit."))
        try:
            return small_jpeg(sent.read())
        except ValueError as error:
            raise forms.ValidationError(
                _("Ce fichier n’est pas une photo que nous savons lire\u00a0: envoyez un JPEG, un PNG ou un WebP.")
            ) from error


class ModelPhotoForm(forms.Form):
    """What a model looks like."""

    photo = PhotoField(
        label=_("Une photo"), help_text=_("L’objet seul, sans visage ni nom. Elle est réduite."), required=True
    )
    alt = forms.CharField(
        label=_("Ce que montre la photo"),
        help_text=_("Pour qui ne la voit pas\u00a0: «\u00a0une imprimante ouverte, grande comme un four\u00a0»."),
        max_length=200,
    )
