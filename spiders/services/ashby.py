"""Ashby: the roles of a company's job board (https://developers.ashbyhq.com/docs/public-job-posting-api)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rivalscope.domain.page import Page, Role
from spiders.pages.roles import make_role
from spiders.services.answers import day, passage, pointer, value, words
from spiders.services.boards import board, document_of

EXTRACTOR = "ashby/1"
"""Name and version of this reader."""


def read(
    body: bytes, *, url: str, options: Mapping[str, str], seen_at: datetime, content_type: str | None = None
) -> Page:
    """Return the listed roles of a board; all stand on one page.

    The shape: `apiVersion` and `jobs` of `title`, `team`, `department`, `location`, `isRemote`, `isListed`,
    `publishedAt`.
    """
    del options
    return board(
        document_of(body, content_type), ("jobs",), lambda job, place: _role(job, place, seen_at), url=url,
        seen_at=seen_at, extractor=EXTRACTOR,
    )  # fmt: skip


def _role(job: Any, place: int, seen_at: datetime) -> Role | None:
    if value(job, "isListed") is False:
        return None
    return make_role(
        passage=passage(pointer("jobs", place, "title"), words(job, "title") or ""),
        team=words(job, "team") or words(job, "department"),
        location=words(job, "location") or ("remote" if value(job, "isRemote") is True else None),
        date=day(job, "publishedAt", seen_at=seen_at),
    )
