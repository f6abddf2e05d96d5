"""A strategy or a playbook as one YAML file: written so that people can read it, read so that nothing is lost.

Whole numbers are written bare; every other number, and every day, as text, so that no reader makes another number of
it.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import yaml

from negostrategy.exchange.yaml_reader import read_yaml
from negostrategy.kernel.faults import BadInput, TooLarge

FORMAT = 1
LARGEST_BYTES = 100 * 1024
PLAYBOOK, STRATEGY = "playbook", "strategy"


class FileTooLarge(TooLarge):
    """The file is larger than a hundred kilobytes. A strategy or a playbook is not."""


class _Writer(yaml.SafeDumper):
    """Writes longer text as a block, and lists indented below their name."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # theirs
        """Indent lists below their name."""
        super().increase_indent(flow, False)  # noqa: FBT003  # the library's own signature


def _text(writer: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text and not text.startswith((" ", "\n")) and not _has_odd_lines(text) else None
    return writer.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _has_odd_lines(text: str) -> bool:
    return any(line != line.rstrip() for line in text.split("\n")) or (not text.isprintable() and "\t" in text)


_Writer.add_representer(str, _text)


def written(kind: str, said: Mapping[str, Any]) -> str:
    """Return the file of a strategy or a playbook. kind: "strategy" or "playbook"."""
    whole = {"negostrategy": FORMAT, kind: _plain(said)}
    return yaml.dump(whole, Dumper=_Writer, sort_keys=False, allow_unicode=True, width=100)


def read_file(data: bytes) -> tuple[str, dict[str, Any]]:
    """Return what a file holds: "strategy" or "playbook", and its content as the editor's schemas take it.

    Errors: FileTooLarge; BadInput with a sentence, and the line where it can be told.
    """
    if len(data) > LARGEST_BYTES:
        raise FileTooLarge
    try:
        whole = read_yaml(data.decode("utf-8"))
    except UnicodeDecodeError as refusal:
        raise _refused("The file is not text in UTF-8.") from refusal
    except yaml.MarkedYAMLError as refusal:
        mark = refusal.problem_mark
        line = f"Line {mark.line + 1}: " if mark else ""
        raise _refused(f"{line}this is no complete YAML: {refusal.problem}.") from refusal
    except (yaml.YAMLError, ValueError) as refusal:
        raise _refused(str(refusal) or "This is no complete YAML.") from refusal
    return _opened(whole)


def _opened(whole: object) -> tuple[str, dict[str, Any]]:
    if not isinstance(whole, dict) or whole.get("negostrategy") != FORMAT:
        raise _refused("This is no file of negostrategy: it begins with “negostrategy: 1”.")
    for kind in (STRATEGY, PLAYBOOK):
        if isinstance(whole.get(kind), dict) and set(whole) == {"negostrategy", kind}:
            return kind, whole[kind]
    raise _refused("The file holds one strategy or one playbook, and nothing else.")


def _refused(sentence: str) -> BadInput:
    return BadInput({"/file": [sentence]})


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else f"{value.normalize():f}"
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value
