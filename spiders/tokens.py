"""Tokens: what a service is told about who asks. They live in the environment alone and are sent to its host alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from rivalscope.domain.capture import Verdict
from rivalscope.services.service import Service, first_page
from spiders.refusal import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """A token as it is sent; its text is in no representation of it, so that no log or traceback can tell it."""

    origin: tuple[str, str]
    """Scheme and authority of the service, to which alone it is sent."""
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    parameters: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Parameters of the query."""

    def fits(self, url: str) -> bool:
        """Tell whether a URL may be sent the token: the service's own origin, encrypted or on this machine."""
        return origin_of(url) == self.origin and (self.origin[0] == "https" or _is_here(url))

    def signed(self, url: str) -> str:
        """Return a URL with the parameters of the token."""
        if not self.parameters:
            return url
        parts = urlsplit(url)
        query = [parts.query] if parts.query else []
        return urlunsplit(parts._replace(query="&".join([*query, urlencode(self.parameters)])))

    def unsigned(self, url: str) -> str:
        """Return a URL without the parameters of the token, should a server have put them into an address."""
        parts = urlsplit(url)
        pairs = parse_qsl(parts.query, keep_blank_values=True)
        kept = [pair for pair in pairs if pair not in self.parameters.items()]
        return url if len(kept) == len(pairs) else urlunsplit(parts._replace(query=urlencode(kept)))


def secret_of(
    service: Service | None, options: Mapping[str, str], *, environment: Mapping[str, str]
) -> Secret | None:
    """Return the token of a service, from its variable or from the file that the variable with `_FILE` names.

    None without one. Refusal when the service answers nobody without a token, or its file cannot be read.
    """
    if service is None or service.token is None:
        return None
    text = _text(service, environment)
    if not text:
        if not service.token.required:
            return None
        reason = f"{service.title} answers only with a token: put yours into {service.variable}"
        raise Refusal(Verdict.LOGIN, f"{reason}, or name its file in {service.variable}_FILE")
    origin = origin_of(first_page(service, options))
    if service.token.parameter:
        return Secret(origin=origin, parameters={service.token.parameter: text})
    return Secret(origin=origin, headers={service.token.header: service.token.form.format(text)})


def origin_of(url: str) -> tuple[str, str]:
    """Return scheme and authority of a URL."""
    parts = urlsplit(url)
    return parts.scheme.lower(), parts.netloc.lower()


def _text(service: Service, environment: Mapping[str, str]) -> str:
    file = environment.get(f"{service.variable}_FILE", "").strip()
    if not file:
        text = environment.get(service.variable, "").strip()
    else:
        try:
            text = Path(file).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            reason = (
                f"the file that {service.variable}_FILE names cannot be read as text: {type(error).__name__}"
            )
            raise Refusal(Verdict.LOGIN, reason) from error
    if not text.isascii() or not text.isprintable() or " " in text:
        raise Refusal(
            Verdict.LOGIN, f"what {service.variable} holds is no token: it has spaces or strange characters"
        )
    return text


def _is_here(url: str) -> bool:
    host = (urlsplit(url).hostname or "").rstrip(".")
    return host in ("localhost", "::1") or host.startswith("127.")
