"""Photos that people send: read with care, made small, told of nothing but what they show."""

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 50_000_000
SIDE = 1280
QUALITY = 72


def small_jpeg(data: bytes) -> bytes:
    """A photo as a JPEG of 1280 pixels at most, upright, without where or with what it was taken; ValueError if none.

    It is drawn anew from its pixels: whatever else the file carried is left behind.
    """
    try:
        with warnings.catch_warnings(action="error"), Image.open(io.BytesIO(data), formats=FORMATS) as photo:
            if photo.width * photo.height > MOST_PIXELS:
                raise ValueError("too many pixels")
            upright = ImageOps.exif_transpose(photo).convert("RGB")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, Warning) as error:
        raise ValueError("not a photo") from error
    upright.thumbnail((SIDE, SIDE))
    drawn = Image.new("RGB", upright.size)
    drawn.paste(upright)
    made = io.BytesIO()
    drawn.save(made, "JPEG", quality=QUALITY, optimize=True)
    return made.getvalue()
