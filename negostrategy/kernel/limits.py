"""How long a statement, a lock and a silent transaction may take: nothing waits for ever, whoever asks."""

from dataclasses import dataclass

from flask import current_app

from negostrategy.kernel.db import session

REPORT_LIMIT = "negostrategy.report_seconds"


@dataclass(frozen=True)
class Limits:
    """What the database ends by itself. Units: seconds.

    statement: one statement may run. lock: one statement may wait for others. idle: an open transaction may be silent.
    """

    statement: int
    lock: int
    idle: int

    def as_options(self) -> str:
        """Return them as words for a new connection, so that no transaction has to ask for them."""
        names = {
            "statement_timeout": self.statement,
            "lock_timeout": self.lock,
            "idle_in_transaction_session_timeout": self.idle,
        }
        return " ".join(f"-c {name}={1000 * seconds}" for name, seconds in names.items())


# Commands and background work: nobody waits in front of them, and an import of years is one of them.
BACKGROUND = Limits(statement=600, lock=30, idle=300)


def allow_report_time() -> None:
    """Let the statements of this transaction run as long as a report may: for figures, files and back-tests only."""
    # SET takes no parameters; a number of the settings stands in it.
    milliseconds = 1000 * int(current_app.config[REPORT_LIMIT])
    session.connection().exec_driver_sql(f"SET LOCAL statement_timeout = {milliseconds}")
