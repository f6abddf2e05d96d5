"""Keep every line of a published version where it stands, and what was retired retired."""

import re
from pathlib import Path

from migrations.walls import FULL, allow, run_file, run_statements

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

OLD_FUNCTION = re.compile(r"CREATE FUNCTION refuse_change_within_published.*?\$\$;", re.DOTALL)


def upgrade() -> None:
    """Look at both sides of a change within a version, and let nobody unsay a retirement."""
    run_file("0019_published.sql")


def downgrade() -> None:
    """Look at the new side only, as before."""
    said = OLD_FUNCTION.search((Path(__file__).parent / "0004_published.sql").read_text())
    if said is None:
        raise LookupError("0004_published.sql no longer defines the function")
    run_statements(said.group().replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"))
    allow("retirements", FULL, FULL)
