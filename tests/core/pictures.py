"""Photos for the tests, as a telephone sends them."""

import io

from PIL import Image


def drawn_picture(
    width: int, height: int, *, kind: str = "JPEG", mode: str = "RGB", exif: Image.Exif | None = None
) -> bytes:
    """A picture that is red on the left and blue on the right."""
    picture = Image.new("RGB", (width, height), "blue")
    picture.paste("red", (0, 0, width // 2, height))
    made = io.BytesIO()
    picture.convert(mode).save(made, kind, **({"exif": exif} if exif else {}))
    return made.getvalue()
