"""A refusal: a request that is not sent, or an answer that is not taken, with the verdict it earns."""

from collections.abc import Iterator
from ssl import SSLError

from OpenSSL import SSL
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from service_identity import VerificationError
from twisted.internet.error import ConnectError
from twisted.python.failure import Failure

from rivalscope.domain.capture import Verdict


class Refusal(IgnoreRequest):
    """Raised by the middlewares, the download handler and the JSON client for a request that must not go on."""

    def __init__(self, verdict: Verdict, reason: str) -> None:
        super().__init__(reason)
        self.verdict = verdict
        self.reason = reason


class Stopped(IgnoreRequest):
    """Raised for a request that waits for its turn when the crawl is told to stop; its URL stays undone."""


_TLS = (SSL.Error, VerificationError, SSLError)
_PLAIN: tuple[tuple[type[BaseException], Verdict, str], ...] = (
    (TimeoutError, Verdict.ERROR, "no full answer within the time allowed"),
    (DownloadTimeoutError, Verdict.ERROR, "no full answer within the time allowed"),
    (ResponseDataLossError, Verdict.TRUNCATED, "the answer broke off before its end"),
    (DownloadConnectionRefusedError, Verdict.ERROR, "the connection was refused"),
    (ConnectionRefusedError, Verdict.ERROR, "the connection was refused"),
    (CannotResolveHostError, Verdict.ERROR, "the host's name could not be resolved"),
    (DownloadCancelledError, Verdict.TOO_LARGE, "the answer is larger than the limit"),
    (ConnectError, Verdict.ERROR, "no connection could be made"),
)


def explain(error: BaseException) -> Refusal:
    """Return the verdict and plain reason of a download that failed, whatever raised it."""
    causes = list(_causes(error))
    for cause in causes:
        if isinstance(cause, Refusal):
            return cause
        if isinstance(cause, _TLS):
            return Refusal(Verdict.TLS_ERROR, "the server's certificate or encryption could not be trusted")
    for cause in causes:
        for kind, verdict, reason in _PLAIN:
            if isinstance(cause, kind):
                return Refusal(verdict, reason)
    if "DOWNLOAD_MAXSIZE" in str(
        error
    ):  # Scrapy's word for a body that grows beyond the limit when decompressed
        return Refusal(Verdict.TOO_LARGE, "the answer is larger than the limit once decompressed")
    name = type(causes[-1]).__name__
    return Refusal(Verdict.ERROR, f"the connection broke before an answer was complete ({name})")


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and everything that it says brought it about."""
    seen: set[int] = set()
    waiting: list[BaseException] = [error]
    while waiting:
        cause = waiting.pop(0)
        if id(cause) in seen:
            continue
        seen.add(id(cause))
        yield cause
        if cause.__cause__ is not None:
            waiting.append(cause.__cause__)
        # Twisted's ResponseFailed carries the failures that ended a connection in `reasons`.
        reasons = getattr(cause, "reasons", None) or ()
        waiting.extend(reason.value for reason in reasons if isinstance(reason, Failure) and reason.value)
