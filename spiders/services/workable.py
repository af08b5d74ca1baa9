"""Workable: the roles of an account's careers widget (`/api/v1/widget/accounts/NAME`; public, sparsely documented)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rivalscope.domain.page import Page, Role
from spiders.pages.roles import make_role
from spiders.services.answers import day, passage, pointer, value, words
from spiders.services.boards import board, document_of

EXTRACTOR = "workable/1"
"""Name and version of this reader."""


def read(
    body: bytes, *, url: str, options: Mapping[str, str], seen_at: datetime, content_type: str | None = None
) -> Page:
    """Return the roles of an account; all stand on one page.

    The shape: `name`, `description`, `jobs` of `title`, `shortcode`, `department`, `city`, `state`, `country`,
    `telecommuting`, `published_on`, `created_at`. `state` is a region, not whether the role is open.
    """
    del options
    return board(
        document_of(body, content_type), ("jobs",), lambda job, place: _role(job, place, seen_at), url=url,
        seen_at=seen_at, extractor=EXTRACTOR,
    )  # fmt: skip


def _role(job: Any, place: int, seen_at: datetime) -> Role | None:
    parts = [part for part in (words(job, key) for key in ("city", "state", "country")) if part]
    remote = value(job, "telecommuting") is True
    return make_role(
        passage=passage(pointer("jobs", place, "title"), words(job, "title") or ""),
        team=words(job, "department"),
        location=", ".join(parts) or ("remote" if remote else None),
        date=day(job, "published_on", seen_at=seen_at) or day(job, "created_at", seen_at=seen_at),
    )
