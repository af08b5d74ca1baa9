"""Editions: which edition of a page its facts were read from, and whether tonight's page is another one."""

from typing import Any

from sqlalchemy import insert, select, update

from rivalscope.domain.capture import Capture
from rivalscope.domain.edition import Edition, difference
from rivalscope.domain.page import Page
from storage.engine import Connection
from storage.names import sha256
from storage.tables import EditionRow, SourceRow


def other_edition(connection: Connection, capture: Capture, page: Page) -> str:
    """Say how a page is another edition than the one known; empty when it is not, or none is known."""
    query = (
        select(EditionRow.language, EditionRow.canonical, EditionRow.currencies)
        .join(SourceRow, SourceRow.id == EditionRow.source_id)
        .where(SourceRow.key == capture.source, EditionRow.url_key == sha256(capture.url))
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        return ""
    known = Edition(language=row.language, canonical=row.canonical, currencies=tuple(row.currencies))
    return difference(known, page)


def know(connection: Connection, capture: Capture, page: Page) -> None:
    """Remember the edition of a page whose facts are taken; what it does not say tonight is as it was."""
    source = connection.scalar(select(SourceRow.id).where(SourceRow.key == capture.source))
    if source is None:
        return
    seen = Edition.of(page)
    values: dict[str, Any] = {
        "language": seen.language,
        "canonical": seen.canonical,
        "currencies": list(seen.currencies),
    }
    chosen = (EditionRow.source_id == source, EditionRow.url_key == sha256(capture.url))
    known = connection.execute(select(EditionRow.__table__).where(*chosen)).mappings().one_or_none()
    if known is None:
        place = {"source_id": source, "url_key": sha256(capture.url), "seen_at": capture.seen_at}
        connection.execute(insert(EditionRow).values(**values, **place))
        return
    values = {name: value or known[name] for name, value in values.items()}
    if any(known[name] != value for name, value in values.items()):
        connection.execute(update(EditionRow).where(*chosen).values(**values, seen_at=capture.seen_at))
