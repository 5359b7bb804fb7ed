"""What screens need to know of people: who sits at the shared desk; allauth's forms set like the house's own."""

from typing import Any

from django import forms, template
from django.template.context import RequestContext

register = template.Library()


@register.inclusion_tag("people/_desk_bar.html", takes_context=True)
def desk_bar(context: RequestContext) -> dict[str, Any]:
    """On a shared desk only: who is signed in, in full, and the way to hand over. For the head of every page."""
    request = context.get("request")
    return {"desk": getattr(request, "desk", None), "user": context.get("user"), "request": request}


@register.filter
def without_placeholders(form: forms.Form) -> forms.Form:
    """Take out the words that some forms repeat inside their fields: the label above says them."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
    return form
