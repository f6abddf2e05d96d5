"""The roles of the database, made by one file that an operator's psql can run as well as ours."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict, make_conninfo

LOGINS = ("owner", "app", "worker", "backup")
FILE = Path(__file__).parent / "roles.sql"


class RolesNotMade(RuntimeError):
    """The database's roles could not be made."""


def make_roles(psql: Path, superuser_url: str, database: str, password_of: Callable[[str], str]) -> None:
    """Make a database and the roles that are missing, and give each login its password.

    Errors: RolesNotMade with what the database said.
    """
    reached = conninfo_to_dict(superuser_url)
    # Passwords go through the environment: every account of a machine can read the words of a command.
    secrets = {f"{login.upper()}_PASSWORD": password_of(login) for login in LOGINS}
    secrets["PGPASSWORD"] = str(reached.pop("password"))
    words = ["--no-psqlrc", "--quiet", f"--file={FILE}", f"--set=database={database}"]
    made = subprocess.run(
        [str(psql), *words, make_conninfo("", **reached)],
        env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", **secrets},
        capture_output=True,
        check=False,
    )
    if made.returncode:
        raise RolesNotMade(f"{RolesNotMade.__doc__} {made.stderr.decode(errors='replace')[-500:]}")
