"""What everybody may do without an account is done at a human pace."""

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.forms import BaseForm
from django.http import HttpRequest
from django.utils.translation import gettext as _

from maille.core import pace


def comes_too_often(request: HttpRequest, form: BaseForm) -> bool:
    """Whether so much comes from this visitor that it must wait, which the form then says."""
    if pace.may_go_on(get_adapter().get_client_ip(request), settings.SIGN_UPS_PER_HOUR):
        return False
    form.add_error(None, _("Trop de demandes viennent d’ici\u00a0: réessayez dans une heure, ou appelez le lieu."))
    return True
