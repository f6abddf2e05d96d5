"""`negostrategy bargaining analyse` as somebody types it, on a machine without a database."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.pure.bargaining.genius import OURS, THEIRS, domain, profile


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """Return a domain and two profiles as files."""
    written = {"domain": domain(), "a": profile(OURS, reservation=45), "b": profile(THEIRS, reservation=50)}
    for name, data in written.items():
        (tmp_path / f"{name}.xml").write_bytes(data)
    return [str(tmp_path / f"{name}.xml") for name in written]


def analysed(*words: str) -> subprocess.CompletedProcess[str]:
    """Return what the command did, with no setting in its surroundings."""
    command = [sys.executable, "-m", "negostrategy", "bargaining", "analyse", *words]
    return subprocess.run(command, env={}, capture_output=True, text=True, check=False, timeout=30)


def test_it_prints_the_analysis_as_json(files: list[str]) -> None:
    done = analysed(*files, "--normalise", "raw", "--disagreement", "declared", "--json")

    assert done.returncode == 0
    assert json.loads(done.stdout)["points"]["egalitarian"] == [[70, 70], [65, 75]]


def test_it_tells_people_the_same(files: list[str]) -> None:
    assert "nash: (60, 85)" in analysed(*files).stdout


def test_it_refuses_with_one_sentence_and_status_2(files: list[str]) -> None:
    Path(files[0]).write_text("<a")

    refused, missing = analysed(*files), analysed("nowhere.xml", *files[1:])

    assert (refused.returncode, missing.returncode) == (2, 2)
    assert refused.stderr == "negostrategy: The domain is no complete XML (line 1).\n"
    assert "nowhere.xml cannot be read" in missing.stderr


def test_it_loads_nothing_of_the_service(files: list[str]) -> None:
    program = (
        "import sys; from negostrategy.cli.main import main; "
        f"main(['bargaining', 'analyse', *{files!r}]); "
        "print(sorted(set(sys.modules) & {'flask', 'sqlalchemy', 'marshmallow', 'psycopg'}))"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=30)

    assert done.stdout.splitlines()[-1] == "[]"
