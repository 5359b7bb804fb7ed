"""What screens say of a presence: the answers, and what another device said."""

from django import template
from django.utils.translation import gettext as _

from maille.activity.load import Person
from maille.activity.models.presence import State
from maille.workshops import saying
from maille.workshops.models import Session

register = template.Library()


@register.simple_tag
def answers() -> list[tuple[str, str]]:
    """What can be said of somebody, in the order of the keys 1 to 4."""
    return [
        (State.PRESENT, _("Là")),
        (State.ABSENT, _("Pas là")),
        (State.EXCUSED, _("Excusée")),
        (State.LATE_CANCEL, _("A annulé")),
    ]


@register.simple_tag
def other_opinion(session: Session, one: Person) -> str:
    """What another device said of somebody, when the last decision did away with it unknowingly; else nothing."""
    if one.overruled is None:
        return ""
    return _("Un autre appareil a noté «\u00a0%(state)s\u00a0» (%(moment)s, %(who)s)\u00a0: vérifiez.") % {
        "state": one.overruled.get_state_display(),
        "moment": saying.hour_there(session.place, one.overruled.decided_at),
        "who": one.overruled.by or _("une personne"),
    }
