"""TrustRadius: the pages of a product, for users with leave to fetch them; schema.org reviews (JSON-LD or microdata)."""

from collections.abc import Mapping
from datetime import datetime

from rivalscope.domain.page import Page
from spiders.services.schema_org import read_listed


def read(
    body: bytes, *, url: str, options: Mapping[str, str], seen_at: datetime, content_type: str | None = None
) -> Page:
    """Return the reviews of one page, the next one, and how many there are; walls are judged as on any page."""
    del options
    return read_listed(body, url=url, seen_at=seen_at, content_type=content_type)
