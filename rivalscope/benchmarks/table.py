"""The table of a benchmark: what was measured, and how many times as much it is as the peer's."""

from collections.abc import Mapping, Sequence

from rivalscope.benchmarks.line import Line

HEAD = ("what", "who", "pages", "seconds", "CPU s", "pages/s", "steady", "CPU ms/page")


def ratios(lines: Sequence[Line]) -> dict[str, float]:
    """Return ours over the peer's, for each pair that was measured: above 1 is more than the peer."""
    by_name = {(line.what, line.who): line for line in lines}
    found: dict[str, float] = {}
    bare = by_name.get(("cold", "bare Scrapy"))
    for what in ("cold, verdict only", "cold, pages read"):
        ours = by_name.get((what, "rivalscope"))
        if bare is not None and ours is not None:
            found[f"{what}: pages a second, over bare Scrapy"] = _share(
                ours.steady or 0.0, bare.steady or 0.0
            )
            found[f"{what}: CPU a page, over bare Scrapy"] = _share(ours.cpu_ms, bare.cpu_ms)
    ours, peer = (by_name.get(("again, unchanged", who)) for who in ("rivalscope", "webchanges"))
    if ours is not None and peer is not None:
        found["again, unchanged: time, over webchanges"] = _share(ours.cost.wall, peer.cost.wall)
        found["again, unchanged: CPU, over webchanges"] = _share(ours.cost.cpu, peer.cost.cpu)
    return found


def _share(ours: float, peers: float) -> float:
    return round(ours / peers, 3) if peers else 0.0


def render(lines: Sequence[Line], shares: Mapping[str, float]) -> str:
    """Return lines and ratios as text in columns."""
    rows = [HEAD, *(_cells(line) for line in lines)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(HEAD))]
    texts = [
        "  ".join(
            cell.ljust(width) if place < 2 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    return "\n".join([*texts, "", *(f"{share:7.2f}  {name}" for name, share in shares.items())])


def _cells(line: Line) -> tuple[str, ...]:
    steady = "" if line.steady is None else f"{line.steady:.0f}"
    return (
        line.what, line.who, str(line.pages), f"{line.cost.wall:.1f}", f"{line.cost.cpu:.1f}",
        f"{line.rate:.0f}", steady, f"{line.cpu_ms:.2f}",
    )  # fmt: skip
