"""A mapping that is not exactly right is refused with the file, the place and the remedy."""

from collections.abc import Callable
from pathlib import Path

import pytest

from maille.directory.mapping import MappingError, load_mapping, load_packaged_mapping, packaged_mappings

Write = Callable[..., Path]


def refusal(path: Path) -> str:
    with pytest.raises(MappingError) as refused:
        load_mapping(path)
    sentence = str(refused.value)
    assert sentence.startswith("essai.toml")
    assert sentence.endswith((".", ".)"))
    return sentence


@pytest.mark.parametrize(
    ("more", "place", "remedy"),
    [
        ("[inconnu]\na = 1", "inconnu", "mot inconnu"),
        ("[fields.adress]\ncolumns = ['a']", "fields.adress", "address, address_complement"),
        ("[fields.address]\ncolumn = 'a'", "fields.address.column", "mot inconnu"),
        ("[fields.address]\ncolumns = 3", "fields.address.columns", "liste de textes"),
        ("[fields.address]\njoin = ', '", "fields.address", "columns, constant ou conditions"),
        ("[fields.address]\ncolumns = ['a']\nconstant = 'b'", "fields.address.constant", "choisissez entre"),
        ("[fields.address]\ncolumns = ['a']\ntemplate = 'rue'", "fields.address.template", "écrivez {} une fois"),
        ("[fields.address]\ncolumns = ['a']\nremove = ['(']", "fields.address.remove", "expression régulière"),
        ("[fields.address]\ncolumns = ['a']\nstrip_html = 'oui'", "fields.address.strip_html", "true ou false"),
        ("[fields.address]\ncolumns = ['a']\ndate_format = '%Y'", "fields.address.date_format", "mot inconnu"),
        ("[fields.key]\ncolumns = ['a']", "fields.key", "[key]"),
        ("[fields.hours]\ncolumns = ['a']", "fields.hours", "[hours]"),
        ("[fields.services]\nconstant = ['Informatique']", "fields.services.constant", "valeur nationale"),
        ("[fields.costs]\nconstant = ['gratuit']", "fields.costs.constant", "Gratuit sous condition"),
        (
            "[fields.costs]\ncolumns = ['a']\n[fields.costs.values]\n'x' = ['Cher']",
            "fields.costs.values.x",
            "valeur nationale",
        ),
        (
            "[fields.costs]\ncolumns = ['a']\nignored = ['X']\n[fields.costs.values]\n'x' = ['Payant']",
            "fields.costs.ignored",
            "choisissez",
        ),
        ("[[fields.costs.conditions]]\ncolumn = 'a'\nequals = 'Oui'", "fields.costs.conditions.add", "quelles valeurs"),
        (
            "[[fields.costs.conditions]]\nequals = 'Oui'\nadd = ['Payant']",
            "fields.costs.conditions.column",
            "obligatoire",
        ),
        ("[coordinates]\nlatitude = 'a'", "coordinates", "latitude et longitude"),
        ("[coordinates]\nlatitude = 'a'\nlongitude = 'b'\npair = 'c'", "coordinates", "seule colonne pair"),
        ("[hours]\nnotation = 'osm'", "hours", "une colonne"),
        ("[hours]\nweek = ['a', 'b']", "hours.week", "5, 6 ou 7"),
        ("[hours]\ncolumn = 'a'\nnotation = 'latin'", "hours.notation", "french"),
        ("[[skip]]\ncolumn = 'a'\nequals = ['b']", "skip.reason", "obligatoire"),
        ("skip = 3", "skip", "[[skip]]"),
    ],
)
def test_names_the_place_and_the_remedy(write_mapping: Write, more: str, place: str, remedy: str) -> None:
    path = write_mapping(more) if more.startswith("[") else write_mapping(**{"\n[source]": f"{more}\n[source]"})
    sentence = refusal(path)
    assert f"«\u00a0{place}\u00a0»" in sentence
    assert remedy in sentence


@pytest.mark.parametrize(
    ("before", "after", "remedy"),
    [
        ('snapshot = "2022-10"', 'snapshot = "octobre"', "2022-10"),
        ('format = "json"', 'format = "pdf"', "csv"),
        ('format = "json"', 'format = "csv"\ndelimiter = ";;"', "un seul signe"),
        ('format = "json"', 'format = "csv"\nencoding = "klingon"', "encodage"),
        ('name = "essai"', 'name = "Un Essai"', "minuscules"),
        ('credit = "Essai, 2022"', "", "obligatoire"),
        ('[key]\ncolumns = ["id"]', "", "[key]"),
        ('columns = ["id"]', "columns = []", "[key]"),
    ],
)
def test_checks_the_source_and_the_key(write_mapping: Write, before: str, after: str, remedy: str) -> None:
    sentence = refusal(write_mapping(**{before: after}))
    assert remedy in sentence or "au moins un texte" in sentence


def test_says_when_the_file_is_not_toml_or_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "essai.toml"
    path.write_text("[source", encoding="utf-8")
    assert "TOML" in refusal(path)
    path.write_bytes("name = 'Étienne'".encode("cp1252"))
    assert "UTF-8" in refusal(path)


def test_the_packaged_mappings_load_under_their_own_name() -> None:
    assert packaged_mappings() == ("bibliotheques", "conseiller-numerique", "france-services", "hinaura")
    for name in packaged_mappings():
        assert load_packaged_mapping(name).source.name == name
    with pytest.raises(MappingError, match="hinaura"):
        load_packaged_mapping("../secrets")
