"""The lexicon: its size, no line that lacks a form, every form right, and versions that never change."""

import hashlib
import json
import re
import warnings
from collections import Counter
from pathlib import Path

import pytest

from maille.language.waffle import lexicon as reading
from maille.language.waffle.lexicon import (
    FOLDER,
    TONES,
    Agreed,
    Entry,
    LexiconFault,
    Slot,
    lexicon,
    read_table,
    read_template,
)

with warnings.catch_warnings():
    warnings.simplefilter("ignore", ResourceWarning)  # pyrealb leaves its own files open
    import pyrealb

DATA = Path(__file__).parents[2] / "data" / "waffle"
NOUNS = [entry for pool in reading.NOUNS for entry in lexicon(1).pools[pool]]
ALL = [entry for entries in lexicon(1).pools.values() for entry in entries]


def test_there_are_at_least_fifteen_hundred_segments():
    assert lexicon(1).size >= 1500


@pytest.mark.parametrize("name", list(reading.COLUMNS))
def test_a_published_version_is_never_edited(name):
    """Its links must say for ever what they said: what is new goes into version 2."""
    kept = json.loads((DATA / "version-1.json").read_text(encoding="utf-8"))
    assert hashlib.sha256((FOLDER / "1" / name).read_bytes()).hexdigest() == kept[name]


def test_no_segment_is_there_twice():
    twice = [key for key, times in Counter((entry.pool, entry.forms[0]) for entry in ALL).items() if times > 1]
    assert twice == []


def test_what_was_heard_says_where():
    heard = {(entry.pool, entry.forms[0]): entry.source for entry in ALL if entry.source}
    rows = reading.read_sources((FOLDER / "1" / "sources.txt").read_text(encoding="utf-8"))
    assert heard == {(pool, words): source for pool, words, source in rows}
    with pytest.raises(LexiconFault, match="ligne 2"):
        reading.read_sources("categorie|texte|source\nterme|à moyen terme|")


def test_every_segment_that_stands_alone_says_what_it_means():
    silent = {entry.pool for entry in ALL if not entry.clear}
    assert silent == {"lieu", "date"}


@pytest.mark.parametrize("tone", TONES.values())
def test_every_tone_has_enough_of_everything(tone):
    """A whole text draws at most seven times from one pool of sentences, and thirty from one of words."""
    pools = lexicon(1).tones[tone]
    assert {name: len(pool.entries) for name, pool in pools.items() if len(pool.entries) < 18} == {}
    assert {name for name in ("adj", "verbe", "chose") if len(pools[name].entries) < 100} == set()


@pytest.mark.parametrize(
    ("name", "line", "said"),
    [
        ("noms.txt", "chose|f|gouvernance||ism|local|1|qui décide", "pluriel"),
        ("noms.txt", "chose|f|gouvernance|gouvernances|ism|local|1|", "clair"),
        ("noms.txt", "chose|f|gouvernance|ism|local|1|qui décide", "colonnes"),
        ("adjectifs.txt", "global|globale|globaux||ism|local|1|entier", "fp"),
        ("verbes.txt", "faire|fait||faisons|fait|faite|faits|faites|ism|local|1|faire", "ils"),
        ("expressions.txt", "declare|Nous verrons|z|local|1||on verra", "ton inconnu"),
    ],
)
def test_a_line_that_lacks_something_is_refused_in_a_sentence(name, line, said):
    with pytest.raises(LexiconFault, match=said) as refused:
        read_table(name, "|".join(reading.COLUMNS[name]) + "\n" + line)
    assert "ligne 2" in str(refused.value)


def test_every_slot_of_every_expression_leads_to_a_pool():
    slots = [part for entry in ALL if len(entry.forms) == 1 for part in entry.parts if isinstance(part, Slot)]
    assert len(slots) > 500
    assert {slot.pool for slot in slots} <= set(lexicon(1).pools)
    assert {slot.form for slot in slots} <= {"", "pr", "nous", "ils", *reading.AGREEMENTS}


def test_words_that_agree_have_two_or_four_forms_and_something_to_agree_with():
    for entry in ALL:
        parts = entry.parts if len(entry.forms) == 1 else ()
        for index, part in enumerate(parts):
            before = [each for each in parts[:index] if isinstance(each, Slot)]
            if isinstance(part, Agreed):
                assert len(part.words) in (2, 4), entry.forms[0]
                assert any(slot.subject for slot in before) if len(part.words) == 2 else before, entry.forms[0]
            elif isinstance(part, Slot) and part.form == "pr":
                assert any(slot.subject for slot in before), entry.forms[0]


def test_no_small_word_is_left_to_contract_by_hand():
    """ "de {chose}" would give "de la gouvernance" and, once, "de le dispositif": the slot says its preposition."""
    loose = [
        entry.forms[0]
        for entry in ALL
        if re.search(r"(?<!\w)(de|à|d’|du|au|des|aux) \{(?!(un|ce|nul|verbe|=))", entry.forms[0])
    ]
    assert loose == []


def test_no_noun_ends_with_a_word_that_may_follow_it():
    """ "Le logiciel libre libre": an adjective is drawn after any noun."""
    adjectives = {form for entry in lexicon(1).pools["adj"] for form in entry.forms}
    doubled = {entry.forms[0] for entry in NOUNS for form in entry.forms if form and form.split()[-1] in adjectives}
    assert {name for name in doubled if name not in NEVER_QUALIFIED} == set()


NEVER_QUALIFIED = {
    entry.forms[0] for pool in ("acteur", "public", "instance", "evenement") for entry in lexicon(1).pools[pool]
}


def test_french_is_well_set():
    faults = [
        text
        for entry in ALL
        for text in (*entry.forms, entry.clear)
        if re.search(r" [:;!?»]|« |'|\.\.\.|  |^ | $", text)
    ]
    assert faults == []


def known(word: str, kind: str) -> bool:
    return kind in (pyrealb.getLexicon("fr").get(word) or {})


@pytest.fixture(autouse=True)
def in_french():
    pyrealb.loadFr()


def test_adjectives_have_the_forms_of_an_independent_realiser():
    checked, different = 0, []
    for entry in lexicon(1).pools["adj"]:
        masculine = entry.forms[0]
        if known(masculine, "A"):
            checked += 1
            said = tuple(pyrealb.A(masculine).g(form[0]).n(form[1]).realize() for form in reading.AGREEMENTS)
            different += [(entry.forms, said)] if said != entry.forms else []
    assert checked > 120
    assert different == []


def test_verbs_have_the_forms_of_an_independent_realiser():
    checked, different = 0, []
    for entry in lexicon(1).pools["verbe"]:
        infinitive, he, they, we, *participles = entry.forms
        if not known(infinitive, "V"):
            continue
        checked += 1
        said = [
            pyrealb.V(infinitive).t("p").pe(person).n(number).realize()
            for person, number in ((3, "s"), (3, "p"), (1, "p"))
        ]
        said += [pyrealb.V(infinitive).t("pp").g(form[0]).n(form[1]).realize() for form in reading.AGREEMENTS]
        different += [(entry.forms, said)] if said != [he, they, we, *participles] else []
    assert checked > 120
    assert different == []


PAIRS = [
    (preposition, determiner, number)
    for preposition in ("", "de", "à")
    for determiner in ("le", "ce", "ton")
    for number in "sp"
]


def test_every_preposition_determiner_and_noun_is_said_as_an_independent_realiser_says_it():
    """Every pair is enumerated; what the realiser does not know is checked for its gender-blind rules elsewhere."""
    checked, different = 0, []
    for entry in NOUNS:
        head, _, _rest = entry.forms[0].partition(" ")
        if (
            not known(head, "N")
            or pyrealb.getLexicon("fr")[head]["N"]["g"] not in (entry.gender, "x")
            or not entry.forms[1]
        ):
            continue
        for preposition, determiner, number in PAIRS:
            slot = Slot(entry.pool, "noun", preposition=preposition, determiner=determiner, plural=number == "p")
            ours = entry.noun(slot).removesuffix(entry.forms[number == "p"])
            theirs = realised(preposition, determiner, head, entry.gender, number)
            checked += 1
            different += [(ours, theirs, head)] if not theirs.startswith(ours) else []
    assert checked > 3000
    assert different == []


def realised(preposition: str, determiner: str, noun: str, gender: str, number: str) -> str:
    phrase = pyrealb.NP(pyrealb.D(determiner), pyrealb.N(noun).g(gender).n(number))
    said = pyrealb.PP(pyrealb.P(preposition), phrase).realize() if preposition else phrase.realize()
    return said.replace("'", "’").strip()


def test_nouns_have_the_gender_of_an_independent_realiser():
    """Nouns of people have two genders in its lexicon; the others have one."""
    different = [
        (entry.forms[0], entry.gender)
        for entry in NOUNS
        if known(entry.forms[0].split()[0], "N")
        and pyrealb.getLexicon("fr")[entry.forms[0].split()[0]]["N"]["g"] not in (entry.gender, "x")
    ]
    assert {word for word, _gender in different} <= HEARD_OTHERWISE, different


# The realiser knows only the masculine, or another word.
HEARD_OTHERWISE: set[str] = set()


def test_a_template_is_read():
    assert read_template("Face {à contexte+}, {^acteur.p} {verbe:pr} {=est/sont}") == (
        "Face ",
        Slot("contexte", "noun", preposition="à"),
        " ",
        Slot("adj", "adjective"),
        ", ",
        Slot("acteur", "noun", plural=True, subject=True),
        " ",
        Slot("verbe", "verb", form="pr"),
        " ",
        Agreed(("est", "sont")),
    )


PREPOSED = (("", "s"), ("", "p"), ("de", "s"), ("de", "p"), ("à", "s"), ("à", "p"))


def spoken(preposition: str, noun: str, gender: str, number: str, adjective: str) -> list[str]:
    """A preposition, an article, a noun and an adjective after it, as the independent realiser says them: its words."""
    phrase = pyrealb.NP(pyrealb.D("le"), pyrealb.N(noun).g(gender), pyrealb.A(adjective).pos("post")).n(number)
    said = pyrealb.PP(pyrealb.P(preposition), phrase).realize() if preposition else phrase.realize()
    return said.replace("'", "’ ").split()


def pairs_of(nouns: list[Entry], adjectives: list[Entry]) -> tuple[int, list[tuple[str, str]]]:
    """How many phrases were compared, and those that differ."""
    compared, different = 0, []
    for noun in nouns:
        head = noun.forms[0].split()[0]
        for adjective in adjectives:
            for preposition, number in PREPOSED:
                if not noun.forms[number == "p"]:
                    continue
                slot = Slot(noun.pool, "noun", preposition=preposition, plural=number == "p")
                lead = noun.noun(slot).removesuffix(noun.forms[number == "p"]).replace("’", "’ ").split()
                ours = [*lead, adjective.forms[reading.AGREEMENTS.index(noun.gender + number)]]
                theirs = spoken(preposition, head, noun.gender, number, adjective.forms[0])
                compared += 1
                if [*theirs[:-2], theirs[-1]] != ours:
                    different.append((" ".join(ours), " ".join(theirs)))
    return compared, different


def nouns_known_to_it() -> list[Entry]:
    heads = pyrealb.getLexicon("fr")
    named = [(entry, entry.forms[0].split()[0]) for entry in NOUNS]
    return [entry for entry, head in named if known(head, "N") and heads[head]["N"]["g"] in (entry.gender, "x")]


def adjectives_known_to_it() -> list[Entry]:
    return [entry for entry in lexicon(1).pools["adj"] if known(entry.forms[0], "A")]


def test_nouns_and_adjectives_agree_after_every_preposition_as_a_realiser_says():
    """Every noun with one adjective, every adjective with one noun; the whole product is in the long run."""
    nouns, adjectives = nouns_known_to_it(), adjectives_known_to_it()
    compared, different = pairs_of(nouns, adjectives[:1])
    more, others = pairs_of([nouns[0], next(noun for noun in nouns if noun.gender == "m")], adjectives)
    assert compared + more > 2000
    assert different + others == []


@pytest.mark.long
def test_every_preposition_article_noun_and_adjective_is_said_as_a_realiser_says():
    compared, different = pairs_of(nouns_known_to_it(), adjectives_known_to_it())
    assert compared > 150_000
    assert different == []
