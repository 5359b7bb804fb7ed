"""A browser reduced to what a sign-up needs: cookies, forms, redirects, one connection that stays open."""

import html
import re
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from urllib.parse import urlencode, urljoin, urlsplit

HEADERS = {"Accept": "text/html", "Accept-Language": "fr", "User-Agent": "Mozilla/5.0 (banc d'essai)"}
REDIRECTS = (301, 302, 303, 307, 308)
PATIENCE = 60  # seconds


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
        self.host = place.netloc
        self.origin = f"{place.scheme}://{place.netloc}"
        self.connection = HTTPConnection(place.netloc, timeout=PATIENCE)
        self.cookies: dict[str, str] = {}
        self.requests = 0

    def get(self, path: str) -> Page:
        return self._followed("GET", path, None)

    def post(self, path: str, fields: dict[str, str]) -> Page:
        return self._followed("POST", path, urlencode(fields))

    def close(self) -> None:
        self.connection.close()

    def _followed(self, method: str, path: str, body: str | None) -> Page:
        for _ in range(10):
            response, text = self._ask(method, path, body)
            if response.status not in REDIRECTS:
                return Page(path, response.status, text)
            there = urlsplit(urljoin(self.origin + path, response.headers["Location"]))
            path = there.path + (f"?{there.query}" if there.query else "")
            method, body = "GET", None
        raise HTTPException(f"redirected for ever from {path}")

    def _ask(self, method: str, path: str, body: str | None) -> tuple[HTTPResponse, str]:
        headers = {**HEADERS, "Referer": self.origin + path, "Origin": self.origin}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.requests += 1
        try:
            self.connection.request(method, path, body, headers)
            response = self.connection.getresponse()
        except (BrokenPipeError, ConnectionResetError, HTTPException):  # the server closed what was kept open
            self.connection.close()
            self.connection.request(method, path, body, headers)
            response = self.connection.getresponse()
        for header in response.headers.get_all("Set-Cookie", []):
            name, _, rest = header.partition("=")
            self.cookies[name] = rest.split(";", 1)[0]
        return response, response.read().decode("utf-8", "replace")
