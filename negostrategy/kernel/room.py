"""How many requests one process takes at once, and how many threads that needs."""

from dataclasses import dataclass

# Threads beside those that work and those that wait: what answers health and refuses what finds no room.
SPARE_THREADS = 4


@dataclass(frozen=True)
class Room:
    """How many requests one process answers at once, how many more wait, and how long. Units: seconds."""

    working: int
    waiting: int
    patience: float = 2.0

    @property
    def threads(self) -> int:
        """Return how many threads a server needs so that health is answered whatever waits."""
        return self.working + self.waiting + SPARE_THREADS


def room_for(threads: int) -> Room:
    """Return the room of a process that works on `threads` requests at once; as many more may wait."""
    return Room(threads, threads)
