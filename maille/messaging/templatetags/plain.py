"""What makes a notice hard to read, said beside it while it is written. It never keeps anybody from saving."""

from typing import Any

from django import template
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.translation import get_language

from maille.language import clarity

register = template.Library()


@register.filter
def finding_name(finding: clarity.Finding) -> str:
    """The name of the rule, in the language of the page."""
    return finding.name.in_(get_language() or "fr")


@register.filter
def finding_said(finding: clarity.Finding) -> str:
    """What is hard about the passage, in the language of the page."""
    return finding.said.in_(get_language() or "fr")


@register.inclusion_tag("messaging/_read_plainly.html")
def read_plainly(field: BoundField) -> dict[str, Any]:
    """A button that reads the field as it stands, and what is found in what it holds already."""
    text = field.value() or ""
    return {"field": field, "sheet": clarity.check(str(text), on=timezone.localdate()) if text else None}
