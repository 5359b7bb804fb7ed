"""What the page of a search shows: `{% load search %}{% filters form %}`."""

from functools import lru_cache

from django import template
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from maille.directory.forms import SearchForm
from maille.directory.forms.search import Chosen

register = template.Library()


@register.simple_tag
def filters(form: SearchForm) -> SafeString:
    """The forty boxes behind "Plus de choix", drawn once for all the searches that choose the same."""
    return _drawn(get_language() or "", form.chosen)


@lru_cache(maxsize=128)
def _drawn(_language: str, chosen: Chosen) -> SafeString:
    asked = QueryDict(mutable=True)
    for name, values in chosen:
        asked.setlist(name, list(values))
    return render_to_string("directory/_filters.html", {"form": SearchForm(asked)})
