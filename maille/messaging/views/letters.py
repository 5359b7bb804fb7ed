"""The letters to post: print those of the day, then say that they are in the post."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.views.decorators.http import require_POST, require_safe

from maille.messaging import actions
from maille.messaging.models import Message
from maille.messaging.sheets import letters_pdf as print_letters

from .outbox import readable

MOST = 200


def _letters(request: HttpRequest) -> list[Message]:
    waiting = readable(request).to_post(timezone.now()).select_related("place", "network")
    return list(waiting[:MOST])


@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    return render(request, "messaging/letters.html", {"letters": _letters(request)})


@require_safe
def letters_pdf(request: HttpRequest) -> HttpResponse:
    waiting = _letters(request)
    if not waiting:
        raise Http404
    pdf = print_letters(waiting, at=timezone.now(), language=get_language() or "fr")
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="courrier.pdf"'
    return response


@require_POST
def letters_posted(request: HttpRequest) -> HttpResponse:
    """Mark those that the page showed, so that a letter written meanwhile is not believed posted."""
    keys = [key for key in request.POST.getlist("lettre") if key.isascii() and key.isdigit()][:MOST]
    chosen = readable(request).filter(pk__in=keys, channel=Message.Channel.LETTER)
    count = actions.mark_posted(messages=chosen, at=timezone.now(), by=request.user)
    sentence = ngettext("%(count)s lettre notée comme postée.", "%(count)s lettres notées comme postées.", count)
    messages.success(request, sentence % {"count": count})
    return redirect("messaging:letters")
