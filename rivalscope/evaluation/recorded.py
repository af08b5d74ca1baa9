"""Recorded answers: made pages in the shape that real walls have, each in a folder named by its true verdict."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rivalscope.domain.capture import Verdict
from rivalscope.domain.market import SourceKind
from rivalscope.domain.page import Page
from spiders.pages.reader import read_page

WALLS = Path(__file__).parent / "walls"
"""Made answers: a status line, headers, an empty line, the body."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """One answer with the verdict that is true of it."""

    name: str
    truth: Verdict
    status: int
    headers: Mapping[str, str]
    """By lower-case name."""
    body: bytes

    @property
    def held_out(self) -> bool:
        """Whether the judge was never mended by it: half of them, chosen by a hash of the name."""
        return hashlib.sha256(self.name.encode()).digest()[0] % 2 == 1


def read_recorded(path: Path) -> Recorded:
    """Read one recorded answer; ValueError when the file is not one."""
    head, separator, body = path.read_bytes().partition(b"\n\n")
    status, *lines = head.decode().split("\n")
    if not separator or not status.startswith("HTTP/1.1 "):
        raise ValueError(f"{path}: a recorded answer is a status line, headers, an empty line and a body")
    pairs = (line.partition(":") for line in lines)
    return Recorded(
        name=f"{path.parent.name}/{path.stem}",
        truth=Verdict(path.parent.name),
        status=int(status.split()[1]),
        headers={name.strip().lower(): value.strip() for name, _, value in pairs},
        body=body,
    )


def recorded(folder: Path = WALLS) -> list[Recorded]:
    """Read every recorded answer of a folder, by name."""
    return [read_recorded(path) for path in sorted(folder.glob("*/*.http"))]


def page_of(answer: Recorded) -> Page:
    """Return the page that the crawler's reader makes of a recorded answer to a pricing page's address."""
    return read_page(
        answer.body,
        url="https://made.example/pricing",
        kind=SourceKind.PRICING,
        content_type=answer.headers.get("content-type"),
        status=answer.status,
        headers=answer.headers,
    )
