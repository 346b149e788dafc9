"""Structured logs, one JSON object a line, with one trace id a turn. Texts of people never go in."""

import logging
import sys

import structlog
import structlog.tracebacks
from structlog.typing import EventDict, WrappedLogger

__all__ = ["configure_logs"]


def configure_logs(level: int = logging.INFO) -> None:
    """To standard error; exceptions are named with their place but not their values."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.ExceptionRenderer(structlog.tracebacks.ExceptionDictTransformer(show_locals=False)),
            _without_values,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")


def _without_values(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """An exception's own words may quote a row of the database or a message; its kind and place do not."""
    for raised in event.get("exception") or ():
        if isinstance(raised, dict):
            raised.pop("exc_value", None)
            raised.pop("exc_notes", None)
    return event
