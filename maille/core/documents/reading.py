"""Reading back the codes of a picture, with a reader that knows nothing of who drew them (zxing-cpp)."""

import io

import zxingcpp
from PIL import Image

QR = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])


def read_codes(png: bytes) -> list[str]:
    """The texts of the QR codes of a PNG, as a telephone would read them."""
    with Image.open(io.BytesIO(png)) as picture:
        grey = picture.convert("L")
    return [one.text for one in zxingcpp.read_barcodes(grey, formats=QR)]
