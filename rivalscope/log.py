"""Logging: one line a message on stderr, for people or as JSON for machines, with secrets taken out."""

import json
import logging
import os
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime

_SECRETS = re.compile(
    r"(?P<head>://[^/\s:@]+:)[^@\s/]+(?=@)"  # user:password@ in a URL
    r"|(?P<name>(?i:password|passwd|secret|token|api[_-]?key|authorization)\W{1,3})\S+"
)
FORM_VARIABLE = "RIVALSCOPE_LOG"
"""`json` for a JSON object a line; anything else, or nothing, for people."""
_ABOUT_VARIABLE = "RIVALSCOPE_LOG_ABOUT"
"""By which a process of ours hears from the one that started it what its lines are about."""
_ABOUT: ContextVar[Mapping[str, str]] = ContextVar("what log lines are about")


class Redacting(logging.Formatter):
    """A formatter that never prints a password, wherever it came from."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line with secrets replaced by three stars."""
        return redact(super().format(record))


class Structured(logging.Formatter):
    """A formatter that makes a JSON object of each record: when, how grave, by whom, of which run, night and source."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line of JSON with secrets replaced; what is not known is null."""
        told = _about()
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "run": told.get("run"),
            "night": told.get("night"),
            "source": getattr(record, "source", None),
            "message": redact(record.getMessage()),
        }
        if record.exc_info:
            line["exception"] = redact(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)


def redact(text: str) -> str:
    """Return text with passwords in URLs and values of secret-looking names replaced by `***`."""
    return _SECRETS.sub(lambda match: f"{match['head'] or match['name']}***", text)


def set_up(*, verbose: bool = False, quiet: bool = False, structured: bool = False) -> None:
    """Send log lines to stderr: warnings always, information unless quiet, details when verbose."""
    if structured:
        os.environ[FORM_VARIABLE] = "json"  # processes that are started write as this one
    else:
        os.environ.pop(FORM_VARIABLE, None)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Structured() if structured else Redacting("%(levelname)s %(name)s: %(message)s"))
    level = logging.DEBUG if verbose else logging.WARNING if quiet else logging.INFO
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for room in ("rivalscope", "spiders", "pipelines", "nlp", "storage", "flows"):
        logging.getLogger(room).setLevel(level)


def is_structured() -> bool:
    """Return whether log lines are JSON."""
    return os.environ.get(FORM_VARIABLE) == "json"


def follow() -> None:
    """Let every handler that is there write JSON where the process that started this one does."""
    if is_structured():
        for handler in logging.getLogger().handlers:
            handler.setFormatter(Structured())


@contextmanager
def about(*, run: str | None = None, night: date | None = None) -> Iterator[None]:
    """Say of every line within which run of the store, and which night, it is about."""
    given = {"run": run, "night": None if night is None else night.isoformat()}
    token = _ABOUT.set({**_about(), **{name: value for name, value in given.items() if value}})
    try:
        yield
    finally:
        _ABOUT.reset(token)


def carried() -> dict[str, str]:
    """Return the environment by which a process that is started knows what its lines are about."""
    return {_ABOUT_VARIABLE: json.dumps(dict(_about()))} if is_structured() else {}


def _about() -> Mapping[str, str]:
    told = _ABOUT.get(None)
    if told is not None:
        return told
    found: dict[str, str] = json.loads(os.environ.get(_ABOUT_VARIABLE, "{}"))
    return found
