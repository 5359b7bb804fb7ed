"""Whom the screens of presence are for."""

from django.http import Http404, HttpRequest

from maille.activity import access
from maille.workshops.models import Session
from maille.workshops.showing import give_ribbons
from maille.workshops.views.inside import shown_session

REFUSED = 422


def noted_session(request: HttpRequest, pk: int) -> Session:
    """A session, for those who note who is there."""
    session = shown_session(request, pk)
    if not access.can_note_presence(request.user, session):
        raise Http404
    give_ribbons([session])
    return session
