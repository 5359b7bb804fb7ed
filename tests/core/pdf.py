"""Reading back what was printed: the words of a PDF, the code on a picture."""

import io
import itertools
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


DISTANCES = 1.0, 1.5, 0.7, 2.0, 1.2, 0.85


def read_qr(picture: bytes) -> str:
    """Read the code on a PNG with a reader that knows nothing of who drew it; empty when there is none.

    From nearer and from farther, as one holds a telephone, and by two ways of finding where it is: from one distance,
    one way misses one code in hundreds.
    """
    pixels = cv2.imdecode(numpy.frombuffer(picture, numpy.uint8), cv2.IMREAD_GRAYSCALE)
    for nearer, reader in itertools.product(DISTANCES, (cv2.QRCodeDetector, cv2.QRCodeDetectorAruco)):
        seen = cv2.resize(pixels, None, fx=nearer, fy=nearer, interpolation=cv2.INTER_AREA)
        if text := str(reader().detectAndDecode(seen)[0]):
            return text
    return ""


def picture_of(pdf: bytes, scale: float = 4.0) -> bytes:
    """Draw the filled shapes of the first sheet as a printer would, words left out: a PNG, so many pixels a point.

    Only what our documents fill with: straight lines, one colour, grey or RGB.
    """
    opened = pikepdf.open(io.BytesIO(pdf))
    sheet = opened.pages[0]
    width, height = (round(float(size) * scale) for size in list(sheet.mediabox)[2:])
    pixels = numpy.full((height, width), 255, numpy.uint8)
    matrix, kept, shapes, grey = numpy.eye(3), [], [[]], 0.0
    for operands, operator in pikepdf.parse_content_stream(sheet):
        name = str(operator)
        numbers = [float(one) for one in operands] if name in ("cm", "m", "l", "scn") else []
        if name == "q":
            kept.append((matrix, grey))
        elif name == "Q":
            matrix, grey = kept.pop()
        elif name == "cm":
            matrix = numpy.array([[*numbers[:2], 0], [*numbers[2:4], 0], [*numbers[4:], 1]]) @ matrix
        elif name == "scn":
            grey = sum(numbers) / len(numbers)
        elif name in ("m", "l"):
            shapes += [[]] if name == "m" else []
            x, y, _one = numpy.array([*numbers, 1]) @ matrix
            shapes[-1].append((x * scale, height - y * scale))
        elif name in ("f", "f*", "S", "n"):
            drawn = [numpy.array(shape).round().astype(numpy.int32) for shape in shapes if len(shape) > 2]
            if drawn and name[0] == "f":
                cv2.fillPoly(pixels, drawn, round(grey * 255))
            shapes = [[]]
    return cv2.imencode(".png", pixels)[1].tobytes()
