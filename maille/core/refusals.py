"""How an action says no."""


class Refused(Exception):
    """A rule or a right refuses the action; the message is a sentence for people that says what to do next.

    `field` names the form field the sentence is about, when there is one, so that a page can put it there.
    """

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field
