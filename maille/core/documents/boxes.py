"""The boxes of a PDF that a print shop reads. Typst writes where the sheet is cut; this adds where its bleed ends."""

import re

PAGE = re.compile(rb"(?m)^(\d+) 0 obj\s*\n?(<</Type/Page/.*?)(/TrimBox\[)")
MEDIA = re.compile(rb"/MediaBox(\[[^\]]*\])")
TRAILER = re.compile(rb"trailer\s*\n<<(.*)>>\s*\nstartxref\s*\n(\d+)\s*\n%%EOF\s*$", re.DOTALL)


def with_bleed_box(pdf: bytes) -> bytes:
    """Say on each page that has a TrimBox that its BleedBox is the whole sheet, as a PDF update (ISO 32000, 7.5.6).

    What Typst wrote stays as it is; ValueError when it is not written as Typst writes.
    """
    trailer = TRAILER.search(pdf)
    if trailer is None:
        raise ValueError("This PDF does not end with a plain table of objects")
    update, places = bytearray(), []
    for page in PAGE.finditer(pdf):
        end = pdf.index(b"endobj", page.end()) + len(b"endobj\n")
        media = MEDIA.search(pdf, page.start(), page.end())
        if media is None:
            raise ValueError(f"Page {page[1].decode()} has no MediaBox")
        places.append((int(page[1]), len(pdf) + 1 + len(update)))
        update += pdf[page.start() : page.start(3)] + b"/BleedBox" + media[1] + pdf[page.start(3) : end]
    table = b"".join(b"%d 1\n%010d 00000 n \n" % place for place in places)
    start = len(pdf) + 1 + len(update)
    closing = b"trailer\n<<" + trailer[1] + b"/Prev " + trailer[2] + b">>\nstartxref\n%d\n%%%%EOF\n" % start
    return pdf + b"\n" + bytes(update) + b"xref\n" + table + closing
