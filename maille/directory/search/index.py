"""The words by which places are found, written when a place changes, asked when someone searches."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz.distance import OSA

from maille.core.bulk import delete_among, insert_missing, insert_rows, rows_among
from maille.directory.models import OfferWord, PlaceWord, Word, WordVariant
from maille.directory.rules import weigh
from maille.directory.vocabulary import everyday_words
from maille.language.words import LONGEST_WORD, deletions, searched_words, words
from maille.territory.models import Commune, Offer, Place

from .sql import marks, read

LONGEST_EXPANSION = 60

WORDS, VARIANTS = Word._meta.db_table, WordVariant._meta.db_table
_OF_VARIANTS = f"SELECT w.text, w.id FROM {VARIANTS} v JOIN {WORDS} w ON w.id = v.word_id WHERE v.text IN"  # noqa: S608


def index_offers(offers: Sequence[Offer]) -> None:
    """Rewrite the words of these offers; registered in core's search registry."""
    said = {offer.pk: words(everyday_words(offer)) for offer in offers}
    ids = _word_ids({text for texts in said.values() for text in texts})
    delete_among(OfferWord, "offer_id", said)
    rows = ((key, ids[text]) for key, texts in said.items() for text in texts)
    insert_rows(OfferWord, ["offer_id", "word_id"], rows)


def index_places(places: Sequence[Place]) -> None:
    """Rewrite the words of these places; registered in core's search registry."""
    names = dict(rows_among(Commune, "code", {place.commune_id for place in places}, ["code", "name"]))
    offered = _words_of_offers({place.offer_id for place in places})
    weighed = {place.pk: weigh(place, names[place.commune_id], offered[place.offer_id]) for place in places}
    ids = _word_ids({text for weights in weighed.values() for text in weights})
    delete_among(PlaceWord, "place_id", weighed)
    # In the order of the key: a database fills the leaves of its index one after the other, not here and there.
    rows = sorted((ids[text], key, weight) for key, weights in weighed.items() for text, weight in weights.items())
    insert_rows(PlaceWord, ["word_id", "place_id", "weight"], rows)


def _words_of_offers(ids: Iterable[int | None]) -> Mapping[int | None, set[str]]:
    found: dict[int | None, set[str]] = defaultdict(set)
    for offer, text in OfferWord.objects.filter(offer__in=set(ids)).values_list("offer_id", "word__text"):
        found[offer].add(text)
    return found


def _word_ids(texts: set[str]) -> dict[str, int]:
    """The ids of these words, creating the missing ones with their variants."""
    ids = _known(texts)
    if missing := sorted(texts - ids.keys()):
        made = insert_missing(Word, "text", missing)
        variants = sorted((variant, key) for text, key in made.items() for variant in deletions(text) if variant)
        insert_rows(WordVariant, ["text", "word_id"], variants)
        ids |= made
        # Two people writing the same new word at once: one makes it with its variants, the other waits and finds it.
        ids |= _known(theirs) if (theirs := texts - ids.keys()) else {}
    return ids


def _known(texts: Iterable[str]) -> dict[str, int]:
    return dict(rows_among(Word, "text", sorted(texts), ["text", "id"]))


def meant_by(text: str) -> list[list[int]]:
    """For each word searched, the ids of the words it may mean: itself and what begins with it, else one typo away.

    An empty list inside means that no place knows the word. Two queries at most, whatever the number of words.
    """
    asked = searched_words(text)
    if not asked:
        return []
    expanded = _beginning_with(asked)
    lost = [word for word in asked if not expanded[word]]
    if lost:
        expanded |= _one_typo_away(lost)
    return [expanded[word] for word in asked]


def _beginning_with(asked: list[str]) -> dict[str, list[int]]:
    # A number or a very short word is meant whole: "4" must not find every "42100". A longer one begins what it means:
    # a range, which both databases read in their index, where SQLite reads every word to know a prefix. Words are
    # unaccented letters and digits, so that none comes after "zzz…".
    ranges = [(word, word if len(word) < 4 else word.ljust(LONGEST_WORD, "z")) for word in asked]
    begun = " OR ".join(["text BETWEEN %s AND %s"] * len(ranges))
    rows = read(
        f"SELECT text, id FROM {WORDS} WHERE {begun} ORDER BY text LIMIT {LONGEST_EXPANSION * len(asked)}",  # noqa: S608
        [bound for one in ranges for bound in one],
    )
    return {
        word: [pk for text, pk in rows if text == word or (len(word) >= 4 and text.startswith(word))] for word in asked
    }


def _one_typo_away(lost: list[str]) -> dict[str, list[int]]:
    forms = {word: deletions(word) if len(word) >= 4 else set() for word in lost}
    wanted = sorted(set().union(*forms.values()))
    rows = set(read(f"{_OF_VARIANTS} ({marks(wanted)})", wanted)) if wanted else ()
    return {
        word: [pk for text, pk in rows if forms[word] and OSA.distance(word, text, score_cutoff=2) <= typos_in(word)]
        for word in lost
    }


def typos_in(word: str) -> int:
    """How many wrong letters a word of this length may hold and still be meant."""
    return 2 if len(word) >= 9 else 1
