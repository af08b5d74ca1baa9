"""Vendor gold: made pricing pages with what a careful reader finds on them, as written in `vendors/README.md`."""

import gzip
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from rivalscope.domain.page import ClaimStatus, PriceKind

VENDORS = Path(__file__).parent / "vendors"
PARTS = ("first", "second", "third", "fourth", "fifth")
"""Each by another hand; what all but the one held out show to be wrong may be mended."""
HELD_OUT = "fifth"
"""The part that nothing is mended by."""
TERMS = ("period", "billed", "unit", "qualifier")
ANYTHING = "*"

Sum = tuple[Decimal | None, str]
"""Amount and currency."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPrice:
    """One price that the page states."""

    sum: Sum
    terms: tuple[frozenset[str], ...]
    """What is right for period, billing, unit and qualifier; `*` takes anything."""
    optional: bool

    def fits(self, terms: tuple[str, ...]) -> bool:
        """Tell whether these terms are right."""
        return all(ANYTHING in right or term in right for right, term in zip(self.terms, terms, strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldOffer:
    """One plan, or one thing that is sold beside the plans."""

    names: tuple[str, ...]
    """As the page calls it, then what else is right."""
    kind: PriceKind
    prices: tuple[GoldPrice, ...]
    points: tuple[tuple[ClaimStatus, str], ...]
    """Points of the plan's own list."""
    extra: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldCell:
    """One cell of a table of features."""

    plan: str
    feature: str
    status: ClaimStatus | None
    """None where the cell holds words, which are right as offered, as limited and as a limit."""
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPage:
    """One made page and all that is asked of it."""

    name: str
    body: bytes
    offers: tuple[GoldOffer, ...]
    cells: tuple[GoldCell, ...]
    not_prices: tuple[tuple[Sum, str], ...]
    """Sums that are no price of this vendor, with why."""


def gold_pages(part: str, *, folder: Path = VENDORS) -> list[GoldPage]:
    """Read the pages of a part by name; ValueError names a file whose gold is not in the agreed form."""
    return [read_gold(path) for path in sorted((folder / part).glob("*.toml"))]


def read_gold(path: Path) -> GoldPage:
    """Read one page and its gold."""
    plain, packed = path.with_suffix(".html"), path.with_suffix(".html.gz")
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
        return GoldPage(
            name=f"{path.parent.name}/{path.stem}",
            body=plain.read_bytes() if plain.is_file() else gzip.decompress(packed.read_bytes()),
            offers=(
                *(_offer(row, extra=False) for row in said.get("plan", ())),
                *(_offer(row, extra=True) for row in said.get("extra", ())),
            ),
            cells=tuple(cell for matrix in said.get("matrix", ()) for cell in _cells(matrix)),
            not_prices=tuple((_sum(row), str(row["why"])) for row in said.get("not_price", ())),
        )
    except (KeyError, ValueError, TypeError, ArithmeticError) as error:
        raise ValueError(f"{path}: {error!r} is not as {VENDORS.name}/README.md says") from error


def _offer(row: Mapping[str, Any], *, extra: bool) -> GoldOffer:
    return GoldOffer(
        names=(str(row["name"]), *row.get("aliases", ())),
        kind=PriceKind(row["kind"]),
        prices=tuple(_price(price) for price in row.get("prices", ())),
        points=tuple(_point(point) for point in row.get("list", ())),
        extra=extra,
    )


def _price(row: Mapping[str, Any]) -> GoldPrice:
    return GoldPrice(
        sum=_sum(row),
        terms=tuple(frozenset(str(row.get(term, "")).split("|")) for term in TERMS),
        optional=bool(row.get("optional", False)),
    )


def _sum(row: Mapping[str, Any]) -> Sum:
    return Decimal(row["amount"]), str(row["currency"])


def _point(point: str) -> tuple[ClaimStatus, str]:
    status, _, words = point.partition(": ")
    return ClaimStatus(status), words


def _cells(matrix: Mapping[str, Any]) -> Iterator[GoldCell]:
    plans = matrix["plans"]
    for feature, *cells in matrix["rows"]:
        for plan, cell in zip(plans, cells, strict=True):
            status, _, value = cell.partition("=")
            yield GoldCell(
                plan=plan, feature=feature, status=ClaimStatus(status) if status else None, value=value
            )
