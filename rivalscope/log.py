"""Logging: one line a message on stderr, with secrets taken out."""

import logging
import re
import sys

_SECRETS = re.compile(
    r"(?P<head>://[^/\s:@]+:)[^@\s/]+(?=@)"  # user:password@ in a URL
    r"|(?P<name>(?i:password|passwd|secret|token|api[_-]?key|authorization)\W{1,3})\S+"
)


class Redacting(logging.Formatter):
    """A formatter that never prints a password, wherever it came from."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line with secrets replaced by three stars."""
        return redact(super().format(record))


def redact(text: str) -> str:
    """Return text with passwords in URLs and values of secret-looking names replaced by `***`."""
    return _SECRETS.sub(lambda match: f"{match['head'] or match['name']}***", text)


def set_up(*, verbose: bool = False, quiet: bool = False) -> None:
    """Send log lines to stderr: warnings always, information unless quiet, details when verbose."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Redacting("%(levelname)s %(name)s: %(message)s"))
    level = logging.DEBUG if verbose else logging.WARNING if quiet else logging.INFO
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for room in ("rivalscope", "spiders", "pipelines", "nlp", "storage", "flows"):
        logging.getLogger(room).setLevel(level)
