"""How French words lean on each other: articles, prepositions, élision, and the h that forbids it."""

import re
import unicodedata
from functools import lru_cache

# Beginnings of words, folded, before which nothing is elided: "le handicap", "de huit à onze".
ASPIRATED = re.compile(
    r"""(hach|hack|haddock|hadj|hagard|haggis|haie|haiku|haillon|hain|hair|haka|hala|hale(?!t)|hall(?!u|ow|al|ier)|halo(?!g|n|p|t)
    |halt(?!er)|halva|hamac|hamburger|hameau|hammam|hampe|hamster|hanche|hand|handicap|hangar|hann|hant|happ|haquenee
    |harangue|haras|harass|harcel|hard|harem|hareng|harfang|hargn|haricot|haridelle|harissa|harki|harnach|harnai
    |harp(?!ag)|hart\b|hasard|hasch|hase|hashtag|hate|hati|hauban|hauss|haut(?!b)|havane|havre|hayon|heaume|hein|heler
    |henne|henniss|heraut|here\b|heriss|hernie|heron|heros\b|herse|hertz|hetre|heurt|hibou|hic\b|hideu|hierarch
    |hippie|hipster|hisse|hobb|hobereau|hochement|hochet|hockey|hold|holland|holster|homard|home\b|hongr|hont|hoquet
    |horde|horion|hors|hotline|hotte|hotu|houblon|houe|houill|houl|houpp|hour[dirv]|housse|houx|hoyau|hub|huard|huche|huee
    |huguenot|huit(?!r)|hulotte|hululer|hun\b|hunier|huppe|hure\b|hurl(?!u)|huron|hurra|husky|hussard|hutte
    |onz|oui|ouistiti|yaourt|yacht|yoga|yen\b|yo-yo|yourte|ululer|uhlan)""",
    re.VERBOSE,
)
# What is written in one word ending with e before a consonant, and with an apostrophe before a vowel.
ELIDED = re.compile(r"(?<!\w)((?:qu|d|n|s|jusqu|lorsqu|puisqu|quoiqu))e $", re.IGNORECASE)
DEFINITE = {"ms": "le ", "fs": "la ", "mp": "les ", "fp": "les "}
CONTRACTED = {"de le ": "du ", "de les ": "des ", "à le ": "au ", "à les ": "aux "}
DETERMINERS = {
    "le": DEFINITE,
    "un": {"ms": "un ", "fs": "une ", "mp": "des ", "fp": "des "},
    "ce": {"ms": "ce ", "fs": "cette ", "mp": "ces ", "fp": "ces "},
    "notre": {"ms": "notre ", "fs": "notre ", "mp": "nos ", "fp": "nos "},
    "ton": {"ms": "ton ", "fs": "ta ", "mp": "tes ", "fp": "tes "},
    "nul": {"ms": "", "fs": "", "mp": "", "fp": ""},
}
BEFORE_A_VOWEL = {"le ": "l’", "la ": "l’", "ce ": "cet ", "ta ": "ton "}


@lru_cache(maxsize=8192)
def begins_with_a_vowel(word: str) -> bool:
    """Whether a word is said with a vowel first, so that "le" becomes "l’" before it; an aspirated h is none."""
    plain = "".join(
        letter for letter in unicodedata.normalize("NFD", word.lower().replace("œ", "oe")) if letter.isascii()
    )
    if ASPIRATED.match(plain):
        return False
    return plain[:1] in set("aeiouh") or (plain[:1] == "y" and plain[1:2] not in set("aeou"))


def determined(word: str, agreement: str, *, determiner: str = "le", preposition: str = "") -> str:
    """A noun after its determiner and preposition: "du réseau", "à l’équipe", "cet habitant", "ton école".

    `agreement` is the gender and number of the noun: ms, fs, mp or fp. `preposition` is "de", "à" or nothing.
    """
    article = DETERMINERS[determiner][agreement]
    if begins_with_a_vowel(word):
        article = BEFORE_A_VOWEL.get(article, article)
    if not preposition:
        return article + word
    if preposition == "de" and article == "des " and determiner == "un":
        article = ""  # "de" swallows the indefinite plural: "de nouveaux lieux"
    if contracted := CONTRACTED.get(f"{preposition} {article}"):
        return contracted + word
    return before(f"{preposition} ", article + word) + article + word


def before(lead: str, following: str) -> str:
    """The words that come before others, elided when they must be: "que " before "elle" is "qu’"."""
    if lead.endswith("e ") and begins_with_a_vowel(following):
        return ELIDED.sub(r"\1’", lead)
    return lead


def infinitive(verb: str, preposition: str = "") -> str:
    """A verb after "de", "à" or nothing: "de suivre", "d’aider"."""
    return before(f"{preposition} ", verb) + verb if preposition else verb
