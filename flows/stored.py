"""Stored pages read anew, by today's reader of their source."""

from dataclasses import replace
from datetime import datetime

from rivalscope.domain.capture import Capture
from rivalscope.domain.market import Source
from rivalscope.domain.page import Page
from rivalscope.errors import EvidenceError
from spiders.reading import ReadJob
from spiders.workers import Readers
from storage.archive import Archive


def stored_job(source: Source, capture: Capture, *, read_at: datetime) -> ReadJob:
    """Return what a reader is asked of a capture, without its body; from `read_at` dates such as `yesterday` count."""
    return ReadJob(
        body=b"",
        url=capture.url,
        kind=source.kind,
        seen_at=read_at,
        content_type=capture.content_type,
        headers={"content-type": capture.content_type} if capture.content_type else {},
        service=source.service,
        options=dict(source.options),
    )


async def read_stored(readers: Readers, archive: Archive, source: Source, capture: Capture) -> Page:
    """Return what a capture's stored body says; EvidenceError when the archive lacks it or it is damaged."""
    if capture.snapshot is None:
        raise EvidenceError(f"nothing was kept of {capture.url} of the night {capture.night}")
    body = archive.get(capture.snapshot)
    return await readers.read(replace(stored_job(source, capture, read_at=capture.seen_at), body=body))
