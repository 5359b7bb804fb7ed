"""How an action says no, and how a form shows it."""

from collections.abc import Mapping

from django.forms import BaseForm


class Refused(Exception):
    """A rule or a right refuses the action; the message is a sentence for people that says what to do next.

    `field` names the form field the sentence is about, when there is one, so that a page can put it there.
    """

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


def show_refusal(form: BaseForm, refusal: Refused, fields: Mapping[str, str] | None = None) -> None:
    """Put the sentence of a refused action beside the field it is about, or above the form when the form has none.

    `fields` says under which name the form asks what the action calls otherwise.
    """
    field = (fields or {}).get(refusal.field or "", refusal.field)
    form.add_error(field if field in form.fields else None, refusal.sentence)
