"""Mail handed to a server over SMTP: what became of each recipient, and clear words when the server will not talk."""

import logging
import smtplib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import parseaddr
from enum import StrEnum

from rivalscope.domain.settings import MailOptions
from rivalscope.errors import MailError

logger = logging.getLogger(__name__)

TIMEOUT = 30.0
"""Seconds to wait for any answer of the server."""

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class DeliveryState(StrEnum):
    """What became of one message."""

    SENT = "sent"
    REFUSED = "refused"
    """For good (5xx): sending it again will not help."""
    DEFERRED = "deferred"
    """For now (4xx, or the connection was lost): send it again later; its Message-ID stays the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """The fate of the message to one recipient."""

    recipient: str
    state: DeliveryState
    detail: str
    """The server's words, or what went wrong; empty when it was sent."""


def send(
    messages: Sequence[EmailMessage], options: MailOptions, *, timeout: float = TIMEOUT
) -> list[Delivery]:
    """Hand each message to the server, one by one; one that fails does not keep back the others.

    `timeout` is seconds for each answer. Raises MailError when no connection, encryption or login comes about at all.
    """
    if not messages:
        return []
    server: smtplib.SMTP | None = _connect(options, timeout)
    deliveries = []
    for message in messages:
        recipient = parseaddr(str(message["To"]))[1]
        if server is None:
            try:
                server = _connect(options, timeout)
            except MailError as error:
                deliveries.append(
                    Delivery(recipient=recipient, state=DeliveryState.DEFERRED, detail=str(error))
                )
                continue
        delivery, alive = _hand_over(server, message, recipient)
        deliveries.append(delivery)
        if delivery.state is not DeliveryState.SENT:
            logger.warning("digest for %s %s: %s", recipient, delivery.state.value, delivery.detail)
        if not alive:
            server.close()
            server = None
    if server is not None:
        _leave(server)
    return deliveries


def probe(options: MailOptions, *, timeout: float = TIMEOUT) -> None:
    """Connect, encrypt and log in as `send` does, and send nothing; MailError when `send` would raise it."""
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
