"""`negostrategy import`, typed as in docs/import.md."""

import json
from pathlib import Path

import pytest

from negostrategy.cli.database import as_environment
from negostrategy.cli.main import main
from negostrategy.kernel.transaction import transaction
from negostrategy.settings import Settings
from tests.cast import Cast
from tests.features.exchange.command import ended, started
from tests.features.exchange.samples import counted, raw, renewal, short


def test_a_file_that_is_all_in_ends_well(cast: Cast, settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "lines.jsonl"
    file.write_bytes(b"\n".join([raw(renewal()), raw(short("a"))]))

    answer = ended(started(cast, settings, "--as", cast.noor.email, str(file)))

    assert answer == (0, "2 lines: 2 added, 0 were there before, 0 refused.\n", "")


def test_refused_lines_go_into_a_file_and_show_in_the_exit_status(
    cast: Cast, settings: Settings, tmp_path: Path
) -> None:
    place = tmp_path / "refused.jsonl"
    lines = b"\n".join([raw(short("a")), raw(renewal())[:90], raw(short("b", topic="weather"))])

    status, said, _ = ended(started(cast, settings, "--as", cast.noor.email, "--refused", str(place), "-"), lines)

    assert (status, said) == (3, f"3 lines: 1 added, 0 were there before, 2 refused. See {place}.\n")
    refused = [json.loads(line) for line in place.read_text().splitlines()]
    assert [(line["line"], list(line["errors"])) for line in refused] == [(2, ["/"]), (3, ["/topic"])]


def test_without_a_file_for_them_the_first_refusals_are_said_aloud(cast: Cast, settings: Settings) -> None:
    lines = b"\n".join(raw(short(f"line-{number}")) for number in range(9))

    _, _, complained = ended(started(cast, settings, "-"), lines)

    assert [line.split(":")[0] for line in complained.splitlines()] == [f"line {number}" for number in range(1, 6)]


def test_a_dry_run_is_said_to_be_one(cast: Cast, settings: Settings) -> None:
    answer = ended(started(cast, settings, "--dry-run", "--as", cast.noor.email, "-"), raw(renewal()))

    with transaction(cast.organization_id):
        assert (answer[:2], counted("negotiations")) == (
            (0, "1 line: 1 would be added, 0 were there before, 0 refused.\n"),
            {"negotiations": 0},
        )


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["/no/such/file"], "negostrategy: /no/such/file cannot be read: No such file or directory.\n"),
        (["--as", "x@y.example", "-"], "negostrategy: Nobody with this address is in the organization.\n"),
        (["--refused", "/no/such/place", "-"], "negostrategy: /no/such/place cannot be written"),
        (["--organization", "nowhere", "-"], "negostrategy: There is no organization with this address.\n"),
    ],
)
def test_a_call_that_cannot_be_followed_is_answered_in_a_sentence(
    cast: Cast,
    settings: Settings,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
    sentence: str,
) -> None:
    for name, value in as_environment(settings).items():
        monkeypatch.setenv(name, value)

    status = main(["import", "--organization", cast.slug, "--format", "jsonl", *words])

    said, complained = capsys.readouterr()
    assert (status, said, complained[: len(sentence)]) == (2, "", sentence)
