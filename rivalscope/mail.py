"""Mail handed to a server over SMTP: what became of each recipient, and clear words when the server will not talk."""

import logging
import smtplib
import ssl
from email.message import EmailMessage
from email.utils import parseaddr
from typing import Self

from rivalscope.domain.delivery import Delivery, DeliveryState
from rivalscope.domain.settings import MailOptions
from rivalscope.errors import MailError

logger = logging.getLogger(__name__)

TIMEOUT = 30.0
"""Seconds to wait for any answer of the server."""

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class MailServer:
    """A connection to the mail server, made anew when it is lost between two messages; used with `with`."""

    def __init__(self, options: MailOptions, *, timeout: float = TIMEOUT) -> None:
        """Connect, encrypt and log in; `timeout` is seconds for each answer. MailError when it does not come about."""
        self._options, self._timeout = options, timeout
        self._server: smtplib.SMTP | None = _connect(options, timeout)
        self._gone = ""

    def __enter__(self) -> Self:
        """Return the connection."""
        return self

    def __exit__(self, *_: object) -> None:
        """Say goodbye."""
        if self._server is not None:
            _leave(self._server)

    def send(self, message: EmailMessage) -> Delivery:
        """Hand a message to the server and return what became of it; one that fails keeps back no other."""
        recipient = parseaddr(str(message["To"]))[1]
        if self._server is None and not self._gone:
            try:
                self._server = _connect(self._options, self._timeout)
            except MailError as error:
                # The rest of a long list is not made to wait for the same silence, one by one.
                self._gone = str(error)
        if self._server is None:
            return Delivery(recipient=recipient, state=DeliveryState.DEFERRED, detail=self._gone)
        delivery, alive = _hand_over(self._server, message, recipient)
        if delivery.state is not DeliveryState.SENT:
            logger.warning("digest for %s %s: %s", recipient, delivery.state.value, delivery.detail)
        if not alive:
            self._server.close()
            self._server = None
        return delivery


def probe(options: MailOptions, *, timeout: float = TIMEOUT) -> None:
    """Connect, encrypt and log in as MailServer does, and send nothing; MailError when it would raise it."""
    _leave(_connect(options, timeout))


def _hand_over(server: smtplib.SMTP, message: EmailMessage, recipient: str) -> tuple[Delivery, bool]:
    """Return what became of a message, and whether the connection can be used on."""
    try:
        server.send_message(message, from_addr=parseaddr(str(message["From"]))[1], to_addrs=[recipient])
    except smtplib.SMTPRecipientsRefused as error:
        code, words = error.recipients.get(recipient, (550, b"refused"))
        return _rejected(recipient, code, words), code != 421
    except smtplib.SMTPResponseException as error:
        return _rejected(recipient, error.smtp_code, error.smtp_error), error.smtp_code != 421
    except ValueError as error:
        # Raised while the mail is written, before the server is told of it.
        detail = f"the mail cannot be written: {error}"
        return Delivery(recipient=recipient, state=DeliveryState.REFUSED, detail=detail), True
    except (smtplib.SMTPException, OSError) as error:
        detail = f"the connection was lost before the server confirmed: {error}"
        return Delivery(recipient=recipient, state=DeliveryState.DEFERRED, detail=detail), False
    return Delivery(recipient=recipient, state=DeliveryState.SENT, detail=""), True


def _rejected(recipient: str, code: int, words: bytes | str) -> Delivery:
    state = DeliveryState.REFUSED if 500 <= code < 600 else DeliveryState.DEFERRED
    said = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return Delivery(recipient=recipient, state=state, detail=f"{code} {said}".strip())


def _connect(options: MailOptions, timeout: float) -> smtplib.SMTP:
    place = f"mail server {options.host}:{options.port}"
    if options.username and options.security == "none" and options.host not in _LOOPBACK:
        raise MailError(f"{place}: a password is not sent unencrypted; set smtp.security to starttls or tls")
    try:
        server = _greet(options, timeout)
    except ssl.SSLError as error:
        raise MailError(
            f"{place}: no encrypted connection ({error.reason or error}); check smtp.security and the certificate"
        ) from error
    except (smtplib.SMTPException, OSError) as error:
        raise MailError(
            f"{place}: no connection ({_said(error)}); check smtp.host, port and security"
        ) from error
    try:
        if options.username:
            server.login(options.username, options.password or "")
    except (smtplib.SMTPException, OSError) as error:
        server.close()
        raise MailError(f"{place}: login as {options.username} failed ({_said(error)})") from error
    return server


def _greet(options: MailOptions, timeout: float) -> smtplib.SMTP:
    if options.security == "tls":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(options.host, options.port, timeout=timeout, context=context)
    server = smtplib.SMTP(options.host, options.port, timeout=timeout)
    if options.security == "starttls":
        try:
            server.starttls(context=ssl.create_default_context())
        except (smtplib.SMTPException, OSError):
            server.close()
            raise
    return server


def _said(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        words = error.smtp_error
        return f"{error.smtp_code} {words.decode('utf-8', 'replace') if isinstance(words, bytes) else words}"
    return str(error) or type(error).__name__


def _leave(server: smtplib.SMTP) -> None:
    try:
        server.quit()
    except (smtplib.SMTPException, OSError):
        # Every message has its answer already; how the server says goodbye changes nothing.
        server.close()
