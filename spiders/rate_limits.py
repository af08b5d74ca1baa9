"""Rate limits: what an answer's headers say of the requests that are left."""

from collections.abc import Mapping
from datetime import datetime

EPOCH = 1_000_000_000.0
"""A reset beyond this is a Unix time, as GitHub sends it; one below counts seconds, as Reddit sends it."""


def rest_asked(headers: Mapping[str, str], *, now: datetime) -> float | None:
    """Return the seconds until requests are left again; None while some are, or when the headers do not say.

    `x-ratelimit-remaining` and `x-ratelimit-reset`, by lower-case name
    (https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api, and Reddit's Data API wiki).
    """
    left, reset = _figure(headers.get("x-ratelimit-remaining")), _figure(headers.get("x-ratelimit-reset"))
    if left is None or reset is None or left >= 1:
        return None
    return max(0.0, reset - now.timestamp() if reset > EPOCH else reset)


def _figure(value: str | None) -> float | None:
    text = (value or "").strip()
    return float(text) if text.isascii() and text.replace(".", "", 1).isdigit() and len(text) < 16 else None
