"""Keys that stand twice among the lines of one import: the same line again is nothing new, another one is refused."""

from dataclasses import dataclass, field
from hashlib import blake2b

from negostrategy.exchange.drafts import NegotiationLine
from negostrategy.kernel.faults import BadInput

# Of a million lines only this much is remembered: sixteen bytes tell two lines apart.
DIGEST_BYTES = 16


@dataclass
class Repeats:
    """What was said under which key so far: the number of its line, and a digest of the line."""

    first: dict[bytes, tuple[int, bytes]] = field(default_factory=dict)

    def refuse_other(self, number: int, key: tuple[str, str], line: NegotiationLine) -> None:
        """Return when nothing else was said under this key. Errors: BadInput when an earlier line says otherwise."""
        said = _digest(repr(line))
        where, before = self.first.setdefault(_digest(repr(key)), (number, said))
        if before != said:
            raise BadInput({"/key": [f"Line {number} repeats the key of line {where} with other content."]})


def _digest(words: str) -> bytes:
    return blake2b(words.encode(), digest_size=DIGEST_BYTES).digest()
