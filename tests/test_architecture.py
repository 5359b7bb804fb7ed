"""The house rules that import-linter cannot see: foreign keys, sizes, names, signals."""

import ast
import re
import tomllib
from pathlib import Path

from django.apps import apps

import maille

PACKAGE = Path(maille.__file__).parent
ROOT = PACKAGE.parent
LONGEST_FILE = 400
SIGNALS = {"django.dispatch", "django.db.models.signals", "django.core.signals"}
LEFT_FOR_LATER = ("TODO", "FIXME", "XXX", "NotImplementedError")
# Whoever holds the link may take the role: the secret is the right, and the account may not exist yet.
ACT_WITHOUT_ACCOUNT = {"accept_invitation"}
BANNED_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "services", "managers", "mixins", "base"}


def capability_order() -> dict[str, int]:
    """Read the rank of each capability in import-linter's own contract: 0 is the highest."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (contract,) = [
        contract
        for contract in settings["tool"]["importlinter"]["contracts"]
        if contract["name"] == "Capabilities look down, never sideways"
    ]
    return {name.strip(" ()"): rank for rank, layer in enumerate(contract["layers"]) for name in layer.split("|")}


def looks_down(own: str, other: str) -> bool:
    """Whether a capability may know another one: itself, and those below it."""
    order = capability_order()
    return own == other or order[own] < order[other]


def python_files() -> list[Path]:
    return [path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts]


def test_foreign_keys_point_down():
    upwards = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model in our_models()
        for field in model._meta.get_fields(include_hidden=True)
        if field.is_relation and not field.auto_created and is_ours(field.related_model) and not is_user(field)
        if not looks_down(capability(model), capability(field.related_model))
    ]
    assert upwards == []


def our_models() -> list:
    return [model for model in apps.get_models(include_auto_created=True) if is_ours(model)]


def is_ours(model) -> bool:
    return getattr(model, "__module__", "").startswith("maille.")


def is_user(field) -> bool:
    """The acting person is known everywhere as AUTH_USER_MODEL, which imports nothing."""
    return field.related_model._meta.label == "people.User"


def capability(model) -> str:
    return model.__module__.split(".")[1]


USED = re.compile(r"""\{%-?\s*(include|extends|load)\s+([^%]*?)\s*-?%\}""")


def test_templates_look_down():
    """A template includes, extends and loads from its own capability and from those below it, as imports do."""
    owners = {
        **{
            name_in(path, "templates"): path.relative_to(PACKAGE).parts[0] for path in PACKAGE.rglob("templates/**/*.*")
        },
        **{path.stem: path.relative_to(PACKAGE).parts[0] for path in PACKAGE.glob("*/templatetags/*.py")},
    }
    steps = [
        (template, name, owners[name])
        for template in PACKAGE.rglob("templates/**/*.*")
        for tag, words in USED.findall(template.read_text(encoding="utf-8"))
        for name in (words.split() if tag == "load" else words.replace("'", '"').split('"')[1:2])
        if name in owners
    ]
    assert len(steps) > 100
    upwards = [
        f"{template.relative_to(ROOT)} → {name}"
        for template, name, owner in steps
        if not looks_down(template.relative_to(PACKAGE).parts[0], owner)
    ]
    assert upwards == []


def name_in(path: Path, folder: str) -> str:
    return str(path).split(f"/{folder}/", 1)[1]


def test_files_stay_short():
    sizes = {path.relative_to(ROOT): len(path.read_text(encoding="utf-8").splitlines()) for path in python_files()}
    assert {path: size for path, size in sizes.items() if size > LONGEST_FILE} == {}


def test_no_file_is_a_drawer():
    drawers = {path for path in PACKAGE.rglob("*") if path.stem in BANNED_NAMES and path.suffix in {"", ".py"}}
    assert drawers - {PACKAGE / "config/postgresql/base.py"} == set()  # the name under which Django looks for it


def test_a_capability_opens_with_its_words_only():
    """`__init__.py` holds a docstring: nothing is imported in passing."""
    for path in PACKAGE.glob("*/__init__.py"):
        body = ast.parse(path.read_text(encoding="utf-8")).body
        assert len(body) == 1, path
        assert isinstance(body[0], ast.Expr), path
        assert isinstance(body[0].value, ast.Constant), path


def test_capabilities_do_not_listen_to_each_other():
    """No signal: what must happen then is written in the action."""
    listening = [
        str(path.relative_to(ROOT))
        for path in python_files()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "") in SIGNALS
    ]
    assert listening == []


def test_nothing_is_left_for_later():
    """No note to oneself, no `NotImplementedError`: a thing appears when it has content."""
    left = [
        f"{path.relative_to(ROOT)}: {word}"
        for path in [*python_files(), *PACKAGE.rglob("*.html")]
        for word in LEFT_FOR_LATER
        if word in path.read_text(encoding="utf-8")
    ]
    assert left == []


def test_every_write_says_who():
    """Actions are keyword-only and take `by`, the acting person."""
    silent = []
    for path in python_files():
        module = path.relative_to(PACKAGE).with_suffix("").parts
        if "actions" not in module:
            continue
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and is_atomic(node):
                names = [argument.arg for argument in node.args.kwonlyargs]
                if "by" not in names and node.name not in ACT_WITHOUT_ACCOUNT:
                    silent.append(f"{path.relative_to(ROOT)}: {node.name}")
    assert silent == []


def is_atomic(node: ast.FunctionDef) -> bool:
    return any("atomic" in ast.unparse(decorator) for decorator in node.decorator_list)
