"""Logs: one JSON object a line on standard output; ids and routes, never what people wrote."""

from structlog import configure, contextvars, processors
from structlog.tracebacks import ExceptionDictTransformer
from structlog.typing import EventDict, WrappedLogger

PLACES = ExceptionDictTransformer(show_locals=False)


def log_as_json() -> None:
    """Have everything logged from now on written as JSON with time, level, and the request's id."""
    configure(
        processors=[
            contextvars.merge_contextvars,
            processors.add_log_level,
            processors.TimeStamper(fmt="iso", utc=True),
            processors.ExceptionRenderer(PLACES),
            without_words,
            processors.JSONRenderer(),
        ],
        cache_logger_on_first_use=True,
    )


def without_words(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Return the event with what kind of error came up and where, and nothing of what the error says."""
    # A database names the row that it refused, and a key that is missing may be one that somebody typed.
    if "exception" in event:
        event["exception"] = [
            {word: failure[word] for word in ("exc_type", "frames")} for failure in event["exception"]
        ]
    return event
