"""Rules on whole sentences: length, passive, negations, brackets, nouns where a verb would do."""

import re
from collections.abc import Iterator

from maille.language.phrases import Phrasebook

from .findings import Finding, Limits
from .reading import Sentence, Text

SAYS = Phrasebook(
    "clarity.sentences",
    {
        "long-sentence": (
            "Cette phrase a {words:mot|mots}\u00a0: coupez-la, une idée par phrase, {limit} mots au plus.",
            "This sentence has {words:word|words}: cut it, one idea a sentence, {limit} words at most.",
        ),
        "passive": (
            (
                "Dites qui fait quoi, dans cet ordre\u00a0: «\u00a0Léa anime l’atelier\u00a0» plutôt que "
                "«\u00a0l’atelier est animé par Léa\u00a0»."
            ),
            "Say who does what, in that order: “Léa runs the workshop” rather than “the workshop is run by Léa”.",
        ),
        "negations": (
            "Deux négations dans la même phrase\u00a0: dites ce qui est possible.",
            "Two negations in one sentence: say what is possible.",
        ),
        "only": (
            "Écrivez «\u00a0seulement\u00a0» plutôt que «\u00a0ne… que\u00a0», que l’on lit comme un refus.",
            "Write “seulement” rather than “ne… que”, which reads as a refusal.",
        ),
        "semicolon": ("Remplacez le point-virgule par un point.", "Replace the semicolon by a full stop."),
        "brackets": (
            "Sortez cela de la parenthèse, dans une phrase à part, ou retirez-le.",
            "Take this out of the brackets, into a sentence of its own, or leave it out.",
        ),
        "abstract": (
            "Plusieurs noms abstraits de suite ({nouns:q})\u00a0: dites-le avec des verbes.",
            "Several abstract nouns in a row ({nouns:q}): say it with verbs.",
        ),
    },
)
PASSIVE = re.compile(
    r"""(?<!\w)(?:est|sont|était|étaient|sera|seront|serait|seraient|fut|furent|(?:a|ont|avait|aura|auront|aurait)\s+été|être)
    \s+(?:\w+ment\s+)?\w+(?:é|ée|és|ées|i|ie|is|ies|it|its|ite|ites|u|ue|us|ues|ert|erte|erts|ertes)\s+par(?=\s+(?!exemple|mail|courriel|sms|
    téléphone|courrier|lettre|semaine|mois|jour|an|personne|écrit|heure|ordre|groupe|hasard|terre|cœur))""",
    re.VERBOSE | re.IGNORECASE,
)
NE = r"(?<!\w)(?:ne\s+|n[’'])"
# "Ne… pas… sans", "ne… pas… ne… pas", "pas… aucun", "pas impossible".
NEGATIONS = re.compile(
    rf"""{NE}(?:\w+[’'\s]\s*){{1,4}}?(?:pas|jamais|plus|rien)(?!\w)[^.!?;:,]{{0,60}}?(?:(?<!\w)(?:sans|{NE}\w+\s+(?:pas|jamais|plus|rien))(?!\w)
    |(?<=pas\s)(?:im|in)(?:possible|utile|interdit|compatible)\w*|(?<=pas\s)interdite?s?)""",
    re.VERBOSE | re.IGNORECASE,
)
ONLY = re.compile(
    rf"{NE}(?!(?:\w+[’\s]){{0,4}}(?:pas|plus|jamais|rien|personne|guère|aucune?)(?!\w))(?!\w+\s+(?:sait|dit|savez|dites)\s)(?:\w+\s+){{1,3}}?qu(?:e\s|[’'])(?!(?:il|elle|on)s?(?!\w))",
    re.IGNORECASE,
)
BRACKETS = re.compile(r"\(([^()]{1,400})\)")
ABSTRACT = re.compile(r"\w{3,}(?:[tsx]ion|ement|ance|ence|ité)s?$", re.IGNORECASE)
# Abstract in form only: things, people, places, and what everybody says.
CONCRETE = frozenset(
    """absence activité application appartement attention bâtiment inscription logement paiement question
    région solution station association attestation carte collection comment connexion conversation dimension
    distance département document élément enseignement équipement formation gratuitement impression information
    installation instrument notamment message mention option pension permanence population portion position possibilité
    présence quantité réunion saison seulement simplement séance tablette télévision version vitesse assurance chance
    avance vacance vacances enfance exactement directement facilement rapidement réellement lentement également
    autrement complètement électricité université cité rarement vraiment confiance naissance connaissance ordonnance
    gendarmerie alimentation prestation allocation préfecture habitation situation déclaration profession conférence
    différence expérience exception facilité sécurité santé identité nationalité maternité événement vêtement traitement
    abonnement commencement changement enregistrement emplacement médicament testament aliment agence urgence science
    absences résidence référence audience essence violence concurrence ambulance séances balance ambiance dépendance
    remboursement virement versement""".split()  # noqa: SIM905
)


def long_sentences(text: Text, limits: Limits) -> Iterator[Finding]:
    """Sentences of more words than the limit."""
    for sentence in text.sentences:
        if len(sentence.words) > limits.words:
            said = SAYS("long-sentence", words=len(sentence.words), limit=limits.words)
            yield Finding("long-sentence", sentence.start, sentence.end, sentence.text, said)


def _matches(rule: str, pattern: re.Pattern[str], text: Text) -> Iterator[Finding]:
    for found in pattern.finditer(text.masked):
        passage = text.raw[found.start() : found.end()].rstrip()
        yield Finding(rule, found.start(), found.start() + len(passage), passage, SAYS(rule))


def passives(text: Text, limits: Limits) -> Iterator[Finding]:
    """ "Est animé par": the one who acts comes last."""
    return _matches("passive", PASSIVE, text)


def negations(text: Text, limits: Limits) -> Iterator[Finding]:
    """Two negations that a reader has to undo."""
    return _matches("negations", NEGATIONS, text)


def restrictions(text: Text, limits: Limits) -> Iterator[Finding]:
    """ "N’est ouvert qu’aux adhérents"."""
    return _matches("only", ONLY, text)


def semicolons(text: Text, limits: Limits) -> Iterator[Finding]:
    """A semicolon inside a sentence, with the words around it; one that ends a line of a list is none."""
    for found in re.finditer(r"(?<!\S)\S{1,60}?[ \u00a0\u202f]?;[ \u00a0]+\S{1,60}", text.masked):
        yield Finding("semicolon", found.start(), found.end(), text.raw[found.start() : found.end()], SAYS("semicolon"))


def brackets(text: Text, limits: Limits) -> Iterator[Finding]:
    """Brackets of more than four words: what is short explains a word, or says a bus line."""
    for found in BRACKETS.finditer(text.masked):
        if len(found.group(1).split()) > 4:
            yield Finding(
                "brackets", found.start(), found.end(), text.raw[found.start() : found.end()], SAYS("brackets")
            )


def abstract_nouns(text: Text, limits: Limits) -> Iterator[Finding]:
    """Three nouns or more in -tion, -ment, -ance, -ité in one sentence, that no verb carries."""
    for sentence in text.sentences:
        nouns = _abstract(sentence)
        if len(nouns) >= 3:
            said = SAYS("abstract", nouns=tuple(nouns))
            yield Finding("abstract", sentence.start, sentence.end, sentence.text, said)


DETERMINERS = frozenset(
    [
        "le",
        "la",
        "l",
        "un",
        "une",
        "du",
        "des",
        "de",
        "d",
        "ce",
        "cet",
        "cette",
        "ces",
        "son",
        "sa",
        "ses",
        "leur",
        "leurs",
        "notre",
        "nos",
        "votre",
        "vos",
        "au",
        "aux",
        "les",
        "en",
    ]
)


def _abstract(sentence: Sentence) -> list[str]:
    found, before = [], ""
    for word in sentence.words:
        lead, _, last = word.text.replace("'", "’").rpartition("’")
        is_noun = not last.endswith(("ement", "ements")) or (lead or before).lower() in DETERMINERS
        if is_noun and ABSTRACT.match(last) and last.lower().removesuffix("s") not in CONCRETE:
            found.append(last)
        before = last
    return found


SENTENCE_RULES = (long_sentences, passives, negations, restrictions, semicolons, brackets, abstract_nouns)
