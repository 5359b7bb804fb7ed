"""Names of places in a sentence."""

import pytest

from maille.language.naming import at_place


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Centre social Le Colibri", "au Centre social Le Colibri"),
        ("Le Babet", "au Babet"),
        ("La Bulle", "à la Bulle"),
        ("Les Amis du livre", "aux Amis du livre"),
        ("L’Éclosoir", "à l’Éclosoir"),
        ("L'aloé", "à l’aloé"),
        ("Médiathèque municipale", "à la Médiathèque municipale"),
        ("MEDIATHEQUE", "à la MEDIATHEQUE"),
        ("Espace de pratiques numériques de l'OSPA", "à l’Espace de pratiques numériques de l'OSPA"),
        ("EPN de Montreynaud", "à l’EPN de Montreynaud"),
        ("Maison de Quartier du Soleil", "à la Maison de Quartier du Soleil"),
        ("Arlequin", "à Arlequin"),
        ("esp@ceC2R", "à esp@ceC2R"),
        ("Le", "à Le"),
        ("", "à "),
    ],
)
def test_takes_the_form_that_the_name_asks_for(name, said):
    assert at_place(name) == said
