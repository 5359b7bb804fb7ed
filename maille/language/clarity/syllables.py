"""How many syllables a French word has when it is said: rules on its spelling, for measures on whole texts.

`bench/clarity.py` holds them to Lexique; a word alone may be one syllable off.
"""

import re
import unicodedata
from functools import lru_cache

LONGEST_WORD = 60  # beyond, it is no word: a slip of the keyboard, or an attack
VOWELS = "aeiouyâàéèêëîïôöûüùœ"
# Spellings become V for each vowel that is heard and ~ for a mute end, in this order; the rest are consonants.
RULES: tuple[tuple[str, str], ...] = (
    ("œ", "oe"),
    ("æ", "é"),
    ("oo", "ou"),
    (r"qu(?=[aeiouyâàéèêëîôœ])", "k"),
    (r"gu(?=[eéèêëiîy])", "g"),
    (r"ge(?=[aoâôu])", "j"),
    ("qu$", "k"),
    ("chr", "kr"),
    (r"oeu|oei(?=l)", "eu"),
    ("^oe", "é"),
    # The y of "voyage" and the ill of "travailler" are consonants.
    (r"(?<=[aeéo])y(?=[aeéèêiîou])", "j"),
    (r"(?<=u)y(?=[aeéèêo])", "j"),
    ("ays", "Vjis"),
    (r"(?<=[aeou])ill(?=[aeéèêiîou])", "j"),
    (r"(?<=[aeou])il(?=s?$)", "j"),
    (r"(?<=[aiouyéïîû])es?$", "~"),
    (rf"(?<=[^{VOWELS}V])es?$", "~"),
    # The e after a vowel: "paiement", "oublierai".
    (r"(?<=[aiouyéèêîôû])e(?=(?:ments?|rie?s?|r[aeoi]\w*)$)", ""),
    # Two vowels are heard after two consonants: "client", "prier", "influence", "trouer".
    (r"(?<=[bcdfgkptv][lr])(?:i|y|u|ou)(?=[aeéèêoâôû])", "V"),
    # One elsewhere: "nation", "nuage", "jouer", "lui", "bien".
    (r"(?<![aeou])(?:ou|u)(?=[iîaeéèêoâô])", ""),
    (r"(?<![aeo])[iyï](?=[aeéèêoâôu])", ""),
    (r"eau|aoû|aou(?=l)|oî|oi|oy|ai|aî|ay|ei|ey|au|eu|eû|ou|où|oû", "V"),
    (f"[{VOWELS}äáíóú]", "V"),
)
COMPILED = tuple((re.compile(pattern), said) for pattern, said in RULES)
# Words in -ent that are no third person: their e is said.
SAID_ENT = re.compile(
    r"""(?:m|^v|^c|acc|^d|^l|^g|arg|cont|souv|pr[ée]s|abs|pati|cli|ori|tal|ag|par|réc|urg|excell|présid|évid|viol|prud
    |perman|innoc|différ|accid|quoti|ingrédi|récipi|fréqu|compét|serp|torr|adhér|adolesc|effici|consci|transpar|précéd|val
    |intellig|néglig|indulg|équival|oppon|curr|insol|appar|coh[ée]r|pert|pertin|éloqu|conséqu|délinqu|influ|afflu
    |coeffici|référ|incid|occid|transc|asc|desc|conting|sci|turbul|opul|émin|immin|ard|^ti|^vi|(?:re|pro|sur|con|par|de)vi
    |(?:inter|sou|pré)vi|(?:re|con|main|ob|sou|dé|abs|entre|appar)ti)ent$""",
    re.VERBOSE,
)
# Among those in -ment, the verbs: "aiment", "forment", "consomment".
VERB_IN_MENT = re.compile(
    r"""^(?:ai|affir|confir|fer|enfer|renfer|(?:in|trans|re|con)?for|chô|fu|ra|ani|esti|consom|nom|(?:ex|im|sup|dé|com)?pri
    |(?:as|con|pré)su|résu|program|ar|alar|char|enflam|(?:pro|ré|ac|dé)cla|pla|cal|dor|endor|abî|entraî)m?ment$""",
    re.VERBOSE,
)


@lru_cache(maxsize=16_384)
def count_syllables(word: str) -> int:
    """The syllables heard in one word, hyphens and apostrophes included; at least one."""
    pieces = re.split(r"[-’' .]+", unicodedata.normalize("NFC", word.lower()))
    return max(sum(map(_heard, pieces)), 1)


def _heard(piece: str) -> int:
    if len(piece) > LONGEST_WORD:
        return len(piece) // 3
    if piece.endswith("ent") and not (SAID_ENT.search(piece) and not VERB_IN_MENT.search(piece)):
        piece = piece[:-2]
    has_vowel = any(letter in VOWELS for letter in piece.removesuffix("qu"))
    for pattern, said in COMPILED:
        piece = pattern.sub(said, piece)
    return max(piece.count("V"), int(has_vowel))
