"""What a word weighs in a search, by where it stands."""

from collections.abc import Collection, Iterable
from typing import Protocol

from maille.language.words import words

# In the texts, where the place is, in what it offers, in its name.
IN_TEXT, IN_COMMUNE, IN_OFFER, IN_NAME = 1, 2, 3, 4


class Described(Protocol):
    """What is read of a place to know its words."""

    name: str
    address: str
    address_complement: str
    postal_code: str
    parent_name: str
    summary: str
    description: str

    @property
    def other_labels(self) -> Iterable[str]: ...


def weigh(place: Described, commune_name: str, offered: Collection[str] = ()) -> dict[str, int]:
    """Each word of a place with what it weighs beside the words that its offer holds already."""
    weights: dict[str, int] = {}
    for weight, texts in (
        (IN_TEXT, (place.address, place.address_complement, place.summary, place.description, place.parent_name)),
        (IN_COMMUNE, (commune_name, place.postal_code)),
        (IN_OFFER, place.other_labels),
        (IN_NAME, (place.name,)),
    ):
        for text in texts:
            if text:
                weights |= dict.fromkeys(words(text), weight)
    for word in weights.keys() & offered:
        weights[word] -= IN_OFFER
    return {word: weight for word, weight in weights.items() if weight > 0}
