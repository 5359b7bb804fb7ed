import datetime as dt
import io
import json
import re

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from maille.core import documents
from maille.core.documents.characters import PRINTABLE, printable
from tests.core.pdf import read_qr, text_of

TEMPLATE = """
#import "/core/documents/maille.typ": *
#show: page-of.with(paper: "a6", network: "Réseau")
= #data.title
#given("body", default: "")
#if given("qr") != none { qr(data.qr, width: 40mm, alt: "Code QR") }
#ribbon(given("ribbon", default: ()))
"""


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """A package of templates of its own, which borrows the shared module and the icons."""
    package = tmp_path_factory.mktemp("package")
    (package / "core").symlink_to(documents.PACKAGE / "core")
    folder = package / "trial" / "documents"
    folder.mkdir(parents=True)

    def write(text, name="page"):
        (folder / f"{name}.typ").write_text(text, encoding="utf-8")
        return f"trial/{name}"

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(documents, "PACKAGE", package)
        write(TEMPLATE)
        yield write


def page(data, **options):
    return documents.compile("trial/page", {"title": "Essai"} | data, **options)


class TestPdf:
    def test_is_tagged_in_its_language_and_says_pdf_ua(self, template):
        opened = pikepdf.open(io.BytesIO(page({"body": "Bonjour"}, language="en")))
        assert opened.Root.MarkInfo.Marked
        assert str(opened.Root.Lang) == "en"
        assert opened.Root.StructTreeRoot.K is not None
        assert opened.Root.ViewerPreferences.DisplayDocTitle
        with opened.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == "Essai"

    def test_embeds_its_typefaces_and_they_are_ours(self, template):
        opened = pikepdf.open(io.BytesIO(page({"body": "Bonjour"})))
        fonts = [font.DescendantFonts[0].FontDescriptor for font in opened.pages[0].Resources.Font.values()]
        assert fonts
        for font in fonts:
            assert "AtkinsonHyperlegible" in str(font.FontName)
            assert "/FontFile2" in font or "/FontFile3" in font

    def test_is_the_same_for_the_same_data(self, template):
        assert page({"body": "Bonjour"}) == page({"body": "Bonjour"})
        assert page({"body": "Bonjour"}) != page({"body": "Bonsoir"})

    def test_bears_the_date_its_caller_gives_never_the_clock(self, template):
        opened = pikepdf.open(io.BytesIO(page({}, at=dt.datetime(2022, 5, 4, tzinfo=dt.UTC))))
        assert str(opened.docinfo.CreationDate).startswith("D:20220504")

    def test_bears_any_instant_microseconds_or_not(self, template):
        noon = dt.datetime(2022, 5, 4, 12, tzinfo=dt.UTC)
        assert page({}, at=noon.replace(microsecond=123456)) == page({}, at=noon)

    def test_holds_the_words_given(self, template):
        assert "Cœur d’Été à 14 h 30" in text_of(page({"body": "Cœur d’Été à 14 h 30"}))


class TestPictures:
    def test_have_the_size_asked_for(self, template):
        picture = Image.open(io.BytesIO(page({}, format="png", ppi=72)))
        assert (picture.format, picture.size) == ("PNG", (298, 420))  # A6 is 105 × 148 mm
        assert page({}, format="svg").startswith(b"<svg")

    def test_are_refused_for_several_pages(self, template):
        with pytest.raises(documents.DocumentError, match=r"trial/page: \d pages, and a png picture holds one"):
            page({"body": "mot " * 700}, format="png")


class TestErrors:
    def test_name_the_template_and_what_is_wrong(self, template):
        broken = template("#let x = \n= #data.title", name="broken")
        with pytest.raises(documents.DocumentError, match=r"trial/broken: expected expression"):
            documents.compile(broken, {"title": "x"})

    def test_say_that_there_is_no_such_template(self):
        with pytest.raises(documents.DocumentError, match=r"core/nothing: there is no core/documents/nothing.typ"):
            documents.compile("core/nothing", {})

    @pytest.mark.parametrize("value", [object(), float("nan"), {1, 2}])
    def test_say_that_the_data_is_not_json(self, template, value):
        with pytest.raises(documents.DocumentError, match=r"trial/page: the data is not JSON"):
            page({"body": value})


class TestQr:
    ADDRESS = "https://maille.example.org/lieux/mediatheque-de-tarentaize/"

    def test_is_read_from_the_page(self, template):
        picture = page({"qr": documents.qr_matrix(self.ADDRESS)}, format="png", ppi=150)
        assert read_qr(picture) == self.ADDRESS

    def test_is_told_to_who_cannot_see_it(self, template):
        opened = pikepdf.open(io.BytesIO(page({"qr": documents.qr_matrix("x")})))
        told = [str(item["/Alt"]) for item in opened.objects if isinstance(item, pikepdf.Dictionary) and "/Alt" in item]
        assert told == ["Code QR"]

    def test_refuses_more_than_a_code_can_hold(self):
        with pytest.raises(ValueError, match="too large"):
            documents.qr_matrix("x" * 3000)


HOSTILE = [
    '#import "/etc/passwd": *',
    '#read("/etc/passwd")',
    '"] #panic("x") //',
    "$ sqrt( $ *_` \\ @label <label> = - + /",
    "\u202eétiquette retournée\u202c",
    "a\u0000b\u0007\ufffe",
    "👩‍👩‍👧‍👦🏳️‍🌈",
    "日本語 مرحبا Привет Ελλάδα",
    "x" * 10_000,
    "e" + "\u0301" * 500,
    "\ud800",
]


class TestHostileData:
    @pytest.mark.parametrize("text", HOSTILE)
    def test_is_printed_as_text_or_replaced(self, template, text):
        pdf = page({"title": text, "body": text})
        assert "root:" not in text_of(pdf)

    def test_shows_code_letter_for_letter(self, template):
        assert '#import "/etc/passwd": *' in text_of(page({"body": '#import "/etc/passwd": *'}))

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.text(max_size=200), st.text(max_size=40))
    def test_never_stops_a_document(self, template, body, title):
        assert page({"title": title if title.strip() else "x", "body": body}).startswith(b"%PDF")

    def test_cannot_be_run_by_any_template(self):
        for path in documents.PACKAGE.glob("*/documents/*.typ"):
            assert not re.search(r"\beval\(|mode:\s*\"markup\"", path.read_text(encoding="utf-8")), path


class TestPrintable:
    def test_leaves_what_can_be_drawn(self):
        text = "Le Cœur d’Été : « 14 h – 16 h »\n10 € → ☎ Łódź Привет Ελλάδα مرحبا"
        assert printable(text) == text

    @pytest.mark.parametrize(
        ("text", "printed"),
        [
            ("e\u0301te\u0301", "été"),
            ("𝗚𝗿𝗮𝘁𝘂𝗶𝘁", "Gratuit"),
            ("ｆｕｌｌ", "full"),
            ("Coucou 😀😀", "Coucou □"),
            ("日本", "□"),
            ("a\u202eb\u200fc\u0007", "abc"),
            ("un\tdeux\r\ntrois", "un deux trois"),
        ],
    )
    def test_replaces_the_rest(self, text, printed):
        assert printable(text) == printed

    @given(st.text())
    def test_gives_text_that_it_would_not_change_again(self, text):
        assert printable(printable(text)) == printable(text)

    def test_keeps_only_what_typst_can_draw(self, template):
        """Print every character kept, in regular and in bold: a new Typst with other typefaces would fail here."""
        kept = [chr(point) for first, last in PRINTABLE for point in range(first, last + 1)]
        drawn = [character for character in kept if printable(character) == character]
        assert len(drawn) > 2_500
        for start in range(0, len(drawn), 500):
            words = " ".join(drawn[start : start + 500])
            assert page({"title": words, "body": words}).startswith(b"%PDF")


def test_data_is_json_and_nothing_else(template):
    data = {"title": "t", "body": 'a"b\\c\u2028'}
    assert json.loads(documents._as_json("t", data))["body"] == 'a"b\\c '
