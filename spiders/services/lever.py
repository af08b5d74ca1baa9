"""Lever: the roles of a company's job site (https://github.com/lever/postings-api)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rivalscope.domain.page import Page, Role
from spiders.pages.roles import make_role
from spiders.services.answers import page_number, passage, pointer, unix_day, words
from spiders.services.boards import board, document_of
from spiders.services.listing import with_query

EXTRACTOR = "lever/1"
"""Name and version of this reader."""


def read(
    body: bytes, *, url: str, options: Mapping[str, str], seen_at: datetime, content_type: str | None = None
) -> Page:
    """Return the roles of one page of a site's postings.

    The shape with `mode=json`: a list of `id`, `text` (the title), `categories` (`team`, `department`, `location`,
    `commitment`), `createdAt` in milliseconds, `workplaceType`; `skip` and `limit` in the query. An error is an
    object with `ok: false` and `error`.
    """
    del options
    document = document_of(body, content_type)
    limit = page_number(url, "limit", first=0)
    full = isinstance(document, list) and 0 < limit <= len(document)
    skip = page_number(url, "skip", first=0)
    return board(
        document, (), lambda job, place: _role(job, place, seen_at), url=url, seen_at=seen_at, extractor=EXTRACTOR,
        next_page=with_query(url, skip=str(skip + limit)) if full else None,
    )  # fmt: skip


def _role(job: Any, place: int, seen_at: datetime) -> Role | None:
    remote = words(job, "workplaceType") == "remote"
    return make_role(
        passage=passage(pointer(place, "text"), words(job, "text") or ""),
        team=words(job, "categories", "team") or words(job, "categories", "department"),
        location=words(job, "categories", "location") or ("remote" if remote else None),
        date=unix_day(job, "createdAt", seen_at=seen_at, per_second=1000),
    )
