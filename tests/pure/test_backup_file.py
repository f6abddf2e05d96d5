"""The file of a backup: encrypted piece by piece, and refused when it is not as it was written."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negostrategy.backup.archive import FIRST_LINE, PIECE_BYTES, SALT_BYTES, TAG_BYTES, Unreadable, write_encrypted
from negostrategy.backup.archive import read_backup as read

KEY, OTHER_KEY = b"0123456789abcdef0123456789abcdef", b"fedcba9876543210fedcba9876543210"
HEADER = len(FIRST_LINE) + SALT_BYTES
PIECE = PIECE_BYTES + TAG_BYTES
THREE_PIECES = bytes(range(256)) * (PIECE_BYTES // 256) * 2 + b"the end"


class Dripping(BytesIO):
    """A source that gives less than is asked for, as a pipe does."""

    def read(self, size: int | None = -1, /) -> bytes:
        """Return at most a thousand bytes."""
        return super().read(min(size or 0, 1000))


def encrypted(content: bytes, key: bytes = KEY) -> bytes:
    """Return the file of a dump."""
    target = BytesIO()
    write_encrypted(BytesIO(content), target, key)
    return target.getvalue()


def swapped(file: bytes) -> bytes:
    """Return the file with its first two pieces in the other order."""
    first, second = file[HEADER : HEADER + PIECE], file[HEADER + PIECE : HEADER + 2 * PIECE]
    return file[:HEADER] + second + first + file[HEADER + 2 * PIECE :]


def flipped(file: bytes, place: int) -> bytes:
    """Return the file with one bit changed."""
    return file[:place] + bytes([file[place] ^ 1]) + file[place + 1 :]


DAMAGED: dict[str, Callable[[bytes], bytes]] = {
    "its last byte is missing": lambda file: file[:-1],
    "its last piece is missing": lambda file: file[: HEADER + 2 * PIECE],
    "all but its first piece is missing": lambda file: file[: HEADER + PIECE],
    "all its pieces are missing": lambda file: file[:HEADER],
    "a piece in the middle is missing": lambda file: file[: HEADER + PIECE] + file[HEADER + 2 * PIECE :],
    "pieces changed places": swapped,
    "a piece is there twice": lambda file: file[: HEADER + PIECE] + file[HEADER:],
    "something follows": lambda file: file + b"x",
    "another backup follows": lambda file: file + file,
    "one bit of the salt is another": lambda file: flipped(file, HEADER - 1),
    "one bit of a piece is another": lambda file: flipped(file, HEADER + PIECE + 5),
    "one bit of the last piece is another": lambda file: flipped(file, len(file) - 1),
}


@pytest.mark.parametrize("size", [0, 1, PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1, 2 * PIECE_BYTES])
def test_what_was_written_is_read(tmp_path: Path, size: int) -> None:
    content = (THREE_PIECES * 2)[:size]
    (tmp_path / "x").write_bytes(encrypted(content))

    assert b"".join(read(tmp_path / "x", KEY)) == content


def test_a_source_that_gives_little_at_a_time_makes_the_same_pieces() -> None:
    target = BytesIO()

    write_encrypted(Dripping(THREE_PIECES), target, KEY)

    assert len(target.getvalue()) == len(encrypted(THREE_PIECES))


@pytest.mark.parametrize("damage", DAMAGED.values(), ids=DAMAGED.keys())
def test_a_file_that_is_not_as_it_was_written_is_refused(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    (tmp_path / "x").write_bytes(damage(encrypted(THREE_PIECES)))

    with pytest.raises(Unreadable, match="altered or cut off"):
        list(read(tmp_path / "x", KEY))


@given(st.binary(max_size=200), st.data())
def test_no_bit_of_a_file_can_be_changed_unseen(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, data: st.DataObject
) -> None:
    file = encrypted(content)
    place = data.draw(st.integers(len(FIRST_LINE), len(file) - 1))
    path = tmp_path_factory.mktemp("files") / "x"
    path.write_bytes(flipped(file, place))

    with pytest.raises(Unreadable):
        list(read(path, KEY))


def test_another_key_opens_nothing(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(encrypted(b"secret"))

    with pytest.raises(Unreadable, match="the key is another one"):
        list(read(tmp_path / "x", OTHER_KEY))


def test_without_its_key_it_is_said_which_is_needed(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(encrypted(b"secret"))

    with pytest.raises(Unreadable, match="NEGOSTRATEGY_BACKUP_KEY"):
        list(read(tmp_path / "x", b""))


def test_the_same_content_never_looks_the_same() -> None:
    assert encrypted(b"secret") != encrypted(b"secret")


def test_a_backup_in_the_open_is_read_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"PGDMP and so on")

    assert b"".join(read(tmp_path / "x", KEY)) == b"PGDMP and so on"
