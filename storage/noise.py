"""Noise counted: passages that differ from when they were first read and still say the same, by night and kind."""

from collections import Counter
from collections.abc import Iterable

from sqlalchemy import insert, select, update

from rivalscope.domain.noise import NoiseKind, differs_by, moved
from storage.captures import Visit
from storage.changes import Comparison
from storage.engine import Connection
from storage.messages import TEXTS
from storage.tables import NoiseRow


def count_noise(connection: Connection, visit: Visit, comparisons: Iterable[Comparison]) -> None:
    """Count the noise of a page's passages for its source and night."""
    counted: Counter[NoiseKind] = Counter()
    for comparison in comparisons:
        counted += noise_of(comparison)
    for kind, passages in counted.items():
        _add(connection, visit, kind, passages)


def noise_of(comparison: Comparison) -> Counter[NoiseKind]:
    """Return the passages of a comparison that stand, and were put otherwise or elsewhere, by kind of noise."""
    counted: Counter[NoiseKind] = Counter()
    order: list[tuple[int, int]] = []
    for fact in comparison.outcome.extended:
        held, stated = comparison.held[fact.id], comparison.stated[fact.place].columns
        if held.get("kind") not in TEXTS:
            continue
        order.append((stated["position"], held["position"]))
        if held["value"] != stated["value"]:
            counted[differs_by(held["value"], stated["value"])] += 1
    if elsewhere := moved([former for _, former in sorted(order)]):
        counted[NoiseKind.ORDER] += elsewhere
    return counted


def _add(connection: Connection, visit: Visit, kind: NoiseKind, passages: int) -> None:
    place = (NoiseRow.source_id == visit.source_id, NoiseRow.night == visit.night, NoiseRow.kind == kind)
    known = connection.execute(select(NoiseRow.id, NoiseRow.passages).where(*place)).one_or_none()
    if known is None:
        row = {"source_id": visit.source_id, "night": visit.night, "kind": kind, "passages": passages}
        connection.execute(insert(NoiseRow), [row])
    else:
        values = {"passages": known.passages + passages}
        connection.execute(update(NoiseRow).where(NoiseRow.id == known.id).values(values))
