"""Letting go: the stored pages that show what was forgotten, taken out of the archive for good."""

import html
import logging
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from rivalscope.domain.forgetting import FORGOTTEN, WITHHELD, Choice, Forgotten
from rivalscope.errors import EvidenceError
from spiders.pages.decoding import decode
from storage import forget, shown
from storage.archive import ASIDE, Archive
from storage.engine import Connection, Engine, reading, writing
from storage.going import Going
from storage.holdings import note_pruned
from storage.retention import build_anew
from storage.tables import CaptureRow, PrunedRow

logger = logging.getLogger(__name__)

MASK = "•"
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\[nrtbf/\"\\]")
_TAG = re.compile(r"</?[a-zA-Z!][^<>]*>")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pages:
    """The stored pages of what goes."""

    going: tuple[str, ...]
    bereft: int


def forget_all(
    engine: Engine, archive: Archive, choice: Choice, *, at: datetime, rule: str, dry_run: bool = False
) -> Forgotten:
    """Forget what a choice names, in the database by one transaction, then in the archive; with `dry_run` only say so.

    What is named may not come back afterwards, whether the store holds any of it or not. Pages that show it go whole,
    with `rule` as the reason; what else stands on them keeps its rows. Killed half-way, `finish` or another run ends
    it. Call it under the lease of the night.
    """
    if dry_run:
        with reading(engine) as connection:
            going = forget.find(connection, choice)
            pages = _pages(connection, archive, going, choice)
            return _told(connection, going, pages)
    with writing(engine) as connection:
        going = forget.find(connection, choice)
        pages = _pages(connection, archive, going, choice)
        told = _told(connection, going, pages)
        forget.remove(connection, going, at=at)
        note_pruned(connection, pages.going, at=at, rule=rule)
        if any(kind == "author" for kind, _, _ in going.named):
            note_pruned(
                connection, [WITHHELD], at=at, rule=f"{FORGOTTEN}: pages that show somebody are not kept"
            )
    finish(engine, archive)
    return told


def finish(engine: Engine, archive: Archive) -> int:
    """Remove the bodies that the database says were forgotten and the archive still holds; returns how many went.

    Kept versions that were built upon one are written anew before.
    """
    later = select(CaptureRow.snapshot).where(
        CaptureRow.snapshot == PrunedRow.snapshot, CaptureRow.seen_at > PrunedRow.pruned_at
    )
    with reading(engine) as connection:
        gone = set(
            connection.scalars(
                select(PrunedRow.snapshot).where(PrunedRow.rule.startswith(FORGOTTEN), ~later.exists())
            )
        )
    if not gone:
        return 0
    files = {file.digest: file for file in archive.files()}
    going = gone & files.keys()
    anew = build_anew(archive, files, going, dry_run=False)
    for digest in sorted(going - anew.stuck):
        archive.let_go(digest, untouched_since=float("inf"))
    for digest in gone:
        (archive.root / ASIDE / f"{digest}.zst").unlink(missing_ok=True)
    if anew.stuck:
        logger.warning(
            "%d forgotten pages stay: what is built upon them is damaged; run `rivalscope db check`",
            len(anew.stuck),
        )
    return len(going - anew.stuck)


def _pages(connection: Connection, archive: Archive, going: Going, choice: Choice) -> _Pages:
    """Return the stored pages that go: those of sources that go, and those that show a review that goes."""
    found = shown.pages_of_sources(connection, going) | shown.pages_named(connection, going)
    told = shown.texts(connection, going.reviews - going.aged)
    for snapshot, reviews in shown.pages_suspected(connection, going).items():
        if snapshot not in found and _shows(archive, snapshot, [told[number] for number in sorted(reviews)]):
            found.add(snapshot)
    if choice.before is not None:
        found |= shown.outlived(connection, going, choice.before)
    ordered = tuple(sorted(found))
    return _Pages(going=ordered, bereft=shown.passages_on(connection, ordered, going))


def _shows(archive: Archive, snapshot: str, texts: Iterable[str]) -> bool:
    """Tell whether a stored page shows one of some texts; one that cannot be read may show anything."""
    if not archive.has(snapshot):
        return False
    try:
        body = decode(archive.get(snapshot))
    except EvidenceError:
        return True
    forms = [(form, form(body)) for form in (_letters, _words)]
    return any(all(form(part) in page for part in text.split(MASK)) for text in texts for form, page in forms)


def _words(text: str) -> str:
    """Return the letters and digits of a text as a page of HTML may hold it: tags stand between them."""
    return _letters(_TAG.sub("", html.unescape(text)))


def _letters(text: str) -> str:
    """Return the letters and digits of a text, as markup, a script, JSON or CSV may hold it."""
    plain = html.unescape(_ESCAPE.sub(_unescaped, html.unescape(text)))
    return "".join(character for character in plain.casefold() if character.isalnum())


def _unescaped(match: re.Match[str]) -> str:
    return chr(int(match.group(1), 16)) if match.group(1) else " "


def _told(connection: Connection, going: Going, pages: _Pages) -> Forgotten:
    return Forgotten(
        rows=forget.count(connection, going),
        reviews=forget.count_reviews(connection, going),
        snapshots=pages.going,
        bereft=pages.bereft,
        unknown=tuple(going.unknown),
    )


def why(engine: Engine) -> dict[str, str]:
    """Return why stored pages were let go that showed what was forgotten, by hash."""
    query = select(PrunedRow.__table__).where(PrunedRow.rule.startswith(FORGOTTEN))
    with reading(engine) as connection:
        return {row.snapshot: f"{row.rule}, {row.pruned_at.date()}" for row in connection.execute(query)}
