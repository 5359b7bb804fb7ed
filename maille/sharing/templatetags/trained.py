"""What is said of the skill that something asks for: on the page of borrowing, of a request, at a door."""

from collections.abc import Mapping

from django import template
from django.template.context import RequestContext
from django.utils import timezone
from django.utils.translation import gettext as _

from maille.sharing.models import Need, Unit
from maille.sharing.saying import lack_said
from maille.sharing.trained import Lack, lacks_for_need, lacks_of, may_use
from maille.territory.models import Place

register = template.Library()


@register.simple_tag
def lack_of(lacks: Mapping[int, Lack], model: int) -> str:
    """The sentence about a model that nobody of the place may use; empty when somebody may."""
    lack = lacks.get(model)
    return lack_said(lack.skill, lack.place, lack.elsewhere) if lack else ""


@register.simple_tag
def need_lacks(need: Need) -> list[str]:
    return [lack_said(lack.skill, lack.place, lack.elsewhere) for lack in lacks_for_need(need)]


@register.simple_tag(takes_context=True)
def door_lacks(context: RequestContext, unit: Unit, here: Place) -> str:
    """What whoever stands at a door reads when they may not use the unit."""
    day = timezone.localdate()
    if unit.model is None or may_use(context["request"].user, unit, day):
        return ""
    skill = {"skill": unit.model.skill}
    lack = lacks_of(unit.model.network, here, [unit.model], [day]).get(unit.model.pk)
    if lack is None:
        words = _(
            "Prenez-la en charge, mais laissez-la à quelqu’un qui a l’habilitation "
            "«\u00a0%(skill)s\u00a0»\u00a0: ce n’est pas votre cas."
        )
        return words % skill
    said = lack_said(lack.skill, lack.place, lack.elsewhere)
    return f"{said} " + _("Prenez-la en charge, mais ne l’utilisez pas encore.")
