"""Mark an approval as late also when the agreement was opened again before it."""

import re
from pathlib import Path

from migrations.walls import run_file, run_statements

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

OLD_FUNCTION = re.compile(r"CREATE FUNCTION keep_request_as_asked.*?\$\$;", re.DOTALL)


def upgrade() -> None:
    """Let the database look at what the record said before, too."""
    run_file("0021_late_yes.sql")


def downgrade() -> None:
    """Look at what the record says now only, as before."""
    said = OLD_FUNCTION.search((Path(__file__).parent / "0012_exceptions.sql").read_text())
    if said is None:
        raise LookupError("0012_exceptions.sql no longer defines the function")
    run_statements(said.group().replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"))
