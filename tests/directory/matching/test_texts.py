"""What names and addresses are read as, and how two of them agree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maille.directory.matching.addresses import compare_numbers, compare_ways, read_address
from maille.directory.matching.contacts import is_landline, phone_numbers, pivot_of
from maille.directory.matching.names import commune_words, compare_own_words, read_name, same_commune
from maille.directory.matching.words import plain
from maille.language.words import fold

NOWHERE = frozenset[str]()


@pytest.mark.parametrize(
    ("text", "numbers", "way", "words"),
    [
        ("4 AV DE SAINT MENET", {"4"}, "avenue", "saint menet"),
        ("1 et 3, rue Léon Nautin", {"1", "3"}, "rue", "leon nautin"),
        ("7-9 rue Picasso", {"7", "9"}, "rue", "picasso"),
        ("12, R. Jean Moulin", {"12"}, "rue", "jean moulin"),
        ("10 Bd du Gal Leclerc", {"10"}, "boulevard", "general leclerc"),
        ("5 Pl. de la République", {"5"}, "place", "republique"),
        ("Maison Luz'imagne\nRoute de Vendègre (en face de l'école)", set(), "route", "vendegre"),
        ("Centre Georges Couthon\n23 Place Delille", {"23"}, "place", "delille"),
        ("1 Place des Aravis 1 Place des Aravis", {"1"}, "place", "aravi"),
        ("RUE DU MILLIAL 82110 LAUZERTE", set(), "rue", "millial"),
        ("ZA les Plaines 3 rue des Lilas", {"3"}, "rue", "lila"),
        ("33 i  Faubourg de Montbéliard", {"33"}, "faubourg", "montbeliard"),
        ("Grand'rue", set(), "rue", "grand"),
        ("Carré Curial BP 40208", set(), "", "carre curial"),
        ("Le Bourg", set(), "", ""),
        ("NC NC NC", set(), "", ""),
        ("", set(), "", ""),
    ],
)
def test_an_address_is_read(text: str, numbers: set[str], way: str, words: str) -> None:
    address = read_address(text, NOWHERE)
    assert (address.numbers, address.way, " ".join(address.words)) == (numbers, way, words)


def test_the_name_of_the_commune_alone_is_no_address() -> None:
    assert not read_address("Albi", commune_words("ALBI")).words


@pytest.mark.parametrize(
    ("one", "other", "way", "number"),
    [
        ("15 AV DU GENERAL LECLERC", "15 avenue du Général Leclerc", "same", "same"),
        ("60 Rue J. Michaud", "60 Rue Joseph Michaud", "same", "same"),
        ("9 Rue Victor Guerreau", "9 rue du Commandant Victor Guerreau", "same", "same"),
        ("1 rue Danziger", "1 rue Claude Danziger", "near", "same"),
        ("5 RUE EUGENE BUISSONNET", "5 AVENUE EUGENE BUISSONNET", "near", "same"),
        ("1 PL DES CINQ FONTAINES", "1 place des 5 fontaines", "same", "same"),
        ("14 bis rue de Gaslonde", "14 ter rue de Gaslonde", "same", "near"),
        ("3 rue Fromagère", "5 rue Fromagère", "same", "near"),
        ("3 rue Fromagère", "47 rue Fromagère", "same", "differs"),
        ("rue du 8 mai 1945", "rue du 19 mars 1962", "differs", "missing"),
        ("rue de la Mairie", "place de la Mairie", "differs", "missing"),
        ("rue Basse", "le village", "missing", "missing"),
    ],
)
def test_two_addresses_agree(one: str, other: str, way: str, number: str) -> None:
    mine, theirs = read_address(one, NOWHERE), read_address(other, NOWHERE)
    assert (compare_ways(mine, theirs), compare_numbers(mine, theirs)) == (way, number)


@pytest.mark.parametrize(
    ("name", "commune", "trades", "own"),
    [
        ("Centre communal d'action sociale", "Seyssins", {"ccas"}, ()),
        ("CTRE COM ACTION SOCIALE DE SAINTE MARIE", "Sainte-Marie", {"ccas"}, ()),
        ("COMMUNE D ECHIROLLES", "Échirolles", {"mairie"}, ()),
        ("Ville de Riom", "RIOM", {"mairie"}, ()),
        ("M.J.C. Robert Martin", "Romans", {"mjc"}, ("robert", "martin")),
        ("MSAP Saillenard", "Saillenard", {"france_services"}, ()),
        ("Mairie annexe des Vergnes", "Clermont-Ferrand", {"mairie_annexe"}, ("vergne",)),
        ("Clic' &amp; Ressources", "Saint-Genix", set(), ("clic", "ressource")),
        ("La B@se", "Valence", set(), ("base",)),
        ("Médiathèque - France services de Die", "Die", {"library", "france_services"}, ()),
    ],
)
def test_a_name_is_read(name: str, commune: str, trades: set[str], own: tuple[str, ...]) -> None:
    read = read_name(name, commune_words(commune))
    assert (read.trades, read.own) == (trades, own)


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("Médiathèque Jean-Louis Favre", "Bibliothèque Jean Louis Favre", "same"),
        ("Pixellibur", "FabLab Pixelibur", "same"),
        ("Office Stéphanois pour les aînés", "Espace de pratiques numériques de l'OSPA", "near"),
        ("Cyber Espace Arlequin", "L'Arlequin, maison de quartier du Soleil", "near"),
        ("La Licorne", "France services L'Essaimeur", "differs"),
        ("Bibliothèque municipale", "Médiathèque Aragon", "missing"),
    ],
)
def test_two_names_agree(one: str, other: str, said: str) -> None:
    assert compare_own_words(read_name(one, NOWHERE), read_name(other, NOWHERE)) == said


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("04 77 33 22 11", ("0477332211",)),
        ("+33 (0)4 77 33 22 11", ("0477332211",)),
        ("0033477332211", ("0477332211",)),
        ("477332211", ("0477332211",)),
        ("04.75.27.02.02 - 06 25 23 56 01", ()),
        ("04 75 27 02 02 / 06 25 23 56 01", ("0475270202", "0625235601")),
        ("+262 262 37 80 39", ("0262378039",)),
        ("3646", ()),
        ("", ()),
    ],
)
def test_phones_are_read(text: str, numbers: tuple[str, ...]) -> None:
    assert phone_numbers(text) == numbers


def test_a_mobile_is_no_landline() -> None:
    assert [is_landline(number) for number in ("0477332211", "0625235601", "0800123456")] == [True, False, False]


def test_zeros_are_no_register_number() -> None:
    assert (pivot_of("00000000000000"), pivot_of("217 000 010 00012")) == ("", "21700001000012")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("La Barben", "LABARBEN", True), ("Le Mont-Dore", "Mont Dore", True), ("Pavie", "Auch", False)],
)
def test_a_commune_is_known_however_it_is_cut(one: str, other: str, same: bool) -> None:
    assert same_commune(commune_words(one), commune_words(other)) is same


@given(st.text(st.characters(exclude_characters="&<.")))
def test_the_fast_way_to_plain_letters_says_what_the_slow_one_says(text: str) -> None:
    assert plain(text) == fold(text)
