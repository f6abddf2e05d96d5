"""Secrets that are made on the first start, and never have a default."""

import os
import secrets
from pathlib import Path


def secret(home: Path, name: str, size: int = 32) -> str:
    """Return the secret of this name, made now if there is none: so many random bytes, readable by its owner alone."""
    folder = home / "secrets"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    path = folder / name
    try:
        # O_EXCL: two first starts at once agree on one secret.
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        made = secrets.token_hex(size)
        file.write(made)
    return made
