"""What the documentation promises exists, and what exists is documented."""

import ast
import re
from pathlib import Path

from django.apps import apps
from django.core.management import get_commands

import maille

PACKAGE = Path(maille.__file__).parent
ROOT = PACKAGE.parent
FENCE = re.compile(r"```(?:sh|bash|console)\n(.*?)```", re.DOTALL)
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def documents() -> list[Path]:
    return [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("bench/*.md")]


def test_every_model_has_its_line_in_the_glossary():
    glossary = read("docs/glossaire.md")
    models = {model._meta.object_name for model in apps.get_models() if model.__module__.startswith("maille.")}
    assert {name for name in models if f"`{name}`" not in glossary} == set()


def test_every_command_of_the_documentation_exists():
    targets = set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))
    unknown = []
    for document in documents():
        for block in FENCE.findall(document.read_text(encoding="utf-8")):
            unknown += [
                f"{document.name}: make {name}"
                for name in re.findall(r"\bmake ([a-z-]+)", block)
                if name not in targets
            ]
            unknown += [
                f"{document.name}: maille {name}"
                for name in re.findall(r"(?:^|\s|/)maille ([a-z_]+)", block)
                if name not in get_commands()
            ]
    assert unknown == []


def test_every_make_target_says_what_it_does():
    makefile = read("Makefile")
    phony = set(re.findall(r"^\.PHONY: (\S+)", makefile, re.MULTILINE))
    said = set(re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE))
    assert phony == said


def test_every_setting_is_documented_and_every_documented_setting_exists():
    documented = set(re.findall(r"^\| `([A-Z_]+)`", read("docs/exploitation/reglages.md"), re.MULTILINE))
    assert documented == settings_variables() | {"PORT"}


def settings_variables() -> set[str]:
    """Names that settings.py reads in the environment: the first argument of each `env.something(…)`."""
    return {
        node.args[0].value
        for node in ast.walk(ast.parse(read("maille/config/settings.py")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "env"
    }


def test_links_between_documents_lead_somewhere():
    broken = [
        f"{document.relative_to(ROOT)}: {link}"
        for document in documents()
        for link in LINK.findall(document.read_text(encoding="utf-8"))
        if not (document.parent / link).exists()
    ]
    assert broken == []


def test_decisions_are_numbered_without_hole():
    numbers = sorted(int(path.name[:4]) for path in ROOT.glob("docs/decisions/[0-9]*.md"))
    assert numbers == list(range(1, len(numbers) + 1))
    assert numbers
