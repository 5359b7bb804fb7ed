"""Nothing in the product gives another guard than the strict one: only an argument does, and only tests give it."""

import ast
from pathlib import Path

import maille

PACKAGE = Path(maille.__file__).parent


def sources():
    for path in PACKAGE.rglob("*.py"):
        yield path.relative_to(PACKAGE), ast.parse(path.read_text(encoding="utf-8"))


def test_a_guard_is_made_where_guards_are_and_where_a_port_is_added_to_one():
    """The second keeps the addresses of the guard that it was given (`guard.resolve`, `guard.allows`)."""
    made = {
        (str(path), ast.unparse(node))
        for path, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Guard"
    }
    assert made == {
        ("watch/fetching/guard.py", "Guard()"),
        ("watch/actions/reading.py", "Guard(guard.resolve, guard.allows, origin_of(urlsplit(source.url)))"),
    }


def test_it_is_handed_on_and_never_chosen():
    given = {
        ast.unparse(keyword.value)
        for _path, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg == "guard"
    }
    assert given == {"guard", "_guard_of(source, guard)"}
    defaults = {
        ast.unparse(default)
        for _path, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        for argument, default in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
        if argument.arg == "guard" and default is not None
    }
    assert defaults == {"PUBLIC"}


def test_the_tasks_of_the_worker_give_none():
    assert "guard" not in (PACKAGE / "watch/tasks.py").read_text(encoding="utf-8")


def test_nothing_else_of_the_watch_opens_a_socket_or_an_address():
    reaching = {"socket", "ssl", "http.client", "urllib.request", "httpx", "urllib3", "requests"}
    found = {
        (str(path), name)
        for path, tree in sources()
        if path.parts[0] == "watch"
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names] if isinstance(node, ast.Import)
            else [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        )
        if name in reaching
    }  # fmt: skip
    assert {path for path, _name in found} == {
        "watch/fetching/guard.py", "watch/fetching/wire.py", "watch/fetching/fetch.py"
    }  # fmt: skip


def test_feedparser_is_given_bytes_in_a_file_object_and_nothing_else():
    calls = [
        ast.unparse(node.args[0])
        for path, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "feedparser.parse"
    ]
    assert calls == ["io.BytesIO(body)"]
