"""What screens need to know of people: allauth's forms set like the house's own."""

from django import forms, template

register = template.Library()


@register.filter
def without_placeholders(form: forms.Form) -> forms.Form:
    """Take out the words that some forms repeat inside their fields: the label above says them."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
    return form
