"""YAML from people: bounded before anything is built of it, and read as the text that it is."""

import pytest
import yaml

from negostrategy.exchange import yaml_reader
from negostrategy.exchange.policy_files import LARGEST_BYTES, FileTooLarge, read_file
from negostrategy.exchange.yaml_reader import DEEPEST, MOST_NODES, read_yaml
from negostrategy.kernel.faults import BadInput


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("90", 90),
        ("-3", -3),
        ("0", 0),
        ("2.5", "2.5"),
        ("0.10", "0.10"),
        ("1e3", "1e3"),
        ("010", "010"),
        ("0x1f", "0x1f"),
        ("1_000", "1_000"),
        ("1:30", "1:30"),
        ("190:20:30", "190:20:30"),
        ("1:30.5", "1:30.5"),
        ("2026-11-30", "2026-11-30"),
        (".inf", ".inf"),
        ("9" * 30, int("9" * 30)),
        ("9" * 5_000, "9" * 5_000),
    ],
)
def test_only_whole_numbers_are_numbers(written: str, read: object) -> None:
    assert read_yaml(f"value: {written}") == {"value": read}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1), "nested too deeply"),
        ("{a: " * (DEEPEST + 1) + "1" + "}" * (DEEPEST + 1), "nested too deeply"),
        ("[" * 50_000, "nested too deeply"),
        ("[" + "1," * MOST_NODES + "1]", "more than 20,000 things"),
        ("".join(f"k{number}: 1\n" for number in range(MOST_NODES)), "more than 20,000 things"),
        ("a: &a 1\nb: *a", "anchors and aliases are not read"),
        ("a: 1\na: 2", "named twice"),
        ("k: 1\n" * 5_000, "named twice"),
        ("? [a, b]\n: 1", "a word, not a list"),
    ],
)
def test_what_nobody_writes_is_refused_with_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(yaml.YAMLError, match=sentence):
        read_yaml(text)


def test_what_is_just_within_the_limits_is_read() -> None:
    deepest = "[" * DEEPEST + "]" * DEEPEST
    most = "[" + ",".join("1" for _ in range(MOST_NODES - 1)) + "]"

    assert read_yaml(deepest) == eval(deepest)
    assert len(read_yaml(most)) == MOST_NODES - 1  # type: ignore[arg-type]  # a list


def test_nothing_is_built_of_what_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    built = []
    monkeypatch.setattr(yaml_reader.yaml, "load", lambda *_args, **_kwargs: built.append(1))

    with pytest.raises(yaml.YAMLError):
        read_yaml("[" + "1," * MOST_NODES + "1]")

    assert built == []


def test_a_file_larger_than_a_hundred_kilobytes_is_not_opened() -> None:
    with pytest.raises(FileTooLarge) as refused:
        read_file(b"#" * (LARGEST_BYTES + 1))

    assert refused.value.status == 413


def test_a_file_of_the_largest_size_is_opened() -> None:
    with pytest.raises(BadInput):
        read_file(b"#" * LARGEST_BYTES)
