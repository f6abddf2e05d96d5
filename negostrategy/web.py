"""The web server's process: it listens, starts the workers, and starts another when one ends.

It holds no page and no database connection itself: the workers do.
"""

import os

from granian.constants import Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.mp import MPServer

from negostrategy.kernel.room import room_for
from negostrategy.settings import Settings, read_settings

TARGET = "negostrategy.wsgi:app"
KILL_SECONDS = 5
# A header that does not come is no request; a body that does not come holds a place, never the answer about health.
HEADER_MILLISECONDS = 10_000


class _EachEndForItself(dict[int, float]):
    """When which worker was started again, as the server's own memory of it would be; nobody died twice."""

    def get(self, _worker: int, _usual: float = 0) -> float:  # type: ignore[override]  # asked in this one way only
        """Return that it was long ago.

        The server ends itself when a worker dies twice within some seconds, and everybody's work with it. One that is
        killed is no reason for that: the others go on serving, and another one is started at once.
        """
        return float("-inf")


def server(settings: Settings) -> MPServer:
    """Return the server of these settings, ready to serve."""
    made = MPServer(
        TARGET,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=settings.web_workers,
        blocking_threads=room_for(settings.web_threads).threads,
        respawn_failed_workers=True,
        workers_kill_timeout=KILL_SECONDS,
        websockets=False,
        http1_settings=HTTP1Settings(header_read_timeout=HEADER_MILLISECONDS),
        log_level=LogLevels.warning,
    )
    made.respawned_wrks = _EachEndForItself()
    return made


def main() -> None:
    """Serve until told to stop."""
    server(read_settings(os.environ)).serve()


if __name__ == "__main__":
    main()
