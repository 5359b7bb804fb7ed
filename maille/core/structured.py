"""Data for machines inside a page (JSON-LD), which nothing they hold can break out of."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

# A script element ends at "</script", whatever the JSON around it says; these escapes are valid JSON.
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def script_json(data: dict[str, Any]) -> SafeString:
    """These data without what is None, as the content of a script element."""
    text = json.dumps(without_nothing(data), ensure_ascii=False, separators=(",", ":"))
    return mark_safe(text.translate(_ESCAPES))  # noqa: S308 - escaped just before


def without_nothing(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value is not None}
