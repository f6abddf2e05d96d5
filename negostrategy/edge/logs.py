"""Logs: one JSON object a line on standard output; ids and routes, never what people wrote."""

import structlog


def log_as_json() -> None:
    """Have everything logged from now on written as JSON with time, level, and the request's id."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.dict_tracebacks,
            structlog.processors.JSONRenderer(),
        ],
        cache_logger_on_first_use=True,
    )
