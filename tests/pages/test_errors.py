"""What one reads when something is not there, not allowed, or broken."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.views.defaults import permission_denied, server_error

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("prefix", "said"), [("", "Cette page n’existe pas"), ("/en", '<html lang="en"')])
def test_an_unknown_address_says_what_to_do(client: Any, prefix: str, said: str) -> None:
    answer = client.get(f"{prefix}/nulle-part/")
    assert answer.status_code == 404
    assert said in answer.content.decode()
    assert reverse("directory:search") in answer.content.decode()


def test_a_breakdown_says_it_is_ours_without_asking_the_database(rf: Any, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        answer = server_error(rf.get("/"))
    assert answer.status_code == 500
    assert "La panne vient de nous" in answer.content.decode()


def test_a_reserved_page_says_who_can_help(rf: Any) -> None:
    answer = permission_denied(rf.get("/"), PermissionError())
    assert "coordination" in answer.content.decode()


def test_a_form_left_open_too_long_loses_nothing_and_says_so() -> None:
    answer = Client(enforce_csrf_checks=True).post("/compte/login/", {"login": "amina@maille.example"})
    assert answer.status_code == 403
    assert "restée ouverte trop longtemps" in answer.content.decode()
