"""A browser reduced to what a sign-up needs: cookies, forms, redirects, one connection that stays open."""

import html
import re
from dataclasses import dataclass
from urllib.parse import urlencode, urljoin, urlsplit

from bench.measuring.wire import Headers, Wire

HEADERS = {"Accept": "text/html", "Accept-Language": "fr", "User-Agent": "Mozilla/5.0 (banc d'essai)"}
REDIRECTS = (301, 302, 303, 307, 308)


@dataclass(frozen=True)
class Page:
    """What came at an address, once its redirects were followed."""

    path: str
    status: int
    text: str

    def field(self, name: str) -> str:
        """The value of an input of the page; LookupError when there is none."""
        for tag in re.findall(r"<input[^>]*>", self.text):
            if re.search(rf'name=["\']{re.escape(name)}["\']', tag):
                found = re.search(r'value=["\']([^"\']*)["\']', tag)
                return html.unescape(found[1]) if found else ""
        raise LookupError(f"no {name} in {self.path} ({self.status})")


class Browser:
    """One visitor of one server; counts the requests that were needed."""

    def __init__(self, address: str) -> None:
        place = urlsplit(address)
        self.origin = f"{place.scheme}://{place.netloc}"
        self.wire = Wire(place.hostname or "", place.port or 80)
        self.cookies: dict[str, str] = {}
        self.requests = 0

    def get(self, path: str) -> Page:
        return self._followed("GET", path, "")

    def post(self, path: str, fields: dict[str, str]) -> Page:
        return self._followed("POST", path, urlencode(fields))

    def close(self) -> None:
        self.wire.close()

    def _followed(self, method: str, path: str, body: str) -> Page:
        for _ in range(10):
            status, headers, text = self._ask(method, path, body)
            if status not in REDIRECTS:
                return Page(path, status, text.decode("utf-8", "replace"))
            there = urlsplit(urljoin(self.origin + path, dict(headers)["location"]))
            path = there.path + (f"?{there.query}" if there.query else "")
            method, body = "GET", ""
        raise ConnectionError(f"redirected for ever from {path}")

    def _ask(self, method: str, path: str, body: str) -> tuple[int, Headers, bytes]:
        headers = {**HEADERS, "Referer": self.origin + path, "Origin": self.origin}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.requests += 1
        status, said, text = self.wire.ask(method, path, headers, body.encode())
        for name, value in said:
            if name == "set-cookie":
                cookie, _, rest = value.partition("=")
                self.cookies[cookie] = rest.split(";", 1)[0]
        return status, said, text
