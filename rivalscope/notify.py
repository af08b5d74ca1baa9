"""Alerts handed to other services: any that Apprise knows, and a webhook whose posts are signed."""

import base64
import hashlib
import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import apprise
import httpx

from rivalscope.domain.alert import Alert, AlertOptions

TIMEOUT = 20.0
"""Seconds to wait for a webhook's answer."""

SCHEMA = "rivalscope-alerts/1"
"""Version of what is posted to a webhook."""

MOST = 20
"""Alerts that one message tells; the rest are counted, and stand in `rivalscope alerts`."""

_NO_SERVICE = "not an Apprise URL; see https://appriseit.com/services"


class Channel(Protocol):
    """One place that alerts go to."""

    @property
    def name(self) -> str:
        """What it is called in the store and in words, without its secrets."""

    def send(self, alerts: Sequence[Alert], *, market: str, at: datetime) -> str:
        """Hand alerts over as one message; returns what went wrong in words, empty when nothing did."""


def channels(options: AlertOptions) -> tuple[Channel, ...]:
    """Return every channel of the options."""
    found: list[Channel] = [AppriseChannel(url=url) for url in options.channels]
    if options.webhook is not None:
        found.append(Webhook(url=options.webhook, secret=options.secret))
    return tuple(found)


def objection_to(channel: Channel) -> str:
    """Return why a channel cannot be spoken to, by its address alone; empty when it may be."""
    if isinstance(channel, AppriseChannel) and channel.service() is None:
        return _NO_SERVICE
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppriseChannel:
    """A service that Apprise talks to: chat, telephone, mail and a hundred others."""

    url: str

    @property
    def name(self) -> str:
        """Scheme of the URL and eight digits of its hash: the rest of it is a secret."""
        return f"{self.url.partition(':')[0]} {_digest(self.url)}"

    def service(self) -> apprise.NotifyBase | None:
        """Return what Apprise makes of the URL; None when it is none of its own."""
        made: apprise.NotifyBase | None = apprise.Apprise.instantiate(self.url, suppress_exceptions=True)
        return made

    def send(self, alerts: Sequence[Alert], *, market: str, at: datetime) -> str:  # noqa: ARG002  the protocol's
        """Hand alerts over as one message; returns what went wrong in words, empty when nothing did."""
        plugin = self.service()
        if plugin is None:
            return _NO_SERVICE
        service = apprise.Apprise()
        service.add(plugin)
        done = service.notify(title=headline(alerts, market=market), body="\n".join(lines(alerts)))
        return "" if done else "the service did not take it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """A URL of one's own that takes JSON."""

    url: str
    secret: str | None

    @property
    def name(self) -> str:
        """Eight digits of the URL's hash: it may hold a token."""
        return f"webhook {_digest(self.url)}"

    def send(self, alerts: Sequence[Alert], *, market: str, at: datetime) -> str:
        """Post alerts as JSON; returns what went wrong in words, empty when nothing did.

        The same alerts have the same `webhook-id` however often they are posted.
        """
        body = json.dumps(payload(alerts, market=market), ensure_ascii=False).encode()
        number = f"alerts_{_digest(*(alert.key for alert in alerts), most=32)}"
        headers = {"content-type": "application/json", "user-agent": "rivalscope"} | signed(
            body, number=number, at=at, secret=self.secret
        )
        try:
            answer = httpx.post(
                self.url, content=body, headers=headers, timeout=TIMEOUT, follow_redirects=False
            )
        except httpx.HTTPError as error:
            return f"no answer ({type(error).__name__})"
        return "" if answer.is_success else f"answered {answer.status_code}"


def ping(url: str) -> str:
    """Tell a dead-man's switch that a night ran; returns what went wrong in words, empty when nothing did.

    Whoever keeps the URL raises the alarm when no ping comes: a run that never began cannot do so itself.
    """
    try:
        answer = httpx.get(url, headers={"user-agent": "rivalscope"}, timeout=TIMEOUT)
    except httpx.HTTPError as error:
        return f"no answer ({type(error).__name__})"
    return "" if answer.is_success else f"answered {answer.status_code}"


def signed(body: bytes, *, number: str, at: datetime, secret: str | None) -> dict[str, str]:
    """Return the headers of a signed post as Standard Webhooks 1.0 has them; without a secret there is no signature.

    The signature is `v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`
    (https://github.com/standard-webhooks/standard-webhooks).
    """
    stamp = str(int(at.timestamp()))
    headers = {"webhook-id": number, "webhook-timestamp": stamp}
    if secret is None:
        return headers
    made = hmac.new(secret.encode(), f"{number}.{stamp}.".encode() + body, hashlib.sha256).digest()
    return {**headers, "webhook-signature": f"v1,{base64.b64encode(made).decode()}"}


def headline(alerts: Sequence[Alert], *, market: str) -> str:
    """Return the title of a message."""
    return f"{market}: {'1 alert' if len(alerts) == 1 else f'{len(alerts)} alerts'}"


def lines(alerts: Sequence[Alert]) -> list[str]:
    """Return a message in lines: each alert, what it rests on, and where."""
    told = []
    for alert in alerts[:MOST]:
        told.append(f"- {alert.title} [{alert.code}]")
        told += [f"  {words}" for words in (alert.detail, alert.url) if words]
    left = len(alerts) - MOST
    return [*told, f"and {left} more: `rivalscope alerts` lists them"] if left > 0 else told


def payload(alerts: Sequence[Alert], *, market: str) -> dict[str, object]:
    """Return what is posted to a webhook, as JSON values."""
    return {
        "schema": SCHEMA,
        "market": market,
        "alerts": [
            {
                "key": alert.key,
                "kind": alert.kind.value,
                "product": alert.product,
                "title": alert.title,
                "detail": alert.detail,
                "night": alert.night.isoformat(),
                "url": alert.url,
                "evidence": list(alert.evidence),
            }
            for alert in alerts
        ],
    }


def _digest(*texts: str, most: int = 8) -> str:
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:most]
