"""Handing over the people of a record when it becomes one place with another, and giving them back.

Called inside the transaction of the action that joins or parts the two. What moved is told as keys.
"""

from maille.people.models import Desk, Invitation, Role
from maille.territory.models import Place

from .roles import held_meanwhile

Moved = dict[str, list[int]]


def hand_over_people(*, source: Place, target: Place) -> Moved:
    """Give the roles, desks and invitations of a place to another; a role already held there stays behind."""
    moved: Moved = {"roles": [], "desks": _keys(Desk, source), "invitations": _keys(Invitation, source)}
    for role in Role.objects.filter(place=source).order_by("pk"):
        role.place = target
        if not held_meanwhile(role).exists():
            role.save(update_fields=["place"])
            moved["roles"].append(role.pk)
    Desk.objects.filter(pk__in=moved["desks"]).update(place=target)
    Invitation.objects.filter(pk__in=moved["invitations"]).update(place=target)
    return moved


def give_back_people(*, source: Place, target: Place, moved: Moved) -> None:
    """Undo `hand_over_people`, for what is still where it was moved."""
    for model, name in ((Role, "roles"), (Desk, "desks"), (Invitation, "invitations")):
        model._default_manager.filter(pk__in=moved[name], place=target).update(place=source)


def _keys(model: type[Desk] | type[Invitation], place: Place) -> list[int]:
    return list(model._default_manager.filter(place=place).order_by("pk").values_list("pk", flat=True))
