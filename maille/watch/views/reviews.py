"""The press review: the next one in the making, and those that are published, for everybody."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maille.communication.saying import Outdated, outdated_citations
from maille.core.refusals import Refused
from maille.watch import access, actions
from maille.watch.feeds import ReviewFeed
from maille.watch.forms.stories import PublishForm, ReviewForm
from maille.watch.models import Review, ReviewLine
from maille.watch.sheets import review_pdf

from .entering import REFUSED, attempt, only_if, the_network, watched


@login_not_required
@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    """The reviews of the network, the last first."""
    network = the_network()
    rows = Review.objects.published().filter(network=network)
    context = {"reviews": rows, "can_watch": access.can_watch(request.user, network)}
    return render(request, "watch/reviews.html", context)


def _published(number: int) -> Review:
    rows = Review.objects.published().filter(network=the_network())
    return get_object_or_404(rows.select_related("network").prefetch_related("lines"), number=number)


@login_not_required
@require_safe
def review(request: HttpRequest, number: int) -> HttpResponse:
    """One review."""
    found = _published(number)
    return render(request, "watch/review.html", {"review": found, "outdated": _outdated(found)})


def _outdated(review: Review | None) -> list[Outdated]:
    """What a review cites of our own texts that has changed since it was published; of the next one, by now."""
    if review is None:
        return []
    texts = [review.intro, *(text for line in review.lines.all() for text in (line.sentence, line.url))]
    return outdated_citations(texts, review.network, written_at=review.published_at)


@login_not_required
@require_safe
def review_sheet(request: HttpRequest, number: int) -> HttpResponse:
    """The same on paper."""
    found = _published(number)
    url = request.build_absolute_uri(found.get_absolute_url())
    pdf = review_pdf(found, url=url, language=get_language() or "fr")
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="revue-de-presse-{found.number}.pdf"'
    return response


@login_not_required
@require_safe
def atom(request: HttpRequest) -> HttpResponse:
    """The reviews as a feed."""
    return ReviewFeed()(request)


def _draft(request: HttpRequest) -> Review | None:
    rows = Review.objects.visible_to(request.user).filter(network=watched(request), published_at__isnull=True)
    return rows.select_related("network").prefetch_related("lines").first()


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest) -> HttpResponse:
    """The next review: its lines in order, a sentence for each. Publishing saves first what is written."""
    network, found = watched(request), _draft(request)
    sent = request.POST if request.method == "POST" else None
    row = Review.objects.filter(pk=found.pk).first() if found else None
    form = ReviewForm(sent, instance=row, lines=found.lines.all() if found else ())

    def save() -> Review:
        words = {"title": form.cleaned_data["title"], "intro": form.cleaned_data["intro"]}
        return actions.save_review(network=network, sentences=form.sentences(), by=request.user, **words)

    if form.is_bound and attempt(form, save):
        if "publier" in request.POST:
            return redirect("watch:publish")
        messages.success(request, _("La revue est enregistrée. Rien n’est encore publié."))
        return redirect("watch:draft")
    context: dict[str, Any] = {"form": form, "review": found, "can_speak": access.can_speak(request.user, network)}
    context["outdated"] = _outdated(found)
    return render(request, "watch/draft.html", context, status=REFUSED if form.errors else 200)


@require_POST
def move_line(request: HttpRequest, pk: int) -> HttpResponse:
    """A line up or down, or out of the review."""
    rows = ReviewLine.objects.filter(review__network=watched(request), review__published_at__isnull=True)
    line = get_object_or_404(rows.select_related("review__network", "story__network"), pk=pk)
    if request.POST.get("geste") == "enlever":
        actions.leave_out(story=line.story, by=request.user)
    else:
        actions.move_line(line=line, step=-1 if request.POST.get("geste") == "monter" else 1, by=request.user)
    return redirect("watch:draft")


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest) -> HttpResponse:
    """What is about to be published, as readers will see it."""
    network = watched(request)
    only_if(access.can_speak(request.user, network))
    form = PublishForm(request.POST if request.method == "POST" else None)
    made = None
    if form.is_bound and form.is_valid():
        try:
            send = form.cleaned_data["envoyer"]
            made = actions.publish_review(network=network, send=send, by=request.user, at=timezone.now())
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
    if made:
        messages.success(request, _("La revue est publiée."))
        return redirect(made)
    review = _draft(request)
    context = {"form": form, "review": review, "outdated": _outdated(review)}
    return render(request, "watch/publish.html", context, status=REFUSED if form.errors else 200)
