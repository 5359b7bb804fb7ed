"""Web addresses and e-mail addresses that can safely be shown as links."""

import re
from urllib.parse import urlsplit

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_HOST = re.compile(r"(?!-)[\w-]+(?:\.[\w-]+)*\.[^\W\d_][\w-]*\.?")
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")
_BETWEEN_EMAILS = re.compile(r"[\s;,|<>]+|\bou\b")
_UNSAFE = re.compile(r"[\s\"'<>\\^`{}|\x00-\x1f\x7f]")
_BETWEEN_URLS = re.compile(r"[\s|;]+|(?<=\s)(?:ou|et)(?=\s)")
MAX_URL = 500


_TWO_SCHEMES = re.compile(r"https?://(?=https?:)", re.IGNORECASE)
_BENT_SCHEME = re.compile(r"\b(https?)(?:/{1,2}:/*|:/(?!/)|//(?=\w)|/(?=www\.))", re.IGNORECASE)
_BENT_WWW = re.compile(r"\bwww[,:](?=\w)", re.IGNORECASE)
_STUCK = re.compile(r"(?<=[\w/])(?=https?://)", re.IGNORECASE)


def _mended(text: str) -> str:
    """The slips that leave no doubt: "https//", "http:/www", "www,", a scheme written twice, two addresses stuck."""
    text = _BENT_WWW.sub("www.", _BENT_SCHEME.sub(r"\1://", _TWO_SCHEMES.sub("", text)))
    return _STUCK.sub(" ", text)


def read_url(text: str) -> str:
    """One http(s) address, https:// added when the scheme is missing; empty when it is not an address to follow."""
    text = text.strip()
    if not text or len(text) > MAX_URL or _UNSAFE.search(text):
        return ""
    if text.startswith("//"):
        text = f"https:{text}"
    if not _SCHEME.match(text) or _looks_like_a_port(text):
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or "@" in parts.netloc or not _HOST.fullmatch(host):
        return ""
    return parts._replace(scheme=parts.scheme.lower(), netloc=parts.netloc.lower()).geturl()


def _looks_like_a_port(text: str) -> bool:
    """ "exemple.fr:8080" reads as a scheme named "exemple.fr"."""
    name, _, rest = text.partition(":")
    return "." in name and rest[:1].isdigit()


def read_urls(text: str) -> tuple[tuple[str, ...], str]:
    """Every address of a text, in order, once each, and the words that are not one."""
    found: dict[str, None] = {}
    unread = []
    for piece in _BETWEEN_URLS.split(_mended(text)):
        # A lone word ("calendrier") is not an address even if it follows one.
        if url := read_url(piece) if "." in piece or ":" in piece else "":
            found[url] = None
        elif piece:
            unread.append(piece)
    return tuple(found), " ".join(unread)


_BENT_AT = re.compile(r" ?(?:\[(?:a|at)\]|\((?:a|at)\)|@@) ?", re.IGNORECASE)


def read_emails(text: str) -> tuple[tuple[str, ...], str]:
    """Every e-mail address of a text, domain in lower case, once each, and the words that are not one."""
    found: dict[str, None] = {}
    unread: list[str] = []
    for piece in _BETWEEN_EMAILS.split(_BENT_AT.sub("@", text)):
        if piece.startswith(".") and unread:
            unread.append(piece)  # the end of an address that a space cut in two
            continue
        address = piece.removeprefix("mailto:").strip(".")
        if _EMAIL.fullmatch(address) and ".." not in address:
            local, _, domain = address.rpartition("@")
            found[f"{local}@{domain.lower()}"] = None
        elif piece:
            unread.append(piece)
    return tuple(found), " ".join(unread)
