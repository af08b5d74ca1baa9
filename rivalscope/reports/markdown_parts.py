"""The parts that every Markdown document of ours is made of: headings, tables, citations and the words cited."""

from collections.abc import Iterable, Iterator, Sequence

from rivalscope.reports.content import Report
from rivalscope.reports.inert import markdown, one_line, web_address
from rivalscope.reports.words import short_day


def listing(report: Report, cited: Iterable[int]) -> Iterator[str]:
    """Yield the words behind every id that was cited, with their address and snapshot."""
    yield from heading("Evidence")
    for number in sorted(cited):
        one = report.evidence[number]
        # Angle brackets make a link of an address alone; anything but http and https stays text.
        address = web_address(one.url)
        link = f"<{one_line(address)}>" if address and not set(address) & set("<>\\") else markdown(one.url)
        yield (
            f"- e{number}: “{markdown(one.quote, limit=600)}” {link}, seen {short_day(one.seen_at)}, "
            f"snapshot {markdown(one.snapshot)}"
        )


def heading(title: str) -> Iterator[str]:
    """Yield a heading of the second level."""
    yield ""
    yield f"## {title}"
    yield ""


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield a table; its cells are escaped already. Without rows it says that there is nothing to show."""
    if not rows:
        yield "Nothing to show."
        yield ""
        return
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""


def cite(report: Report, ids: Iterable[int], cited: dict[int, None]) -> str:
    """Return up to six ids whose words are known, as `e123`, and note them in `cited`."""
    found = [number for number in ids if number in report.evidence][:6]
    cited.update(dict.fromkeys(found))
    return " ".join(f"e{number}" for number in found)


def versions(report: Report) -> Iterator[str]:
    """Yield the versions of what read the pages and reviews."""
    yield from heading("Versions")
    for name, version in sorted(report.versions.items()):
        yield f"- {markdown(name)}: {markdown(version)}"
