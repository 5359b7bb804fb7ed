"""What a model looks like: the photo, and the page that puts one."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from maille.core.refusals import Refused, show_refusal
from maille.sharing import access, actions
from maille.sharing.forms.photos import ModelPhotoForm
from maille.sharing.models import EquipmentModel, ModelPhoto

from .inside import REFUSED
from .inventory import shown_model


@never_cache
@require_safe
def model_photo(request: HttpRequest, pk: int) -> HttpResponse:
    """The photo of a model, for those who may see the model."""
    seen = ModelPhoto.objects.filter(model__in=EquipmentModel.objects.visible_to(request.user))
    return HttpResponse(bytes(get_object_or_404(seen, model=pk).jpeg), content_type="image/jpeg")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_model(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a photo with a model, in place of the one it had."""
    network, found = shown_model(request, pk)
    if not access.can_coordinate(request.user, network):
        raise Http404
    form = ModelPhotoForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.show_model(
                model=found, jpeg=form.cleaned_data["photo"], alt=form.cleaned_data["alt"], by=request.user
            )
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("La photo est avec le modèle."))
            return redirect("sharing:model", found.pk)
    status = REFUSED if request.method == "POST" else 200
    return render(request, "sharing/inventory/photo.html", {"form": form, "model": found}, status=status)
