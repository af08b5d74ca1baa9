"""Grid heads: where the plans' names stand in a grid, and rows turned so that features stand below plans."""

import itertools
import re

from bs4 import Tag

from rivalscope.domain.page import ClaimStatus
from spiders.pages.document import Document
from spiders.pages.flat_grids import split_named, split_strange
from spiders.pages.grids import LOOSE, MOST_COLUMNS, Row
from spiders.pages.indexes import holds
from spiders.pages.plan_keys import PlanKeys
from spiders.pages.statuses import read_cell

CORNER = re.compile(
    r"(?:\W|compare|all|the|our|plans?|features?|pricing|what|you|get|need|included|in|detail|funktion(?:en)?|leistung(?:en)?|merkmale?|fonction(?:nalité)?s?|fonctions|características?|funcion(?:es|alidades)|funzion(?:i|alità)|caratteristiche|funcionalidades?|recursos|functies|funktioner|funkcj[ea]|funkce|機能|項目|功能|기능|항목|الميزة|الميزات|המאפיין|תכונות|функции?|возможности|функції|özellik(?:ler)?|ominaisuu[ds]e?t?|funkciók?|funcționalități|vlastnosti|λειτουργίες|सुविधा(?:एँ|एं)?|tính năng|fitur)*",
    re.IGNORECASE,
)
PLANS = re.compile(
    r"(?:(?:our|the|unsere|nos|nuestr[ao]s|i nostri) )?(?:plans?|packages?|editions?|tiers?|subscriptions?|licen[cs]es?|bundles?|pläne|tarife?|pakete?|editionen|lizenz(?:en)?|produkt"
    r"|formules?|offres?|forfaits?|éditions?|planes|paquetes?|edici[oó]n(?:es)?|tarifas?|licencias?|pian[oi]|pacchett[oi]|edizion[ei]|planos?|pacotes?|ediç(?:ão|ões)|pakket(?:ten)?|abonnement(?:en|er|s)?"
    r"|paket(?:er)?|planer|pakke[rt]?|pakiety?|plany|balíč(?:ek|ky)|verze|edice|プラン(?:名)?|コース|套餐|方案|版本|요금제|플랜|الباقة|الخطة|תוכנית|חבילה|тариф(?:ы|ний план|ный план)?|csomag(?:ok)?|pachet(?:e)?|abonamente?|πακέτο|योजना|प्लान|gói|แพ็กเกจ)",
    re.IGNORECASE,
)
"""What stands in the corner above names of plans."""
_LEAST_TURNED = 3
_LEAST_GROUPS = 2
_CLEARLY = 0.5
_TELLING = (ClaimStatus.OFFERED, ClaimStatus.ABSENT)
_ITEMS = frozenset({"li", "dl", "table"})


def upright(keys: PlanKeys, rows: list[Row], *, declared: bool, before: int) -> list[Row]:
    """Return rows as features below plans: plans that stand below each other change places, loose cells make rows."""
    if len(rows) == 1 and len(rows[0].cells) >= LOOSE and not declared:
        return _unfolded(keys, rows[0], before=before) or rows
    if not keys.names:
        return rows
    if not declared and any(
        cell.name in ("dl", "table") or holds(keys.document, cell, _ITEMS)
        for row in rows
        for cell in row.cells
    ):
        return rows  # cards side by side, each with a list of its own
    if len(rows) < 3 or len(rows) > MOST_COLUMNS or len({len(row.cells) for row in rows}) != 1:
        return rows
    across = sum(keys.knows(cell) for cell in rows[0].cells[1:])
    down = sum(keys.knows(row.cells[0]) for row in rows[1:])
    if down < 2 or across >= 2 or 2 * down < len(rows) - 1:
        return rows
    # Cards side by side have no row with names of features.
    return [] if not declared and keys.knows(rows[0].cells[0]) else _turn(rows)


def without_groups(rows: list[Row]) -> list[Row]:
    """Return rows without a first column of which two cells or more reach down over rows: they name groups, and the next names features."""
    width = max((len(row.cells) for row in rows), default=0)
    full = [row for row in rows if len(row.cells) == width]
    groups = {id(low.cells[0]) for above, low in itertools.pairwise(full) if above.cells[0] is low.cells[0]}
    apart = sum(row.cells[0] is not row.cells[1] for row in full) if width > _LEAST_TURNED else 0
    if len(groups) < _LEAST_GROUPS or 2 * apart < len(full):
        return rows
    return [Row(element=row.element, cells=row.cells[1:]) if len(row.cells) == width else row for row in rows]


def _unfolded(keys: PlanKeys, row: Row, *, before: int) -> list[Row]:
    """Return the rows of loose cells in one block; none where nothing makes them rows."""
    heads = [keys.knows(cell) for cell in row.cells] if keys.names else []
    if True in heads:
        return split_named(row.cells, heads)
    return split_strange(keys.document, row.element, row.cells, before=before)


def turned(document: Document, rows: list[Row]) -> list[Row]:
    """Return rows with features below plans where the page has its plans below each other and its features side by side.

    Then the cells of a column are of one kind, all marks or all values, and those of a row are not; and
    the corner names the plans, or nothing.
    """
    widths = {len(row.cells) for row in rows}
    if (
        len(rows) < _LEAST_TURNED
        or len(rows) > MOST_COLUMNS
        or len(widths) != 1
        or max(widths) <= _LEAST_TURNED
    ):
        return rows
    corner = document.text_of(rows[0].cells[0])
    if corner and not PLANS.fullmatch(corner):
        return rows
    kinds = [[read_cell(document, cell).status in _TELLING for cell in row.cells[1:]] for row in rows[1:]]
    across = sum(len(set(row)) == 1 for row in kinds) / len(kinds)
    columns = list(zip(*kinds, strict=True))
    down = sum(len(set(column)) == 1 for column in columns) / len(columns)
    if not any(any(row) for row in kinds) or down <= across + (0 if corner else _CLEARLY):
        return rows
    return _turn(rows)


def _turn(rows: list[Row]) -> list[Row]:
    return [
        Row(element=cells[0], cells=list(cells)) for cells in zip(*(row.cells for row in rows), strict=True)
    ]


def known_head(keys: PlanKeys, rows: list[Row]) -> int | None:
    """Return the place of the first row of which two cells name known plans; one is enough where only one is known."""
    enough = min(2, len(keys.names))
    if not enough:
        return None
    for place, row in enumerate(rows[:4]):
        known = {keys.key(cell) for cell in row.cells} & keys.names.keys()
        if len(known) >= enough and 2 * len(known) >= len({id(cell) for cell in row.cells}) - 1:
            return place
    return None


def features_first(keys: PlanKeys, rows: list[Row], place: int) -> list[Row]:
    """Return rows with the column of the features' names before those of the plans; it may stand between them or behind a group."""
    cells, document = rows[place].cells, keys.document
    named = [
        at
        for at, cell in enumerate(cells)
        if (text := document.text_of(cell)) and CORNER.fullmatch(text) and not keys.knows(cell)
    ]
    plans = [at for at, cell in enumerate(cells) if keys.knows(cell)]
    if not named or not plans or (named == [0] and plans[0] == 1):
        return rows
    order = [named[-1], *(at for at in range(len(cells)) if at > named[-1] or at in plans)]
    order = list(dict.fromkeys([named[-1], *sorted(order[1:])]))
    return [
        Row(element=row.element, cells=[row.cells[at] for at in order])
        if len(row.cells) == len(cells)
        else row
        for row in rows
    ]


def without_corner(keys: PlanKeys, head: Row, heads: list[Tag]) -> list[Tag]:
    """Return the cells of a head that stand over plans: the corner may reach over several columns of names."""
    corner = head.cells[0]
    if keys.knows(corner):
        return heads
    return [
        cell
        for place, cell in enumerate(heads)
        if cell is not corner and any(keys.document.text_of(other) for other in heads[: place + 1])
    ]
