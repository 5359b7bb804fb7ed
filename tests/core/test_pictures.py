"""Photos that people send are made small and tell nothing of their camera, whatever they are."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from maille.core.documents.pictures import small_jpeg
from tests.core.pictures import drawn_picture

ORIENTATION, MAKER, GPS = 0x0112, 0x010F, 0x8825


def read(jpeg):
    with Image.open(io.BytesIO(jpeg)) as picture:
        picture.load()
        return picture


def from_a_telephone():
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER] = 6, "Appareil d’essai"
    exif.get_ifd(GPS)[1] = "N"
    return drawn_picture(3000, 2000, exif=exif)


def test_is_small_upright_and_says_nothing_of_its_camera():
    sent = from_a_telephone()
    assert read(sent).getexif()[MAKER]
    made = small_jpeg(sent)
    picture = read(made)
    assert (picture.format, picture.size) == ("JPEG", (853, 1280))
    assert not picture.getexif()
    assert b"Exif" not in made
    assert b"Appareil" not in made
    red, _green, blue = picture.getpixel((400, 100))
    assert red > blue


@pytest.mark.parametrize(
    ("kind", "mode"), [("PNG", "RGBA"), ("PNG", "P"), ("WEBP", "RGB"), ("JPEG", "CMYK"), ("JPEG", "L")]
)
def test_reads_what_telephones_and_computers_send(kind, mode):
    assert read(small_jpeg(drawn_picture(40, 30, kind=kind, mode=mode))).size == (40, 30)


@pytest.mark.parametrize("kind", ["GIF", "TIFF", "BMP", "PDF"])
def test_what_no_telephone_sends_is_no_photo(kind):
    with pytest.raises(ValueError, match="not a photo"):
        small_jpeg(drawn_picture(40, 30, kind=kind))


def test_a_picture_that_would_fill_the_memory_is_refused():
    with pytest.raises(ValueError, match=r"photo|pixels"):
        small_jpeg(drawn_picture(9_000, 6_000, kind="PNG", mode="1"))


@given(st.binary(max_size=300), st.integers(0, 600))
def test_anything_else_is_no_photo(noise, cut):
    sent = drawn_picture(40, 30)
    for data in (noise, sent[:cut] + noise):
        try:
            made = small_jpeg(data)
        except ValueError:
            continue
        assert made.startswith(b"\xff\xd8")
