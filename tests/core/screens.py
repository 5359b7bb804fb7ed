"""What the tests of screens share: a reader of pages, and the addresses the frame names."""

from html.parser import HTMLParser
from typing import Any

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.urls import include, path


def anywhere(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


# So that these tests need no other capability.
pages = [
    path("", anywhere, name="home"),
    path("credits/", anywhere, name="credits"),
    path("accessibilite/", anywhere, name="accessibility"),
]
urlpatterns = i18n_patterns(
    path("", include((pages, "pages"))),
    path("annuaire/", include(([path("", anywhere, name="search")], "directory"))),
    path("equipe/", include(([path("", anywhere, name="account")], "people"))),
    path("entrer/", anywhere, name="account_login"),
    path("sortir/", anywhere, name="account_logout"),
    prefix_default_language=False,
)


class Elements(HTMLParser):
    """The elements of a page in order, each (tag, attributes), and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.found if name == tag]

    def with_attribute(self, name: str) -> list[str | None]:
        return [attrs[name] for _, attrs in self.found if name in attrs]


def draw(source: str, **context: Any) -> str:
    return Template("{% load ui i18n %}" + source).render(Context(context))
