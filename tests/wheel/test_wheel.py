"""The wheel alone, in an empty environment and an empty folder, does what `make run` does."""

import os
import re
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import pytest

from tests.postgres import free_port
from tests.waiting import LOADING, PATIENCE, wait_for

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--wheel", f"--outdir={folder}"]
    run(*command, cwd=ROOT)
    (built,) = folder.glob("maille-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    """Install the wheel, with the versions of the lock, in an environment that holds nothing else."""
    folder = tmp_path_factory.mktemp("environment")
    constraints = folder / "constraints.txt"
    run(
        uv(),
        "export",
        "--quiet",
        "--frozen",
        "--no-dev",
        "--no-hashes",
        "--no-emit-project",
        "-o",
        constraints,
        cwd=ROOT,
    )
    run(uv(), "venv", "--quiet", "--python", sys.executable, folder / "env", cwd=folder)
    run(uv(), "pip", "install", "--quiet", "--python", folder / "env", "-c", constraints, wheel, cwd=folder)
    return folder / "env" / "bin" / "maille"


@pytest.fixture
def running(installed, tmp_path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    port = free_port()
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    process = subprocess.Popen(
        [installed, "run"],
        env={**kept, "PORT": str(port)},
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        yield process, port
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def test_carries_every_file_of_the_package(wheel):
    carried = set(zipfile.ZipFile(wheel).namelist())
    tracked = run("git", "ls-files", "maille", cwd=ROOT).splitlines()
    assert set(tracked) - carried == set()
    assert any(name.endswith("licenses/LICENSE") for name in carried)


def test_runs_in_an_empty_environment(running, tmp_path):
    process, port = running
    home = first_page(process, port, "/")
    assert "<h1" in home
    static = re.search(r'href="(/static/[^"]+\.css)"', home)
    assert static, home[:2000]
    assert "{" in get(port, static[1])[1]
    children = children_of(process.pid)
    assert len(children) >= 3, "two web workers and one background worker"
    manners = sorted(os.getpriority(os.PRIO_PROCESS, int(pid)) for pid in children)
    assert manners[0] == manners[1] < manners[-1], "the background worker gives way to the pages"
    assert (tmp_path / "var" / "secret-key").stat().st_mode & 0o777 == 0o600

    os.killpg(process.pid, signal.SIGINT)
    output, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, output
    assert f"http://127.0.0.1:{port}/" in output
    assert [pid for pid in children if Path(f"/proc/{pid}").exists()] == []


def first_page(process: subprocess.Popen[str], port: int, path: str) -> str:
    """Wait for the first page, as long as a machine with other work may take; it must be a good one."""

    def answer() -> tuple[int, str] | None:
        assert process.poll() is None, f"stopped by itself:\n{process.stdout.read()}"
        with suppress(OSError, HTTPException):
            return get(port, path)
        return None

    status, text = wait_for(answer, every=0.1, patience=LOADING)
    assert status == 200, text[:2000]
    return text


def get(port: int, path: str) -> tuple[int, str]:
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()


def children_of(pid: int) -> list[str]:
    return [child for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()]


def uv() -> Path:
    found = shutil.which("uv") or ROOT / ".tools" / "bin" / "uv"
    if not Path(found).exists():
        raise AssertionError("uv is missing. This one line installs it: make .tools/bin/uv")
    return Path(found)


def run(*command: object, cwd: Path) -> str:
    done = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout
