"""One address for one article, whatever the way that led to it."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

# What senders add to count who comes: it says nothing of the article.
_TRACKING = re.compile(
    r"(utm_|mtm_|pk_|piwik_|matomo_|hsa_|vero_|oly_|at_|xtor$|fbclid$|gclid$|gclsrc$|dclid$|msclkid$|yclid$|twclid$"
    r"|igshid$|igsh$|mc_[ce]id$|_hs|mkt_tok$|wt_?mc$|ref$|ref_src$|cmpid$|xtref$|xts$|s_cid$|ncid$|sr_share$)",
    re.IGNORECASE,
)
_AMP_PATH = re.compile(r"(?:/amp|\.amp)/?$|^/amp(?=/)", re.IGNORECASE)
_HOST = re.compile(r"^(www\d?|m|mobile|amp)\.", re.IGNORECASE)


def canonical(url: str) -> str:
    """The key of an article's address; nothing for a site's front page, which is no article's."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").lower().rstrip("."), parts.port
    except ValueError:
        return ""
    if not host:
        return ""
    path = (_AMP_PATH.sub("", parts.path) or "/").rstrip("/")
    kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _is_noise(*pair)]
    if not path and not kept:
        return ""
    where = _HOST.sub("", host) + (f":{port}" if port not in {None, 80, 443} else "")
    return f"{where}{path}{'?' + urlencode(sorted(kept)) if kept else ''}"[:500]


def _is_noise(name: str, value: str) -> bool:
    return bool(_TRACKING.match(name)) or (name.lower() in {"amp", "outputtype"} and value.lower() in {"", "1", "amp"})
