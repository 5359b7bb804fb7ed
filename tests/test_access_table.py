"""Every address × every person → the answer of the table. An address that is not in the table fails."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from maille.people.models import User
from tests.access_table import BODIES, PEOPLE, arguments, rows
from tests.world import World

pytestmark = pytest.mark.django_db

ROWS = rows()
LOGIN = "/compte/login/"
NOT_KEPT = {"no-store", "no-cache"}
# Other people's pages, held by a rule each, below.
OTHERS = ("admin:", "account_", "mfa_", "socialaccount_")


def addresses(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Walk every address with its full name."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}", pattern
        else:
            yield from addresses(pattern, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)


OURS = {name: pattern for name, pattern in addresses() if not name.startswith(OTHERS)}


def address_of(world: World, name: str) -> str:
    wanted = list(OURS[name].pattern.converters)
    return reverse(name, kwargs=arguments(world, name, wanted))


def plain_address(name: str) -> str | None:
    """The address of a page that asks for nothing."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return None


@pytest.fixture(scope="module")
def ask(world, django_db_blocker) -> Callable[..., str]:
    """Ask as that person and undo what it did; gives the answer as the table writes it. Each signs in once.

    `ask.left_behind` holds the pages that a browser shared by several people may show again to the next one.
    """
    with django_db_blocker.unblock():
        keys = {name: session_of(user) for name, user in world.people.items() if user}

    left_behind: set[str] = set()
    client = Client(raise_request_exception=False)  # one for all: what stands before the pages is made once

    def answer(person: str, method: str, address: str, body: dict[str, str] | None = None) -> str:
        client.cookies.clear()
        if person in keys:
            client.cookies[settings.SESSION_COOKIE_NAME] = keys[person]
        with transaction.atomic():
            response = getattr(client, method.lower())(address, body)
            transaction.set_rollback(True)
        if response.status_code == 200 and method == "GET" and not NOT_KEPT & words_of(response):
            left_behind.add(address)
        is_sent_away = response.status_code == 302 and response["Location"].startswith(LOGIN)
        return "login" if is_sent_away else str(response.status_code)

    answer.left_behind = left_behind  # type: ignore[attr-defined]
    return answer


def words_of(response: HttpResponse) -> set[str]:
    """What an answer says to who keeps pages."""
    return {word.strip() for word in response.get("Cache-Control", "").split(",")}


def session_of(user: User) -> str:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return str(client.session.session_key)


def test_every_address_has_its_line():
    assert set(OURS) - {name for _method, name in ROWS} == set()
    assert {name for _method, name in ROWS} - set(OURS) == set()


@pytest.mark.parametrize("row", ROWS, ids=" ".join)
def test_answers(world, ask, row):
    method, name = row
    address = address_of(world, name)
    answers = [ask(person, method, address, BODIES.get(name)) for person in PEOPLE]
    assert dict(zip(PEOPLE, answers, strict=True)) == dict(zip(PEOPLE, ROWS[row], strict=True))
    is_for_the_team = answers[0] == "login"
    assert not is_for_the_team or address not in ask.left_behind, "a page of the team is kept by no browser"


@pytest.mark.parametrize("name", OURS)
def test_an_address_answers_only_in_the_ways_of_the_table(world, ask, name):
    """GET and POST without a line are refused, even to an administrator."""
    without = {"GET", "POST"} - {method for method, named in ROWS if named == name}
    assert {ask("admin", method, address_of(world, name)) for method in without} <= {"405"}


# Django's own ways in and out, and what answers to other pages only.
ADMIN_DOORS = {"admin:login", "admin:logout", "admin:jsi18n", "admin:autocomplete"}


def test_the_administration_is_for_administrators(ask):
    """The index, each list, each creation: everything of it that needs no argument."""
    walked = 0
    for name, _pattern in addresses():
        if not name.startswith("admin:") or name in ADMIN_DOORS or not (address := plain_address(name)):
            continue
        walked += 1
        answers = {person: ask(person, "GET", address) for person in PEOPLE}
        assert answers.pop("admin") in {"200", "403"}, name
        assert set(answers.values()) <= {"302", "login"}, name
    assert walked > 10


# What a visitor without an account may open; everything else of allauth asks to sign in first.
OPEN = {
    "account_inactive",
    "account_login",
    "account_password_reset_completed",
    "account_request_login_code",
    "account_reset_password",
    "account_signup",  # which says that one is invited
}


def test_the_account_pages_ask_to_sign_in(ask):
    opened = set()
    for name, _pattern in addresses():
        if name.startswith(OTHERS[1:]) and (address := plain_address(name)):
            answers = {person: ask(person, "GET", address) for person in ("anonymous", "nobody")}
            assert not any(answer.startswith("5") for answer in answers.values()), (name, answers)
            if answers["anonymous"] == "200":
                opened.add(name)
    assert opened == OPEN
