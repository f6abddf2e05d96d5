"""Who is let in while many wait: health always, others as long as there is room, and nobody waits for ever.

Requests that wait for a lock or for a slow sender hold a thread each. Without a limit they would hold all of them, and
a service that is only busy would look dead to whoever watches over it.
"""

from collections.abc import Iterable
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from flask import request

from negostrategy.kernel.faults import Unavailable
from negostrategy.kernel.room import Room

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

HEALTH = ("/livez", "/readyz")
REFUSED = "negostrategy.refused"


class Overloaded(Unavailable):
    """Too many people ask at once right now. Nothing was changed; try again in a moment."""

    code = "overloaded"


class Admission:
    """A WSGI application that lets requests into another one as long as there is room."""

    def __init__(self, inner: "WSGIApplication", room: Room) -> None:
        self.inner = inner
        self.room = room
        self.inside = BoundedSemaphore(room.working)
        self.present = BoundedSemaphore(room.working + room.waiting)

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Return the answer to one request; without room, the refusal that the inner application makes."""
        if environ.get("PATH_INFO") in HEALTH:
            return self.inner(environ, start_response)
        if not self.present.acquire(blocking=False):
            return self._refuse(environ, start_response)
        try:
            return self._in_turn(environ, start_response)
        finally:
            self.present.release()

    def _in_turn(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if not self.inside.acquire(timeout=self.room.patience):
            return self._refuse(environ, start_response)
        try:
            return self.inner(environ, start_response)
        finally:
            self.inside.release()

    def _refuse(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        environ[REFUSED] = True
        return self.inner(environ, start_response)


def refuse_without_room() -> None:
    """Return when this request was let in. Errors: Overloaded."""
    if request.environ.get(REFUSED):
        raise Overloaded
