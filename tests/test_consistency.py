"""What a reviewer would say twice: templates in use, nothing inline, every text translated and well set."""

import importlib
import re
from html.parser import HTMLParser
from pathlib import Path

import polib
import pytest

import maille
from maille.language.phrases import phrasebooks
from tests import catalogue

PACKAGE = Path(maille.__file__).parent
TEMPLATES = sorted(PACKAGE.rglob("templates/**/*.html"))

# Django and allauth ask for these by a name of their own.
ASKED_BY_OTHERS = re.compile(r"^(4[0-9]{2}(_csrf)?|500|account/|mfa/|allauth/|usersessions/|admin/|django/)")
INLINE = re.compile(r"""\sstyle\s*=|<style[\s>]|\son[a-z]+\s*=\s*["']|javascript:""", re.IGNORECASE)
SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<body>.*?)</script>", re.IGNORECASE | re.DOTALL)
DATA_SCRIPT = re.compile(r'type="application/(ld\+)?json"|\{%|\{\{')

TAG = re.compile(r"\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
COMMENT = re.compile(r"\{% comment.*?%\}.*?\{% endcomment %\}", re.DOTALL)
TRANSLATED = re.compile(r"\{% blocktrans(late)?\b.*?\{% endblocktrans(late)? %\}", re.DOTALL)
# A partial may hold attributes alone.
DATA_ATTRIBUTE = re.compile(r"\bdata-[\w-]+(=\"\")?")
WORD = re.compile(r"[^\W\d_]{2,}")
PROPER_NOUNS = re.compile(r"\b(Maille|OpenStreetMap|Français|English|GitHub|MIT|PDF|CSV|GeoJSON)\b")
READ_ALOUD = {"alt", "title", "placeholder", "aria-label", "aria-description", "content"}

# A line may break nowhere before these in French, nor after an opening quote.
LOOSE_SPACE = re.compile(r"(?: [:;!?»]|« )")
NO_SPACE = re.compile(r"[^\W\d_](?:[;!?:](?:\s|$)|»)|«[^\s\u00a0\u202f]")
STRAIGHT = re.compile(r"[^\W\d_]'[^\W\d_]|\.\.\.|[a-zà-ÿ] - [^\W\d_]")


def name_of(template: Path) -> str:
    return str(template).split("/templates/", 1)[1]


def test_every_template_is_used():
    sources = {path: path.read_text(encoding="utf-8") for path in [*PACKAGE.rglob("*.py"), *TEMPLATES]}
    unused = [
        name_of(template)
        for template in TEMPLATES
        if not ASKED_BY_OTHERS.match(name_of(template))
        and not any(name_of(template) in text for path, text in sources.items() if path != template)
    ]
    assert unused == []


@pytest.mark.parametrize("template", TEMPLATES, ids=name_of)
def test_nothing_is_inline(template):
    """The content security policy would refuse it in silence."""
    source = template.read_text(encoding="utf-8")
    assert INLINE.findall(source) == []
    code = [match["body"] for match in SCRIPT.finditer(source) if match["body"].strip()]
    data = [match for match in SCRIPT.finditer(source) if DATA_SCRIPT.search(match["attributes"])]
    assert len(code) == len([match for match in data if match["body"].strip()])


class Texts(HTMLParser):
    """What a person reads in a page: its texts and the attributes that are read aloud."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag, attributes):
        self.silent += tag in {"script", "style"}
        for name, value in attributes:
            if name in READ_ALOUD and not (tag == "meta" and ("name", "description") not in attributes):
                self.texts.append(value or "")

    def handle_endtag(self, tag):
        self.silent -= tag in {"script", "style"}

    def handle_data(self, data):
        if not self.silent:
            self.texts.append(data)


# For those who write the screens, in the words of the code.
NOT_FOR_USERS = {"core/style_guide.html"}


@pytest.mark.parametrize("template", [t for t in TEMPLATES if name_of(t) not in NOT_FOR_USERS], ids=name_of)
def test_every_text_of_a_template_can_be_translated(template):
    source = template.read_text(encoding="utf-8")
    for pattern in (COMMENT, TRANSLATED, TAG, DATA_ATTRIBUTE):
        source = pattern.sub("", source)
    reader = Texts()
    reader.feed(source)
    assert [text for text in reader.texts if WORD.search(PROPER_NOUNS.sub("", text))] == []


def test_the_english_catalogue_is_complete():
    """`make messages` gathers the texts; each then gets its English by hand."""
    kept = polib.pofile(str(catalogue.catalogue("en")))
    assert [entry.msgid for entry in kept if not entry.translated() or entry.fuzzy] == []


@pytest.mark.parametrize("language", catalogue.PLURALS)
def test_the_catalogues_hold_every_text_and_no_other(language):
    wanted = catalogue.merge(language, catalogue.extract())
    kept = polib.pofile(str(catalogue.catalogue(language)))
    key = {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in kept}
    assert key == {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in wanted}, "run: make messages"


@pytest.mark.parametrize("language", catalogue.PLURALS)
def test_the_compiled_catalogues_are_those_of_the_texts(language):
    path = catalogue.catalogue(language)
    assert path.with_suffix(".mo").read_bytes() == polib.pofile(str(path), wrapwidth=110).to_binary(), (
        "run: make messages"
    )


def test_translations_keep_the_placeholders():
    """A translation that loses %(count)s fails on the day somebody reads it."""
    placeholder = re.compile(r"%\(\w+\)[sd]")
    for entry in polib.pofile(str(catalogue.catalogue("en"))):
        for text in [entry.msgstr, *entry.msgstr_plural.values()]:
            wanted = set(placeholder.findall(entry.msgid + entry.msgid_plural))
            assert set(placeholder.findall(text)) <= wanted, entry.msgid
            assert "%(count)s" not in wanted or entry.msgid_plural or "%(count)s" in text, entry.msgid


def test_french_is_well_set():
    """No-break spaces before : ; ! ? and inside « », curly apostrophes, real dashes and ellipses."""
    faults = [
        f"{sorted(message.places)[0]}: {text}"
        for message in catalogue.extract().values()
        for text in filter(None, [message.text, message.plural])
        if LOOSE_SPACE.search(text) or NO_SPACE.search(text) or STRAIGHT.search(text)
    ]
    assert faults == []


def test_the_french_of_the_pure_cores_is_well_set():
    """Their sentences are in phrasebooks, which the catalogue does not see."""
    for path in PACKAGE.rglob("*.py"):
        if "= Phrasebook(" in path.read_text(encoding="utf-8"):
            importlib.import_module(".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts))
    faults = [
        f"{book.name}.{code}: {french}"
        for book in phrasebooks()
        for code, (french, _english) in book.templates.items()
        if LOOSE_SPACE.search(french) or NO_SPACE.search(french) or STRAIGHT.search(french)
    ]
    assert faults == []


TEMPLATE = """
{% translate "un" %}{% translate "deux" context "c" %}
{% blocktranslate count n=x trimmed %}
  trois (l'une) {% plural %} quatre {{ n }}
{% endblocktranslate %}
{% tag name=_("cinq") %}{{ _("six")|upper }}
"""
PYTHON = """
from django.utils.translation import gettext as _, npgettext_lazy as _n
_("sept" "huit"), _n("c", "a", "b", 2), _(name)
"""
COMPUTED = """
from django.utils.translation import gettext as _
_(f"neuf {x}")
"""


def test_the_gatherer_finds_every_form():
    assert [(m.text, m.plural, m.context) for m in catalogue.in_template(TEMPLATE, "x.html")] == [
        ("un", "", ""),
        ("deux", "", "c"),
        ("trois (l'une)", "quatre %(n)s", ""),
        ("cinq", "", ""),
        ("six", "", ""),
    ]
    assert [(m.text, m.plural, m.context) for m in catalogue.in_python(PYTHON, "x.py")] == [
        ("septhuit", "", ""),
        ("a", "b", "c"),
    ]
    with pytest.raises(catalogue.NotLiteral):
        list(catalogue.in_python(COMPUTED, "x.py"))
