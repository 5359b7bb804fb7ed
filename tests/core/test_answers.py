"""Pages kept for a minute: the same page is made once, and never shown to somebody it was not made for."""

import gzip

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import DatabaseError, close_old_connections
from django.test.client import RequestFactory

from maille.core import journal
from maille.core.serving.answers import remembering, this_era
from tests.core.factories import make_user
from tests.territory.factories import NetworkFactory

HTML = [("Content-Type", "text/html; charset=utf-8")]


class Pages:
    """An application that counts the pages it makes, behind its shelf; the era is what the test says."""

    def __init__(self, *, headers=HTML, status="200 OK", room=1000):
        self.made, self.closed, self.era = 0, 0, (1, 1)
        self.headers, self.status = headers, status
        self.meanwhile = lambda: None
        self.shelf = remembering(self, now=lambda: self.era, room=room)

    def __call__(self, environ, start_response):
        self.made += 1
        start_response(self.status, self.headers)
        return self

    def __iter__(self):
        page = f"page {self.made}".encode()
        self.meanwhile()
        yield page

    def close(self):
        self.closed += 1

    def get(self, path="/", *, method="GET", **environ):
        said = []
        request = RequestFactory().generic(method, path, **environ)
        body = b"".join(self.shelf(request.environ, lambda status, headers: said.append((status, headers))))
        assert said == [(self.status, self.headers)]
        return body.decode()


def test_a_page_is_made_once_with_its_status_and_headers():
    pages = Pages()
    assert [pages.get(), pages.get()] == ["page 1", "page 1"]
    assert pages.closed == 1


@pytest.mark.parametrize("era", [(2, 1), (1, 2)], ids=["the minute", "the data"])
def test_a_page_is_made_again_when_something_changes(era):
    pages = Pages()
    pages.get()
    pages.era = era
    assert pages.get() == "page 2"


@pytest.mark.parametrize(
    "other",
    [
        {"path": "/?ou=42100"},
        {"path": "/en/"},
        {"HTTP_HOST": "localhost"},
        {"HTTP_X_FORWARDED_PROTO": "https"},
        {"HTTP_ACCEPT_ENCODING": "gzip, br"},
    ],
)
def test_another_address_is_another_page(other):
    pages = Pages()
    pages.get()
    assert [pages.get(**other), pages.get(**other), pages.get()] == ["page 2", "page 2", "page 1"]


@pytest.mark.parametrize("own", [{"HTTP_COOKIE": "sessionid=a"}, {"HTTP_HX_REQUEST": "true"}, {"method": "POST"}])
def test_what_may_be_for_one_person_is_neither_kept_nor_taken_from_the_shelf(own):
    pages = Pages()
    assert [pages.get(**own), pages.get(), pages.get(**own), pages.get()] == ["page 1", "page 2", "page 3", "page 2"]


def test_a_file_is_left_to_those_who_keep_files():
    pages = Pages()
    assert [pages.get("/static/a.html"), pages.get("/static/a.html")] == ["page 1", "page 2"]


@pytest.mark.parametrize(
    "unlike",
    [
        {"headers": [*HTML, ("Set-Cookie", "csrftoken=a")]},
        {"headers": [*HTML, ("Cache-Control", "private")]},
        {"headers": [("Content-Type", "text/csv")]},
        {"status": "404 Not Found"},
        {"status": "302 Found"},
    ],
)
def test_an_answer_that_is_no_page_for_everyone_is_not_kept(unlike):
    pages = Pages(**unlike)
    assert [pages.get(), pages.get()] == ["page 1", "page 2"]


def test_a_page_made_while_something_changed_is_not_shown_after():
    pages = Pages()

    def change():
        pages.meanwhile = lambda: None
        pages.era = (1, 2)
        pages.get("/another/")

    pages.meanwhile = change
    assert pages.get() == "page 1"
    assert pages.get() == "page 3"


def test_the_shelf_is_no_bigger_than_its_room():
    pages = Pages(room=12)
    assert [pages.get("/a/"), pages.get("/b/"), pages.get("/c/")] == ["page 1", "page 2", "page 3"]
    assert [pages.get("/a/"), pages.get("/b/"), pages.get("/c/")] == ["page 1", "page 2", "page 4"]


def test_the_application_answers_when_the_database_does_not():
    pages = Pages()

    def unknown():
        raise DatabaseError

    pages.shelf = remembering(pages, now=unknown)
    assert [pages.get(), pages.get()] == ["page 1", "page 2"]


@pytest.mark.django_db
class TestThisEra:
    def test_changes_with_the_minute(self, clock):
        before = this_era()
        clock.shift(59)
        assert this_era() == before
        clock.shift(1)
        assert this_era() > before

    def test_changes_with_each_line_of_the_journal(self, monkeypatch):
        monkeypatch.setattr(journal, "_labels", {"core.tested": "a essayé"})
        first = this_era()
        journal.record("core.tested", make_user(), by=None)
        assert this_era() > first


@pytest.fixture
def kept_connection():
    """A whole request closes connections grown old at both ends: here it would close the test's own transaction."""
    ends = [request_started, request_finished]
    for end in ends:
        end.disconnect(close_old_connections)
    yield
    for end in ends:
        end.connect(close_old_connections)


@pytest.mark.django_db
@pytest.mark.usefixtures("kept_connection")
def test_a_kept_page_is_the_page_itself():
    NetworkFactory(name="Réseau des rubans")
    shelf = remembering(WSGIHandler(), now=lambda: (1, 1))
    bodies, statuses = [], []
    for _ in range(2):
        request = RequestFactory().get("/", HTTP_HOST="localhost", HTTP_ACCEPT_ENCODING="gzip")
        bodies.append(b"".join(shelf(request.environ, lambda status, headers: statuses.append(status))))
    assert statuses == ["200 OK", "200 OK"]
    assert bodies[0] == bodies[1]
    assert "Réseau des rubans" in gzip.decompress(bodies[0]).decode()
