"""Greenhouse: the roles of a company's job board (https://developers.greenhouse.io/job-board.html)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rivalscope.domain.page import Page, Role
from spiders.pages.roles import make_role
from spiders.services.answers import day, listing, passage, pointer, whole, words
from spiders.services.boards import board, document_of

EXTRACTOR = "greenhouse/1"
"""Name and version of this reader."""


def read(
    body: bytes, *, url: str, options: Mapping[str, str], seen_at: datetime, content_type: str | None = None
) -> Page:
    """Return the roles of a board; all stand on one page.

    The shape: `jobs` of `id`, `title`, `location.name`, `updated_at`, `first_published`, with `content=true` also
    `departments` and `offices`; `meta.total`.
    """
    del options
    document = document_of(body, content_type)
    return board(
        document, ("jobs",), lambda job, place: _role(job, place, seen_at), url=url, seen_at=seen_at,
        extractor=EXTRACTOR, stated=whole(document, "meta", "total"),
    )  # fmt: skip


def _role(job: Any, place: int, seen_at: datetime) -> Role | None:
    departments = listing(job, "departments")
    return make_role(
        passage=passage(pointer("jobs", place, "title"), words(job, "title") or ""),
        team=words(departments[0], "name") if departments else None,
        location=words(job, "location", "name"),
        date=day(job, "first_published", seen_at=seen_at) or day(job, "updated_at", seen_at=seen_at),
    )
