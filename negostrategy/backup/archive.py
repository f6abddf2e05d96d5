"""The file of a backup: what pg_dump wrote, in the open or encrypted piece by piece.

An encrypted file is a first line, a salt, and pieces of AES-256-GCM. The nonce of each is its number and whether it is
the last, so that a piece that was altered, moved, left out or added, and a file that was cut off, are refused. The key
of a file is derived (HKDF, RFC 5869) from the given key and the salt: no nonce is used twice with one key.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

FIRST_LINE = b"negostrategy backup 1\n"
SALT_BYTES = 32
TAG_BYTES = 16
PIECE_BYTES = 1 << 20


class Unreadable(Exception):
    """The backup cannot be read; the sentence says why."""


def write_encrypted(source: IO[bytes], target: IO[bytes], key: bytes) -> None:
    """Write everything that is read from the source, encrypted. Holds two pieces of a mebibyte at a time."""
    salt = os.urandom(SALT_BYTES)
    header = FIRST_LINE + salt
    cipher = _cipher(key, salt)
    target.write(header)
    for number, (piece, is_last) in enumerate(_pieces(source, PIECE_BYTES)):
        target.write(cipher.encrypt(_nonce(number, is_last), piece, header))


def read_backup(path: Path, key: bytes) -> Iterator[bytes]:
    """Return the bytes of a dump, piece by piece. key: empty when none is given; an open file needs none.

    Errors: Unreadable for an encrypted file without its key, or one that is not as it was written.
    """
    with path.open("rb") as file:
        header = file.read(len(FIRST_LINE) + SALT_BYTES)
        if not header.startswith(FIRST_LINE):
            file.seek(0)
            yield from iter(lambda: file.read(PIECE_BYTES), b"")
            return
        if not key:
            raise Unreadable("This backup is encrypted. Give the key it was made with: NEGOSTRATEGY_BACKUP_KEY.")
        yield from _decrypted(file, header, _cipher(key, header.removeprefix(FIRST_LINE)))


def _decrypted(file: IO[bytes], header: bytes, cipher: AESGCM) -> Iterator[bytes]:
    for number, (piece, is_last) in enumerate(_pieces(file, PIECE_BYTES + TAG_BYTES)):
        try:
            yield cipher.decrypt(_nonce(number, is_last), piece, header)
        except InvalidTag as refusal:
            raise Unreadable(
                "This backup cannot be opened: the key is another one, or the file was altered or cut off."
            ) from refusal


def _pieces(file: IO[bytes], size: int) -> Iterator[tuple[bytes, bool]]:
    # An empty source still has one piece, the last: a file without any would not be told from one that was cut off.
    piece = _read(file, size)
    while following := _read(file, size):
        yield piece, False
        piece = following
    yield piece, True


def _read(file: IO[bytes], size: int) -> bytes:
    # A pipe gives what it has; only its end gives less than was asked for, time and again.
    parts: list[bytes] = []
    while size and (part := file.read(size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _cipher(key: bytes, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=salt, info=FIRST_LINE).derive(key))


def _nonce(number: int, is_last: bool) -> bytes:
    return number.to_bytes(11) + bytes([is_last])
