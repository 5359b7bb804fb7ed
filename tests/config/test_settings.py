"""What the settings work out from the environment."""

import pytest

from maille.config.settings import origin_of


@pytest.mark.parametrize(
    ("tiles", "origin"),
    [
        ("", ""),
        ("https://tuiles.example/{z}/{x}/{y}.png", "https://tuiles.example"),
        ("https://tuiles.example:8443/fond/{z}/{x}/{y}{r}.png?cle=1", "https://tuiles.example:8443"),
        ("https://{s}.tuiles.example/{z}/{x}/{y}.png", "https://*.tuiles.example"),
        ("/tuiles/{z}/{x}/{y}.png", ""),
    ],
)
def test_the_server_of_the_map_is_read_in_its_address(tiles, origin):
    assert origin_of(tiles) == origin
