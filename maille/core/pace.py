"""How often one visitor may do something: counted in the memory of each web process, without a query.

It keeps a flood from a public form that must stay cheap; what guards a secret counts in the shared cache instead
(allauth's `consume`, `may_try`). Nothing is written anywhere: an address is forgotten when its hour is over.
"""

from collections import deque
from threading import Lock
from time import monotonic

from allauth.core.internal.ratelimit import consume
from django.http import HttpRequest

HOUR = 3600.0
MOST_VISITORS = 10_000
"""Beyond, the one heard of longest ago is forgotten: a flood from everywhere must not fill the memory."""

_heard: dict[str, deque[float]] = {}
_lock = Lock()


def may_go_on(visitor: str, per_hour: int) -> bool:
    """Count one more time for this visitor, and say whether it is within so many in the last hour; 0 has no limit."""
    if not per_hour:
        return True
    now = monotonic()
    with _lock:
        times = _heard.pop(visitor, None) or deque(maxlen=per_hour)
        while times and times[0] <= now - HOUR:
            times.popleft()
        _heard[visitor] = times  # the newest last
        if len(_heard) > MOST_VISITORS:
            del _heard[next(iter(_heard))]
        if len(times) >= per_hour:
            return False
        times.append(now)
        return True


def forget_everyone() -> None:
    _heard.clear()


def may_try(request: HttpRequest, action: str) -> bool:
    """Count one more try of a code typed into an address, by ACCOUNT_RATE_LIMITS: `consume` alone counts no GET."""
    return bool(consume(request, app="allauth.account", action=action, limit_get=True))
