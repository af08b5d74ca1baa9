"""Whole features: lists that say of the product as a whole what it has, feature beside mark."""

import re

from bs4 import Tag

from rivalscope.domain.page import Claim, ClaimStatus
from spiders.pages.badges import read_badge
from spiders.pages.columns import claim_of
from spiders.pages.comparing import has_head, is_of_others
from spiders.pages.currencies import Hints
from spiders.pages.document import Document
from spiders.pages.grids import Grid, Row, find_grids
from spiders.pages.money import find_money
from spiders.pages.passages import whole
from spiders.pages.quantities import read_quantity
from spiders.pages.row_names import LONGEST_NAME, row_name
from spiders.pages.statuses import read_cell

MOST_FEATURES = 500
"""Features that are read of such lists on one page."""
_LEAST = 3
"""Rows of a list, or of lists that are made alike."""
_TOLD = 0.6
"""Share of its rows that say yes, no, planned and the like."""
_SAYING = (
    ClaimStatus.OFFERED,
    ClaimStatus.ABSENT,
    ClaimStatus.PLANNED,
    ClaimStatus.BETA,
    ClaimStatus.ADD_ON,
)
_LIMITS = re.compile(
    r"\b(?:quotas?|limits?|allowances?|kontingente?|grenzwerte?|limites?|límites?|limiti|limieten|limity|gränser|grænser)\b|制限|上限|限制|配额|한도",
    re.IGNORECASE,
)
"""The head of a table whose amounts are limits of the product."""
_WORD = re.compile(r"[^\W\d_]{2}|[\u3040-\u30ff\u3400-\u9fff]")


def read_whole(document: Document, *, hints: Hints) -> tuple[Claim, ...]:
    """Return what tables of two columns say of a product, feature by feature; each name once.

    Such tables have no plans over them: the first cell of a row is a feature, the second a mark or a
    word for its state. Tables of prices, of data and of other makers are none.
    """
    found: dict[str, Claim] = {}
    for grid in find_grids(document):
        rows = [
            row for row in grid.rows if len({id(cell) for cell in row.cells}) == 2 and len(row.cells) == 2
        ]
        if grid.declared and 2 * len(rows) > len(grid.rows) and not document.is_chrome(grid.rows[0].element):
            for claim in _claims(document, grid, rows, hints):
                if len(found) < MOST_FEATURES:
                    found.setdefault(claim.name.casefold(), claim)
    return tuple(found.values())


def _claims(document: Document, grid: Grid, rows: list[Row], hints: Hints) -> list[Claim]:
    """Return what the rows of one table say; nothing when too few of them say yes or no."""
    if len(rows) < _LEAST or is_of_others(document, rows[0].element):
        return []
    claims: list[Claim] = []
    limits = _LIMITS.search(" ".join(map(document.text_of, grid.rows[0].cells))) is not None
    said = 0
    for row in rows:
        label, cell = row.cells
        if limits and row is rows[0] and has_head(document, row):
            continue
        name, told = row_name(document, label), read_cell(document, cell)
        if not _WORD.search(name) or len(name) > LONGEST_NAME or _costs(document, cell, hints):
            continue
        counted = limits and bool(told.value) and read_quantity(told.value or "") is not None
        said += counted or (told.status in _SAYING and not (told.value and told.value.isdigit()))
        if told.status is not ClaimStatus.UNKNOWN:
            name, badge = read_badge(name)
            claims.append(claim_of(name, badge, told, whole(document, row.element)))
    return claims if said >= _TOLD * len(rows) else []


def _costs(document: Document, cell: Tag, hints: Hints) -> bool:
    return bool(find_money(document.text_of(cell), hints=hints))
