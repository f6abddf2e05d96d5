"""Everything that can go wrong on purpose: a status, a code, and a sentence that says what to do next."""

from inspect import cleandoc


class Fault(Exception):
    """Something went wrong. Try again, or ask whoever runs this service."""

    status = 500
    code = "fault"

    def __init__(self, detail: str | None = None) -> None:
        self.detail = detail or cleandoc(type(self).__doc__ or "")
        super().__init__(self.detail)


class BadInput(Fault):
    """Something in what was sent cannot be used. The fields say which part and why."""

    status = 422
    code = "bad_input"

    def __init__(self, errors: dict[str, list[str]] | None = None, detail: str | None = None) -> None:
        super().__init__(detail)
        self.errors = errors or {}


class Malformed(Fault):
    """What was sent cannot be read. Send it again, complete and in the documented form."""

    status = 400
    code = "malformed"


class NotSignedIn(Fault):
    """Sign in first."""

    status = 401
    code = "not_signed_in"


class NotAllowed(Fault):
    """Your role does not include this. Ask an administrator of your organization."""

    status = 403
    code = "not_allowed"


class NotFound(Fault):
    """Nothing is here, or it is not yours to see."""

    status = 404
    code = "not_found"


class Conflict(Fault):
    """This cannot be done in the present state."""

    status = 409
    code = "conflict"


class IdTaken(BadInput):
    """This id is taken by other words. Nothing is lost: make a new id for each thing, and send yours again."""

    status = 409
    code = "id_taken"

    def __init__(self) -> None:
        super().__init__()
        self.errors = {"/id": [self.detail]}


class InWork(Conflict):
    """This request is being worked on. Ask again in a moment for its answer."""

    code = "in_work"
    retry_after_seconds = 1


class Stale(Fault):
    """Somebody changed this since you opened it. Look at both versions, then save again."""

    status = 412
    code = "stale"


class TooLarge(Fault):
    """This is larger than what can be taken. Shorten it or send it in parts."""

    status = 413
    code = "too_large"


class OtherMediaType(Fault):
    """This is not written in a way that is read here. Send JSON in UTF-8, with Content-Type: application/json."""

    status = 415
    code = "other_media_type"


class PreconditionMissing(Fault):
    """Say which version you change: send its ETag in If-Match."""

    status = 428
    code = "precondition_missing"


class TooMany(Fault):
    """Too many tries. Wait a moment, then try again."""

    status = 429
    code = "too_many"

    def __init__(self, detail: str | None = None, retry_after_seconds: int = 60) -> None:
        super().__init__(detail)
        self.retry_after_seconds = retry_after_seconds


class Unavailable(Fault):
    """The service cannot answer right now. Nothing was changed; try again in a moment."""

    status = 503
    code = "unavailable"
    retry_after_seconds = 5


class HeldByOthers(Unavailable):
    """Somebody else is changing this right now. Nothing was changed; try again in a moment."""

    code = "held_by_others"


class TookTooLong(Unavailable):
    """This took longer than the service allows. Nothing was changed; ask for less, or try again later."""

    code = "took_too_long"
