"""The worker that keeps pages open without a network."""

from django.urls import reverse


def test_the_worker_answers_for_the_whole_site(client):
    answer = client.get(reverse("core:offline"))
    assert answer["Service-Worker-Allowed"] == "/"
    assert answer["Content-Type"].startswith("text/javascript")
