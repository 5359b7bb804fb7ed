"""Reading back what was printed: the words of a PDF, the code on a picture."""

import io
import re
from collections.abc import Iterator

import cv2
import numpy
import pikepdf


def text_of(pdf: bytes) -> str:
    """Read the PDF back as its reader would: the strings shown, through each typeface's ToUnicode."""
    opened = pikepdf.open(io.BytesIO(pdf))
    return "".join(words for sheet in opened.pages for words in strings_of(sheet))


def strings_of(sheet: pikepdf.Page) -> Iterator[str]:
    maps = {name: to_unicode(font) for name, font in sheet.Resources.Font.items()}
    current: dict[str, str] = {}
    for operands, operator in pikepdf.parse_content_stream(sheet):
        if str(operator) == "Tf":
            current = maps[str(operands[0])]
        for operand in operands[0] if str(operator) == "TJ" else operands if str(operator) == "Tj" else ():
            if isinstance(operand, pikepdf.String):
                codes = bytes(operand)
                yield "".join(current.get(codes[i : i + 2].hex(), "?") for i in range(0, len(codes), 2))


def to_unicode(font: pikepdf.Object) -> dict[str, str]:
    table = font.ToUnicode.read_bytes().decode("latin-1")
    pairs = re.findall(r"<([0-9a-fA-F]{4})> <([0-9a-fA-F]+)>", table)
    return {code.lower(): bytes.fromhex(value).decode("utf-16-be") for code, value in pairs}


def read_qr(picture: bytes) -> str:
    """Read the code on a PNG with a reader that knows nothing of who drew it; empty when there is none."""
    pixels = cv2.imdecode(numpy.frombuffer(picture, numpy.uint8), cv2.IMREAD_GRAYSCALE)
    return str(cv2.QRCodeDetector().detectAndDecode(pixels)[0])
