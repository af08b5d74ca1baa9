"""Personio: the roles of an account's XML feed (https://developer.personio.de/docs/retrieving-open-job-positions)."""

from collections.abc import Mapping
from datetime import datetime

from rivalscope.domain.capture import Verdict
from rivalscope.domain.market import SourceKind
from rivalscope.domain.page import Page, Role
from spiders.pages.dates import read_date
from spiders.pages.passages import value_passage
from spiders.pages.roles import MOST_ROLES, make_role
from spiders.pages.trees import Tree, read_tree

EXTRACTOR = "personio/1"
"""Name and version of this reader."""


def read(
    body: bytes, *, url: str, options: Mapping[str, str], seen_at: datetime, content_type: str | None = None
) -> Page:
    """Return the roles of an account; all stand in one file.

    The shape: `workzag-jobs` of `position` with `id`, `name`, `department`, `office`, `recruitingCategory`,
    `createdAt` and job descriptions.
    """
    del options, content_type
    tree = read_tree(body)
    if tree is None or tree.name != "workzag-jobs":
        reason = "the answer is not Personio's list of positions"
        return Page(url=url, kind=SourceKind.CAREERS, verdict=Verdict.PARTIAL, reason=reason, seen_at=seen_at,
                    extractor=EXTRACTOR)  # fmt: skip
    positions = [child for child in tree.children if child.name == "position"]
    made = (_role(position, seen_at) for position in positions[:MOST_ROLES])
    return Page(
        url=url,
        kind=SourceKind.CAREERS,
        verdict=Verdict.OK,
        roles=tuple(role for role in made if role is not None),
        seen_at=seen_at,
        extractor=EXTRACTOR,
    )


def _role(position: Tree, seen_at: datetime) -> Role | None:
    found = {child.name: child for child in reversed(position.children)}
    name = found.get("name")
    texts = {key: child.text for key, child in found.items()}
    return None if name is None else make_role(
        passage=value_passage(name.selector, name.text),
        team=texts.get("department"),
        location=texts.get("office"),
        date=read_date(texts.get("createdAt", "")[:40], seen_at=seen_at),
    )  # fmt: skip
