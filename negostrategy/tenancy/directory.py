"""The directory at the door: every request asks which organization its address names."""

import time
from threading import Lock

from negostrategy.tenancy.queries import OrganizationEntry, organization_called

LARGEST = 1024


class Directory:
    """Answers which organization a word in an address names, and remembers its answer for some seconds.

    Entries hardly ever change, and asking costs a connection of its own. Who is signed in sees a change at once, in
    every process: the gate compares the revision. What is not there is always asked anew: a company that was founded a
    moment ago is found at once.
    """

    def __init__(self, seconds: float = 10) -> None:
        self._seconds = seconds
        self._known: dict[str, tuple[float, OrganizationEntry]] = {}
        self._lock = Lock()

    def __call__(self, slug: str) -> OrganizationEntry | None:
        """Return the organization with this slug, or None when there is none."""
        found = self._known.get(slug)
        if found is not None and time.monotonic() < found[0]:
            return found[1]
        return self.anew(slug)

    def anew(self, slug: str) -> OrganizationEntry | None:
        """Return the same, asked now."""
        entry = organization_called(slug)
        if entry is not None:
            self._remember(slug, entry)
        return entry

    def _remember(self, slug: str, entry: OrganizationEntry) -> None:
        with self._lock:
            if len(self._known) >= LARGEST:
                self._known.clear()
            self._known[slug] = (time.monotonic() + self._seconds, entry)
