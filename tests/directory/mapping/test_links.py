import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maille.directory.mapping.links import read_emails, read_url, read_urls


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://zoomacom.org", "https://zoomacom.org"),
        ("http://espaceborisvian.fr/", "http://espaceborisvian.fr/"),
        ("www.saint-etienne.fr/numérique?a=1#b", "https://www.saint-etienne.fr/numérique?a=1#b"),
        ("exemple.fr:8080/a", "https://exemple.fr:8080/a"),
        ("HTTPS://Exemple.FR/Chemin", "https://exemple.fr/Chemin"),
    ],
)
def test_reads_addresses(text: str, url: str) -> None:
    assert read_url(text) == url


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "JaVaScRiPt://exemple.fr/%0aalert(1)",
        "data:text/html,<script>",
        "ftp://exemple.fr",
        "mailto:a@exemple.fr",
        "https://admin@exemple.fr",
        "https://localhost/",
        "https://192.168.0.1/",
        "https://[::1/",
        "https://exemple.fr:99999/",
        'https://exemple.fr/"onclick=',
        "bientôt",
        "",
        "https://" + "a" * 600 + ".fr",
    ],
)
def test_refuses_what_should_not_be_followed(text: str) -> None:
    assert read_url(text) == ""


def test_several_addresses_and_words_beside_them() -> None:
    urls, unread = read_urls("https://a.fr|www.b.fr calendrier https://a.fr")
    assert urls == ("https://a.fr", "https://www.b.fr")
    assert unread == "calendrier"


@settings(deadline=None)
@given(st.text(max_size=80))
def test_never_raises_and_accepts_its_own_address(text: str) -> None:
    url = read_url(text)
    assert read_url(url) == url
    assert url == "" or url.startswith(("http://", "https://"))


def test_reads_emails() -> None:
    assert read_emails("EPN@LeBabet.FR ; mailto:contact@zoomacom.org") == (
        ("EPN@lebabet.fr", "contact@zoomacom.org"),
        "",
    )
    assert read_emails("mdsba@cc montsdupilat.fr") == ((), "mdsba@cc montsdupilat.fr")
    assert read_emails("a..b@exemple.fr") == ((), "a..b@exemple.fr")


@settings(deadline=None)
@given(st.text(max_size=80) | st.emails())
def test_never_raises_and_accepts_its_own_emails(text: str) -> None:
    emails, _ = read_emails(text)
    assert read_emails(" ".join(emails))[0] == emails
