"""Logs: what of a crawl's troubles is worth lines on stderr."""

import logging
from typing import Any

from scrapy.logformatter import LogFormatter, LogFormatterResult

from rivalscope.errors import RivalscopeError


class QuietLogFormatter(LogFormatter):
    """Leaves failed downloads out of the log, as their captures carry verdict and reason, and what goes well."""

    def crawled(self, *_args: Any, **_named: Any) -> None:  # type: ignore[override]  # None is no record
        """Say nothing of an answer: Scrapy would make a record of each, and throw it away."""

    def scraped(self, *_args: Any, **_named: Any) -> None:  # type: ignore[override]
        """Say nothing of an item."""

    def download_error(self, *args: Any, **named: Any) -> LogFormatterResult:
        """Return the message of a failed download, for those who look closely."""
        return {**super().download_error(*args, **named), "level": logging.DEBUG}


class _Told(logging.Filter):
    """Drops records of our own errors: they end the crawl with one line, and need no traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Tell whether a record is to be logged."""
        return not (record.exc_info and isinstance(record.exc_info[1], RivalscopeError))


def drop_told_errors() -> None:
    """Keep Scrapy from logging tracebacks of errors that the crawl reports itself."""
    for name in ("scrapy.core.engine", "scrapy.core.scraper"):
        logging.getLogger(name).addFilter(_Told())


def keep_addresses_out() -> None:
    """Keep httpx from logging the address of each request: it may hold a token."""
    logging.getLogger("httpx").setLevel(logging.WARNING)
