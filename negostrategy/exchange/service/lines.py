"""From a file to lines: one at a time, however long a broken one may be."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

LONGEST_LINE_BYTES = 1_000_000
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class RawLine:
    """A line as it lies in the file, without its end. is_whole: no, when it was longer than can be taken."""

    number: int
    content: bytes
    is_whole: bool = True


def lines_of(file: BinaryIO) -> Iterator[RawLine]:
    """Return the lines that are not blank, numbered from 1; of one that is too long, only the beginning."""
    number = 0
    while content := file.readline(LONGEST_LINE_BYTES + 1):
        number += 1
        is_whole = content.endswith(b"\n") or len(content) <= LONGEST_LINE_BYTES
        if not is_whole:
            _skip_the_rest(file)
        if number == 1:
            content = content.removeprefix(_BYTE_ORDER_MARK)
        content = content.rstrip(b"\r\n")
        if content.strip():
            yield RawLine(number, content, is_whole)


def _skip_the_rest(file: BinaryIO) -> None:
    while (more := file.readline(LONGEST_LINE_BYTES)) and not more.endswith(b"\n"):
        pass
