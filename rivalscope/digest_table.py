"""The shape of `[digest]` in market.toml: how mail is handed over, and what each recipient wants to be told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from rivalscope.domain.dates import LANGUAGES
from rivalscope.domain.reader import Reader, Topic

_ADDRESS = re.compile(r"[^@\s<>\",;]+@[^@\s<>\",;]+")


class RecipientTable(BaseModel):
    """A recipient of `[digest]`: an address, or a table with an address and what is to be told."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    address: Annotated[str, Field(description="Mail address.")]
    topics: Annotated[
        list[str], Field(description="What is told, e.g. prices, features, gaps; all by default.")
    ] = []
    products: Annotated[list[str], Field(description="Slugs of the products told of; all by default.")] = []
    minimum_score: Annotated[
        float, Field(ge=0, le=100, description="Least score of a change that is told.")
    ] = 0.0
    minimum_reviewers: Annotated[
        int, Field(ge=1, description="Fewest reviewers of a request, problem or switch that is told.")
    ] = 1
    language: Annotated[str, Field(description="Of dates, e.g. de; iso for 2026-11-22.")] = "en"
    timezone: Annotated[str | None, Field(description="IANA name; the market's by default.")] = None

    @model_validator(mode="before")
    @classmethod
    def _bare_address(cls, value: Any) -> Any:
        if isinstance(value, str):
            return {"address": value}
        if not isinstance(value, dict):
            raise ValueError(f'{value!r} is neither a mail address nor a table; write {{ address = "…" }}')  # noqa: TRY004
        return value

    @field_validator("address")
    @classmethod
    def _an_address(cls, value: str) -> str:
        if not _ADDRESS.fullmatch(value):
            raise ValueError(f"{value!r} is not a mail address")
        return value

    @field_validator("topics")
    @classmethod
    def _known_topics(cls, value: list[str]) -> list[str]:
        for topic in value:
            if topic not in set(Topic):
                raise ValueError(f"there is no topic {topic!r}; write one of {', '.join(Topic)}")
        return value

    @field_validator("language")
    @classmethod
    def _known_language(cls, value: str) -> str:
        if value not in LANGUAGES:
            raise ValueError(f"dates are not written in {value!r}; write one of {', '.join(LANGUAGES)}")
        return value

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str | None) -> str | None:
        if value is not None and value not in available_timezones():
            raise ValueError(f"{value!r} is not an IANA time zone; write one such as Europe/Berlin or UTC")
        return value

    def reader(self) -> Reader:
        """Return the recipient as the digest knows it."""
        return Reader(
            address=self.address,
            topics=tuple(Topic(topic) for topic in self.topics),
            products=tuple(self.products),
            minimum_score=self.minimum_score,
            minimum_reviewers=self.minimum_reviewers,
            language=self.language,
            timezone=self.timezone,
        )


class DigestTable(BaseModel):
    """`[digest]`; password and key of feedback come from the environment, or from files that it names."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    recipients: Annotated[
        list[RecipientTable], Field(description="Mail addresses, or tables with an address and settings.")
    ] = []
    sender: Annotated[str, Field(description="From address.")] = "rivalscope@localhost"
    host: Annotated[str, Field(description="Mail server.")] = "localhost"
    port: Annotated[int, Field(ge=1, le=65535)] = 25
    security: Annotated[Literal["none", "starttls", "tls"], Field(description="Of the connection.")] = "none"
    username: Annotated[str | None, Field(description="For authentication; none by default.")] = None
    unsubscribe: Annotated[str | None, Field(description="Address or URL of List-Unsubscribe.")] = None
    feedback: Annotated[
        str | None, Field(description="Where readers reach `rivalscope explore`, for links to mark items.")
    ] = None

    @field_validator("recipients")
    @classmethod
    def _each_once(cls, value: list[RecipientTable]) -> list[RecipientTable]:
        known: dict[str, RecipientTable] = {}
        for one in value:
            if known.setdefault(one.address, one) != one:
                raise ValueError(f"{one.address!r} stands there twice, with different settings; keep one")
        return value

    @field_validator("feedback")
    @classmethod
    def _web_address(cls, value: str | None) -> str | None:
        if value is not None:
            parts = urlsplit(value)
            if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
                raise ValueError(
                    f"{value!r} is no address that links can begin with; write e.g. http://127.0.0.1:8765"
                )
        return value

    def check_products(self, slugs: Sequence[str]) -> None:
        """Raise ValueError when a recipient follows what is no product of the market."""
        for reader in self.recipients:
            strange = [slug for slug in reader.products if slug not in slugs]
            if strange:
                raise ValueError(
                    f"digest.recipients: {reader.address} follows {strange[0]!r}, and no product has that slug; write one of "
                    f"{', '.join(slugs)}"
                )
