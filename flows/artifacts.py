"""Artifacts: what a run came to, on its page in Prefect."""

from collections.abc import Iterator

from prefect.artifacts import create_markdown_artifact, create_table_artifact

from flows.outcome import NightOutcome, WeekOutcome


def show_night(outcome: NightOutcome) -> None:
    """Put a night on the page of its run: what it came to, and a row for each source without facts."""
    create_markdown_artifact(night_page(outcome), key="night", description="What the night came to")
    if rows := failing_rows(outcome):
        create_table_artifact(rows, key="sources-without-facts", description="Their last good facts stand")


def show_week(outcome: WeekOutcome) -> None:
    """Put a week's digest on the page of its run."""
    page = "\n".join([f"# Week {outcome.week}", "", *(f"- {_plain(line)}" for line in outcome.lines())])
    create_markdown_artifact(page, key="week", description="What became of the digest")


def night_page(outcome: NightOutcome) -> str:
    """Return what a night came to as Markdown: coverage, changes, what was read, where the report lies."""
    return "\n".join(_night_lines(outcome)) + "\n"


def failing_rows(outcome: NightOutcome) -> list[dict[str, str]]:
    """Return a row for each source that gave no facts."""
    return [
        {
            "source": one.source,
            "why": one.words,
            "facts": "quarantined" if one.quarantined else "kept as last good",
        }
        for one in outcome.collected.failing
    ]


def _night_lines(outcome: NightOutcome) -> Iterator[str]:
    collected = outcome.collected
    yield f"# Night of {collected.night}"
    yield ""
    yield "Complete." if outcome.complete else "**Fell short**: see the sources below."
    yield ""
    yield "| what | how many |"
    yield "| --- | --- |"
    crawl = collected.crawl
    counts = {
        "sources that gave facts": collected.published,
        "sources without facts": len(collected.failing),
        "sources that were not due": collected.not_due,
        "pages fetched": crawl.captures if crawl else 0,
        "changes": crawl.changes if crawl else 0,
        "reviews read": outcome.read,
        "gaps": outcome.gaps,
        "alerts": outcome.raised,
    }
    yield from (f"| {name} | {count} |" for name, count in counts.items())
    yield ""
    yield from (f"- {_plain(line)}" for line in outcome.lines())


def _plain(line: str) -> str:
    """Return a line whose marks Markdown takes as they are: sites' own words stand in it."""
    return "".join(f"\\{mark}" if mark in r"\`*_[]<>|#!" else mark for mark in line)
