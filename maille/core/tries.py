"""Codes that anybody may type into an address: so many tries an hour."""

from allauth.core.internal.ratelimit import consume
from django.http import HttpRequest


def may_try(request: HttpRequest, action: str) -> bool:
    """Count one more try of an action of ACCOUNT_RATE_LIMITS; allauth's own `consume` counts no GET."""
    return bool(consume(request, app="allauth.account", action=action, limit_get=True))
