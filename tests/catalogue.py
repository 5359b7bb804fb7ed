"""The texts to translate, gathered without GNU gettext: `make messages` writes the catalogues, a guardian reads them.

French is the message itself, so its catalogue holds plural forms only ("0 lieu", which the default rule gets wrong).
"""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polib
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parents[1] / "maille"
LOCALE = PACKAGE / "locale"
PLURALS = {"en": "nplurals=2; plural=(n != 1);", "fr": "nplurals=2; plural=(n > 1);"}

# Where each function takes its text, its plural and its context.
SIGNATURES = {
    "gettext": {"text": 0},
    "ngettext": {"text": 0, "plural": 1},
    "pgettext": {"context": 0, "text": 1},
    "npgettext": {"context": 0, "text": 1, "plural": 2},
}
FUNCTIONS = {name + suffix: signature for name, signature in SIGNATURES.items() for suffix in ("", "_lazy", "_noop")}
IN_TEMPLATE = re.compile(r"\b(?:gettext|ngettext|pgettext|npgettext|_)\s*\(")


@dataclass
class Message:
    text: str
    plural: str = ""
    context: str = ""
    places: set[str] = field(default_factory=set)


class NotLiteral(Exception):
    """A text to translate that is computed: no catalogue can hold it."""


def extract() -> dict[tuple[str, str], Message]:
    """Gather every text to translate of the package, by context and text."""
    found: dict[tuple[str, str], Message] = {}
    for path in sorted([*PACKAGE.rglob("*.py"), *PACKAGE.rglob("templates/**/*.*")]):
        place = str(path.relative_to(PACKAGE.parent))
        source = path.read_text(encoding="utf-8")
        messages = in_python(source, place) if path.suffix == ".py" else in_template(source, place)
        for message in messages:
            known = found.setdefault((message.context, message.text), message)
            known.plural = known.plural or message.plural
            known.places.add(place)
    return found


def in_python(source: str, place: str) -> Iterator[Message]:
    tree = ast.parse(source)
    names = {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name in FUNCTIONS
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            yield from read_call(node, FUNCTIONS[names[node.func.id]], place)


def in_template(source: str, place: str) -> Iterator[Message]:
    """Read the calls that Django's own translator of templates writes for xgettext."""
    text = templatize(source, origin=place)
    for match in IN_TEMPLATE.finditer(text):
        call = ast.parse(balanced(text[match.start() :]).replace("\n", " "), mode="eval").body
        assert isinstance(call, ast.Call)
        assert isinstance(call.func, ast.Name)
        yield from read_call(call, FUNCTIONS.get(call.func.id, FUNCTIONS["gettext"]), place)


def balanced(text: str) -> str:
    """Cut a call at its closing parenthesis, which may follow others inside its strings."""
    for end in (index + 1 for index, letter in enumerate(text) if letter == ")"):
        try:
            ast.parse(text[:end].replace("\n", " "), mode="eval")
        except SyntaxError:
            continue
        return text[:end]
    raise ValueError(f"no end: {text[:200]}")


def read_call(node: ast.Call, signature: dict[str, int], place: str) -> Iterator[Message]:
    """Give the message of a call; a variable names a text gathered elsewhere, a computed text is refused."""
    values = {name: node.args[index] for name, index in signature.items() if index < len(node.args)}
    if isinstance(values["text"], ast.JoinedStr | ast.BinOp):
        raise NotLiteral(f"{place}:{node.lineno}: {ast.unparse(values['text'])}")
    if isinstance(values["text"], ast.Constant) and values["text"].value:
        yield Message(**{name: str(value.value) for name, value in values.items() if isinstance(value, ast.Constant)})


def catalogue(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def merge(language: str, messages: dict[tuple[str, str], Message]) -> polib.POFile:
    """Give a language's catalogue for these messages, with the translations it already had."""
    path = catalogue(language)
    known = {(entry.msgctxt or "", entry.msgid): entry for entry in (polib.pofile(str(path)) if path.exists() else [])}
    merged = polib.POFile(wrapwidth=110)
    merged.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS[language],
    }
    for key, message in sorted(messages.items()):
        if language == "fr" and not message.plural:
            continue
        entry = polib.POEntry(
            msgid=message.text,
            msgid_plural=message.plural,
            msgctxt=message.context or None,
            occurrences=[(place, "") for place in sorted(message.places)],
        )
        translate(entry, known.get(key), language)
        if "%(" in message.text + message.plural:
            entry.flags.append("python-format")
        merged.append(entry)
    return merged


def translate(entry: polib.POEntry, known: polib.POEntry | None, language: str) -> None:
    if entry.msgid_plural:
        empty = {0: entry.msgid, 1: entry.msgid_plural} if language == "fr" else {0: "", 1: ""}
        entry.msgstr_plural = known.msgstr_plural if known and known.msgstr_plural and language != "fr" else empty
    elif known:
        entry.msgstr = known.msgstr


def main() -> None:
    messages = extract()
    for language in PLURALS:
        merged = merge(language, messages)
        path = catalogue(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        merged.save(str(path))
        path.with_suffix(".mo").write_bytes(merged.to_binary())
        missing = [entry for entry in merged if not entry.translated()]
        sys.stdout.write(f"{path.relative_to(PACKAGE.parent)}: {len(merged)} texts, {len(missing)} to translate\n")


if __name__ == "__main__":
    main()
