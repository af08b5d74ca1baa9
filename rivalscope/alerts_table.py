"""The shape of `[alerts]` in market.toml."""

from __future__ import annotations

import re
from datetime import time
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, field_validator

from rivalscope.domain.alert import AlertOptions, Quiet

_HOURS = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")


class AlertsTable(BaseModel):
    """`[alerts]`; channels come from RIVALSCOPE_ALERT_URLS, the webhook's key from RIVALSCOPE_WEBHOOK_SECRET."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    price_percent: Annotated[
        float,
        Field(ge=0, le=1000, description="Least move of a rival's price in percent; 0 for none of these."),
    ] = 5.0
    wished_for: Annotated[
        int, Field(ge=0, description="Reviewers who asked for what a rival now offers; 0 for none of these.")
    ] = 3
    spikes: Annotated[bool, Field(description="Unusually many complaints or requests in a week.")] = True
    quiet: Annotated[
        str | None,
        Field(description="Hours in which nobody is told, e.g. 22:00-07:00, in the market's time."),
    ] = None
    webhook: Annotated[str | None, Field(description="URL that signed JSON is posted to.")] = None

    @field_validator("quiet")
    @classmethod
    def _two_times(cls, value: str | None) -> str | None:
        if value is not None and not _HOURS.fullmatch(value):
            raise ValueError(f"{value!r} is not two times of day; write e.g. 22:00-07:00")
        return value

    @field_validator("webhook")
    @classmethod
    def _web_address(cls, value: str | None) -> str | None:
        if value is not None:
            parts = urlsplit(value)
            if parts.scheme not in ("http", "https") or not parts.hostname:
                raise ValueError(f"{value!r} is not an absolute http or https URL; write it as https://…")
        return value

    def options(self, *, channels: tuple[str, ...], secret: str | None) -> AlertOptions:
        """Return the table with what the environment adds to it."""
        return AlertOptions(
            price_percent=self.price_percent or None,
            wished_for=self.wished_for or None,
            spikes=self.spikes,
            quiet=self._hours(),
            webhook=self.webhook,
            channels=channels,
            secret=secret,
        )

    def _hours(self) -> Quiet | None:
        found = _HOURS.fullmatch(self.quiet or "")
        if found is None:
            return None
        hour, minute, until_hour, until_minute = (int(group) for group in found.groups())
        return Quiet(since=time(hour, minute), until=time(until_hour, until_minute))
