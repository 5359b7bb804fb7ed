"""Hostile addresses and servers: refused in a sentence, and nothing is fetched from inside."""

import gzip
import ipaddress
import socket
import ssl
import subprocess
import threading
import time
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maille.watch.fetching import fetch as door
from maille.watch.fetching.fetch import Limits, fetch
from maille.watch.fetching.guard import PUBLIC, Guard, checked, is_public
from maille.watch.fetching.phrases import Unread
from tests.waiting import PATIENCE
from tests.watch.hostile import bomb, endless, item, raw, redirect, rss, serving, status

SITE = "http://site.example"
QUICK = Limits(seconds=1.0)


@pytest.fixture
def server():
    with serving() as started:
        yield started


def refused(url, **how) -> str:
    with pytest.raises(Unread) as error:
        fetch(url, **how)
    assert str(error.value).endswith((".", "…"))
    return error.value.code


# What an address may not say. Nothing is resolved, hence nothing asked.
BAD = {
    "file:///etc/passwd": "scheme",
    "ftp://site.example/": "scheme",
    "gopher://site.example/": "scheme",
    "javascript:alert(1)": "scheme",
    "data:text/xml,<rss/>": "scheme",
    "//site.example/": "scheme",
    "site.example/rss": "scheme",
    "": "scheme",
    "http://": "address",
    "http:///chemin": "address",
    "http://[::1": "address",
    "http://site.example:99999/": "address",
    "http://site.example\\@127.0.0.1/": "address",
    "http://site.example/\r\nHost: 127.0.0.1": "address",
    "http://site.example/a b": "address",
    "http://moi:secret@site.example/": "credentials",
    "http://site.example@127.0.0.1/": "credentials",
    "http://site.example:25/": "port",
    "http://site.example:22/": "port",
    "https://site.example:8000/": "port",
    "http://site.example:0/": "port",
    "http://localhost/": "inside",
    "http://a.localhost/": "inside",
    "http://routeur.local/": "inside",
    "http://127.0.0.1/": "inside",
    "http://127.1/": "inside",
    "http://2130706433/": "inside",
    "http://0x7f.1/": "inside",
    "http://0177.0.0.1/": "inside",
    "http://0.0.0.0/": "inside",
    "http://10.0.0.1/": "inside",
    "http://172.16.0.1/": "inside",
    "http://192.168.1.1/": "inside",
    "http://100.64.0.1/": "inside",
    "http://169.254.169.254/latest/meta-data/": "inside",
    "http://192.0.0.192/": "inside",
    "http://198.18.0.1/": "inside",
    "http://224.0.0.1/": "inside",
    "http://255.255.255.255/": "inside",
    "http://[::1]/": "inside",
    "http://[::]/": "inside",
    "http://[::ffff:127.0.0.1]/": "inside",
    "http://[::ffff:a9fe:a9fe]/": "inside",
    "http://[::127.0.0.1]/": "inside",
    "http://[64:ff9b::7f00:1]/": "inside",
    "http://[64:ff9b:1::a00:1]/": "inside",
    "http://[2002:7f00:1::]/": "inside",
    "http://[2001:0:7f00:1::]/": "inside",
    "http://[fe80::1]/": "inside",
    "http://[fe80::1%25eth0]/": "address",
    "http://[fc00::1]/": "inside",
    "http://[fd00:ec2::254]/": "inside",
    "http://[ff02::1]/": "inside",
    "http://①②⑦.⓪.⓪.①/": "inside",
}


@pytest.mark.parametrize("url", BAD)
def test_an_address_that_may_not_be_asked_for(url, server):
    def resolve(host, port):
        """A literal address is itself; a name never gets this far."""
        assert BAD[url] == "inside", host
        return [(host, port)]

    assert refused(url, guard=Guard(resolve=resolve)) == BAD[url]
    assert not server.hits


def test_more_than_forty_are_refused():
    assert len(BAD) >= 40


@pytest.mark.parametrize(
    "number",
    ["127.0.0.1", "::1", "::ffff:10.0.0.1", "169.254.169.254", "100.100.100.200", "64:ff9b::a00:1", "fe80::1%lo"],
)
def test_a_name_that_leads_inside_is_refused_even_beside_a_public_address(number, server):
    guard = Guard(resolve=lambda host, port: [("93.184.215.14", port), (number, server.port)])
    assert refused(f"{SITE}/", guard=guard) == "inside"
    assert not server.hits


def test_the_socket_goes_to_the_address_that_was_checked_though_the_name_changes(server):
    """DNS rebinding: the name is asked for once a step, and what was checked is what is reached."""
    answers = iter([[("93.184.215.14", 80)], [("127.0.0.1", server.port)]])
    asked = []
    guard = Guard(resolve=lambda host, port: asked.append(host) or next(answers), allows=lambda address: True)
    with pytest.MonkeyPatch.context() as patch:
        reached = []

        def connect(address, timeout):
            reached.append(address)
            raise OSError

        patch.setattr(socket, "create_connection", connect)
        assert refused(f"{SITE}/", guard=guard) == "unreachable"
    assert reached == [("93.184.215.14", 80)]
    assert asked == ["site.example"]
    assert not server.hits


@given(st.ip_addresses(v=4))
def test_a_public_address_is_global_for_python_too(address):
    assert not is_public(address) or (address.is_global and not address.is_multicast)


PRIVATE = [
    "10.0.0.0/8",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "100.64.0.0/10",
    "0.0.0.0/8",
]


@given(st.sampled_from(PRIVATE).flatmap(lambda network: st.ip_addresses(network=network)))
def test_no_private_address_passes_whatever_it_is_wrapped_in(address):
    packed = int(address)
    wrapped = [
        ipaddress.IPv6Address((0xFFFF << 32) | packed),  # mapped
        ipaddress.IPv6Address(packed),  # compatible
        ipaddress.IPv6Address((0x64FF9B << 96) | packed),  # NAT64
        ipaddress.IPv6Address((0x2002 << 112) | (packed << 80)),  # 6to4
        ipaddress.IPv6Address((0x20010000 << 96) | (packed ^ 0xFFFFFFFF)),  # Teredo
    ]
    assert not any(map(is_public, [address, *wrapped]))


@pytest.mark.parametrize(
    "number", ["93.184.215.14", "8.8.8.8", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "::ffff:8.8.8.8"]
)
def test_an_address_of_the_internet_passes(number):
    assert is_public(ipaddress.ip_address(number))


@given(st.text(max_size=25))
def test_any_text_is_an_address_or_a_sentence(text):
    try:
        parts = checked(text)
    except Unread:
        return
    assert parts.scheme in {"http", "https"}
    assert parts.hostname


@pytest.mark.parametrize(
    ("to", "code"),
    [
        ("http://127.0.0.1/admin", "inside"),
        ("http://169.254.169.254/", "inside"),
        ("file:///etc/passwd", "scheme"),
        ("http://interne.example:8080/", "port"),
        ("//[::1]/", "inside"),
        ("javascript:alert(1)", "scheme"),
        ("http://[bad", "address"),
        ("", "broken"),
    ],
)
@pytest.mark.parametrize("code_http", [301, 303, 307])
def test_each_redirection_is_checked_again(server, to, code, code_http):
    server.answers["/flux"] = redirect(to, code_http)
    assert refused(f"{SITE}/flux", guard=server.guard()) == code
    assert server.hits == {"/flux": 1}


def test_a_redirection_to_a_name_that_leads_inside_is_refused(server):
    server.answers["/flux"] = redirect("http://interne.example/secret")
    inside = {"site.example": "192.0.2.1", "interne.example": "127.0.0.1"}

    class Marked(Guard):
        def endpoints(self, url):
            if "interne" in url:
                return Guard(resolve=lambda host, port: [(inside[host], port)]).endpoints(url)
            return super().endpoints(url)

    guard = Marked(resolve=server.guard().resolve, allows=lambda address: True)
    assert refused(f"{SITE}/flux", guard=guard) == "inside"
    assert server.hits == {"/flux": 1}


OPENED = ("http", "fil.example", 8080)


def test_an_opened_port_serves_the_origin_it_was_opened_for(server):
    server.gives("/flux", rss(item("Un")))
    server.answers["/ancien"] = redirect("/flux")
    guard = Guard(server.guard().resolve, lambda address: True, OPENED)
    assert fetch("http://fil.example:8080/ancien", guard=guard).url == "http://fil.example:8080/flux"


@pytest.mark.parametrize(
    "to",
    ["http://autre.example:8080/flux", "https://fil.example:8080/flux", "http://fil.example:8081/flux",
     "//autre.example:8080/flux", "http://fil.example.autre.example:8080/flux"],
)  # fmt: skip
def test_an_opened_port_is_open_nowhere_else_that_it_leads_to(server, to):
    server.answers["/flux"] = redirect(to)
    guard = Guard(server.guard().resolve, lambda address: True, OPENED)
    assert refused("http://fil.example:8080/flux", guard=guard) == "port"
    assert server.hits == {"/flux": 1}


def test_an_endless_walk_is_cut(server):
    server.answers["/flux"] = redirect("/flux")
    assert refused(f"{SITE}/flux", guard=server.guard()) == "redirects"
    assert server.hits["/flux"] == 6


def test_a_redirection_that_is_allowed_is_followed_with_its_own_host(server):
    server.answers["/flux"] = redirect("http://autre.example/fil.xml?a=1", 301)
    server.gives("/fil.xml", rss(item("Un")))
    assert fetch(f"{SITE}/flux", guard=server.guard()).url == "http://autre.example/fil.xml?a=1"
    assert server.seen["/fil.xml?a=1"]["Host"] == "autre.example"


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n"


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (raw(b"n'importe quoi\r\n\r\n"), "broken"),
        (raw(b""), "broken"),
        (raw(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n"), "broken"),
        (raw(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n"), "broken"),
        (raw(HEAD + b"Content-Length: 999999999999\r\n\r\n<rss>"), "large"),
        (raw(HEAD + b"Content-Length: 5000\r\n\r\n<rss>"), "broken"),
        (raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\nZZZ\r\n"), "broken"),
        (raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\n<rss>\r\n"), "broken"),
        (raw(HEAD + b"Content-Encoding: br\r\n\r\nxxx"), "encoding"),
        (raw(HEAD + b"Content-Encoding: gzip, gzip\r\n\r\nxxx"), "encoding"),
        (raw(HEAD + b"Content-Encoding: gzip\r\n\r\nce n'est pas du gzip"), "broken"),
        (raw(HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"x" * 9_999)[:30]), "broken"),
        (status(200, Content_Type="application/zip"), "kind"),
        (status(200, Content_Type="image/png"), "kind"),
        (status(200, Content_Type="application/pdf"), "kind"),
        (status(410), "gone"),
        (status(404), "status"),
        (status(500), "status"),
        (status(206), "status"),
        (status(401), "refused"),
        (status(429, Retry_After="120"), "busy"),
    ],
)
def test_a_server_that_answers_badly(server, answer, code):
    server.answers["/flux"] = answer
    assert refused(f"{SITE}/flux", guard=server.guard(), limits=Limits(seconds=PATIENCE)) == code


@pytest.mark.parametrize(
    "answer",
    [
        raw(b"HTTP/1.1 100 Continue\r\n\r\n" * 2_000_000, each=2_500, pause=0.001),
        raw(HEAD + b"Content-Length: 5000\r\n\r\n" + b"x" * 5000, each=1, pause=0.05),
        raw(b"HTTP/1.1 200 OK\r\nX-Lent: " + b"x" * 5000, each=1, pause=0.05),
    ],
)
def test_a_server_that_drips_is_left_before_its_end(server, answer):
    server.answers["/flux"] = answer
    assert refused(f"{SITE}/flux", guard=server.guard(), limits=QUICK) == "slow"


def test_what_has_no_end_is_cut_and_little_of_it_is_taken(server):
    server.answers["/flux"] = endless
    assert refused(f"{SITE}/flux", guard=server.guard()) == "large"
    time.sleep(0.1)
    assert server.sent["megabytes"] < 40  # what two kernels hold in their buffers, and no more


def test_a_bomb_is_never_unfolded(server):
    server.gives("/flux", bomb(), Content_Encoding="gzip")
    tracemalloc.start()
    assert refused(f"{SITE}/flux", guard=server.guard()) == "bomb"
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 30_000_000


def test_what_is_folded_is_unfolded_whole(server):
    body = rss(*(item(f"Article {n}", f"https://fil.example/{n}") for n in range(2_000)))
    server.gives("/flux", gzip.compress(body), Content_Encoding="gzip")
    assert fetch(f"{SITE}/flux", guard=server.guard()).body == body


def test_what_has_not_changed_is_not_sent_again(server):
    server.gives("/flux", rss(item("Un")), ETag='"abc"', Last_Modified="Tue, 24 Nov 2026 10:00:00 GMT")
    first = fetch(f"{SITE}/flux", guard=server.guard())
    server.answers["/flux"] = status(304)
    again = fetch(f"{SITE}/flux", etag=first.etag, modified=first.modified, guard=server.guard())
    assert again.is_same
    assert server.seen["/flux"]["If-None-Match"] == '"abc"'
    assert server.seen["/flux"]["If-Modified-Since"] == "Tue, 24 Nov 2026 10:00:00 GMT"


def test_a_kept_mark_cannot_add_a_header(server):
    server.gives("/flux", rss())
    fetch(f"{SITE}/flux", etag='"a"\r\nX-Mal: 1', guard=server.guard())
    assert "X-Mal" not in server.seen["/flux"]
    assert "If-None-Match" not in server.seen["/flux"]


def test_the_wait_that_a_server_asks_for_is_heard_and_bounded(server):
    for said, heard in [("120", 120), ("99999999", door.LONGEST_WAIT), ("demain", 0), ("-5", 0)]:
        server.answers["/flux"] = status(429, Retry_After=said)
        with pytest.raises(Unread) as error:
            fetch(f"{SITE}/flux", guard=server.guard())
        assert error.value.after == heard


def test_no_proxy_of_the_environment_is_used(server, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9/")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9/")
    server.gives("/flux", rss())
    assert fetch(f"{SITE}/flux", guard=server.guard()).body == rss()


def test_a_name_with_accents_and_a_path_with_accents_are_asked_for(server):
    server.gives("/%C3%A9t%C3%A9", rss())
    fetch("http://médiathèque.example/été", guard=server.guard())
    assert server.seen["/%C3%A9t%C3%A9"]["Host"] == "xn--mdiathque-53af.example"


def test_a_certificate_that_nobody_signed_is_refused(tmp_path):
    """A real TLS server with a certificate of its own making."""
    key, cert = tmp_path / "key.pem", tmp_path / "cert.pem"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=site.example"]
    subprocess.run([*made, "-keyout", key, "-out", cert], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    names = []
    context.sni_callback = lambda sock, name, ctx: names.append(name)
    listener = socket.create_server(("127.0.0.1", 0))

    def serve():
        client, _ = listener.accept()
        try:
            context.wrap_socket(client, server_side=True).close()
        except OSError:
            client.close()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    endpoint = listener.getsockname()
    guard = Guard(resolve=lambda host, port: [endpoint], allows=lambda address: True)
    assert refused("https://site.example/flux", guard=guard) == "certificate"
    thread.join(5)
    listener.close()
    assert names == ["site.example"]


def test_the_guard_of_the_product_is_the_strict_one():
    assert Guard() == PUBLIC
    assert PUBLIC.allows is is_public
