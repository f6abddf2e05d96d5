"""From a raw line to a checked one, or to a refusal that says which part of it cannot be used and why."""

from dataclasses import dataclass
from typing import Any

import orjson

from negostrategy.edge.payloads import load, read_json
from negostrategy.exchange.drafts import NegotiationLine
from negostrategy.exchange.schemas import LineSchema
from negostrategy.exchange.service.lines import LONGEST_LINE_BYTES, RawLine
from negostrategy.kernel.faults import BadInput, Fault, Malformed, TooLarge


@dataclass(frozen=True, slots=True)
class Refusal:
    """A line that stays out. errors: sentences by JSON pointer; "/" stands for the whole line. said: the line."""

    number: int
    errors: dict[str, list[str]]
    said: str

    @property
    def reason(self) -> str:
        """Return all that is wrong in one line of text."""
        return " ".join(f"{pointer}: {' '.join(sentences)}" for pointer, sentences in self.errors.items())

    def as_json(self) -> bytes:
        """Return the refusal as one line of a refused file."""
        shape = {"line": self.number, "reason": self.reason, "errors": self.errors, "said": self.said}
        return orjson.dumps(shape, option=orjson.OPT_APPEND_NEWLINE)


def negotiation_of(line: RawLine, schema: LineSchema) -> NegotiationLine:
    """Return the negotiation that a line describes.

    Errors: TooLarge, Malformed, or BadInput with one list of sentences per JSON pointer.
    """
    if not line.is_whole:
        raise TooLarge(f"The line is longer than {LONGEST_LINE_BYTES:,} bytes. Only its beginning is kept here.")
    checked: NegotiationLine = load(schema, _read(line.content))
    return checked


def refused(number: int, line: RawLine | NegotiationLine, fault: Fault) -> Refusal:
    """Return the refusal of a line for what is wrong with it. Bytes that are no text are shown as U+FFFD."""
    errors = fault.errors if isinstance(fault, BadInput) and fault.errors else {"/": [fault.detail]}
    said = line.content.decode("utf-8", "replace") if isinstance(line, RawLine) else f"{line.source} {line.key}"
    return Refusal(number, errors, said)


def _read(content: bytes) -> Any:
    try:
        return read_json(content)
    except Malformed as refusal:
        # A body and a line are refused for the same reasons; the sentence should speak of what was sent.
        raise Malformed(refusal.detail.replace("The body", "The line")) from refusal
