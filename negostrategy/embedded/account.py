"""As whom PostgreSQL runs: ourselves, or an unprivileged account when we are root."""

import os
import stat
from dataclasses import dataclass
from pathlib import Path

# The account that owns nothing, on every Linux. PostgreSQL refuses to run as root.
NOBODY = 65534


@dataclass(frozen=True)
class Account:
    """A user and group id; is_other says that it is not ours."""

    user: int
    group: int
    is_other: bool

    def switch_to(self, number: int) -> int | None:
        """Return the id for a child process to take on, or None when it is ours already."""
        return number if self.is_other else None


def account_for_postgres() -> Account:
    """Return the account under which PostgreSQL is to run."""
    if os.geteuid() == 0:
        return Account(NOBODY, NOBODY, is_other=True)
    return Account(os.geteuid(), os.getegid(), is_other=False)


def can_reach(account: Account, folder: Path) -> bool:
    """Return whether the account may enter the folder and everything above it."""
    if not account.is_other:
        return True
    resolved = folder.resolve()
    return all(_may_enter(account, path) for path in [resolved, *resolved.parents] if path.exists())


def _may_enter(account: Account, path: Path) -> bool:
    state = path.stat()
    if state.st_uid == account.user:
        return bool(state.st_mode & stat.S_IXUSR)
    if state.st_gid == account.group:
        return bool(state.st_mode & stat.S_IXGRP)
    return bool(state.st_mode & stat.S_IXOTH)
