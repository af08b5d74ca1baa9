"""What a night or a week came to, in words and as data."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from rivalscope.domain.capture import Verdict
from rivalscope.domain.crawl import CrawlSummary
from rivalscope.domain.delivery import Delivery, DeliveryState
from rivalscope.domain.reading import Annotated
from rivalscope.reports.content import DigestState


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRead:
    """A review file of the market file, read on a night."""

    source: str
    new: int
    """Reviews that were not known."""
    problem: str | None = None
    """Why nothing was read; None when it was."""


PASSING = frozenset(
    {Verdict.ERROR, Verdict.ROBOTS_UNREACHABLE, Verdict.TRUNCATED, Verdict.EMPTY, Verdict.PARTIAL, None}
)
"""Verdicts (None: never fetched) that may be another in a few minutes; a wall will not, and is not asked again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failing:
    """A source that gave no facts on a night."""

    source: str
    """Its key."""
    verdict: Verdict | None
    """None when it was never fetched."""
    reason: str
    quarantined: bool = False
    """Whether a page of it is held back and waits for a decision."""

    @property
    def words(self) -> str:
        """Say why, in words."""
        said = self.verdict.value if self.verdict else "never fetched"
        return f"{said}: {self.reason}" if self.reason else said


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """What collecting came to on one night."""

    night: date
    crawl: CrawlSummary | None
    """None when no source is on the web."""
    files: tuple[FileRead, ...]
    failing: tuple[Failing, ...]
    """Each source that gave no facts."""
    published: int = 0
    """Sources whose facts were taken."""
    not_due: int = 0
    """Sources that were left alone because no page of theirs needed a check."""
    extents: tuple[tuple[str, str], ...] = ()
    """Key of each source whose list is not held in full, and how much of it is."""
    cut_short: str = ""
    """Why the night is partial: fewer pages gave facts than usual, or some were not fetched; empty when it is not."""

    @property
    def complete(self) -> bool:
        """Whether every source gave facts, and as many pages as usual."""
        return not self.failing and not self.cut_short

    @property
    def quarantined(self) -> int:
        """Failing sources that wait for a decision."""
        return sum(one.quarantined for one in self.failing)

    @property
    def kept(self) -> int:
        """Failing sources whose last good facts stand, with nothing to decide."""
        return len(self.failing) - self.quarantined

    @property
    def passing(self) -> tuple[Failing, ...]:
        """Those for which it may be otherwise in a few minutes."""
        return tuple(one for one in self.failing if one.verdict in PASSING)

    def lines(self) -> Iterator[str]:
        """Say it in lines."""
        if self.crawl is not None:
            verdicts = ", ".join(f"{count} {verdict}" for verdict, count in self.crawl.verdicts)
            yield f"night {self.night}: {self.crawl.captures} captures ({verdicts or 'nothing was due'}), {self.crawl.changes} changes"
        if self.published or self.failing:
            yield f"load gate: {self.published} sources published, {self.quarantined} quarantined, {self.kept} kept as last good"
        if self.quarantined:
            yield "`rivalscope quarantine list` shows what waits for a decision"
        if self.not_due:
            yield f"{self.not_due} sources were not due: their facts stand as last seen"
        if self.cut_short:
            yield f"night {self.night} is partial: {self.cut_short}; changes are told of the pages that were read alone"
        for read in self.files:
            if read.problem is None:
                yield f"{read.source}: {read.new} new reviews"
        for one in self.failing:
            yield f"{one.source}: no facts tonight: {one.words}"
        for source, extent in self.extents:
            yield f"{source}: {extent}"

    def data(self) -> dict[str, Any]:
        """Say it as JSON values."""
        crawl = self.crawl
        return {
            "night": self.night.isoformat(),
            "complete": self.complete,
            "partial": self.cut_short or None,
            "captures": crawl.captures if crawl else 0,
            "requests": crawl.requests if crawl else 0,
            "bytes": crawl.bytes if crawl else 0,
            "changes": crawl.changes if crawl else 0,
            "published": self.published,
            "quarantined": self.quarantined,
            "kept": self.kept,
            "not_due": self.not_due,
            "verdicts": {str(verdict): count for verdict, count in crawl.verdicts} if crawl else {},
            "files": [
                {"source": read.source, "new": read.new, "problem": read.problem} for read in self.files
            ],
            "failing": [
                {
                    "source": one.source,
                    "verdict": one.verdict,
                    "reason": one.reason,
                    "outcome": "quarantined" if one.quarantined else "kept",
                }
                for one in self.failing
            ],
            "extents": dict(self.extents),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class NightOutcome:
    """What a whole night came to."""

    collected: Collected
    annotated: Annotated
    """Reviews that were given a reading."""
    gaps: int
    report: tuple[Path, ...]
    """Files of the report."""
    let_go: int = 0
    """Stored pages that retention let go."""
    mail: tuple[Delivery, ...] = ()
    """Digests that waited in the outbox and were tried again."""
    mail_problem: str = ""
    """Why what waits could not be tried; empty when it could, and when nothing waits."""
    raised: int = 0
    """Alerts that the night gave cause for."""
    told: tuple[tuple[str, int, str], ...] = ()
    """Each channel that alerts went to: its name, how many, and what went wrong; empty when nothing did."""
    ping_problem: str = ""
    """Why the dead-man's switch could not be told that the night ran; empty when it could, and when there is none."""

    @property
    def read(self) -> int:
        """Reviews that were given a reading."""
        return self.annotated.reviews

    @property
    def complete(self) -> bool:
        """Whether every source gave facts."""
        return self.collected.complete

    def lines(self) -> Iterator[str]:
        """Say it in lines."""
        yield from self.collected.lines()
        yield f"{self.annotated.words}, {self.gaps} gaps"
        if self.let_go:
            yield f"{self.let_go} stored pages let go by retention"
        if self.raised:
            yield f"{self.raised} {'alert' if self.raised == 1 else 'alerts'}: `rivalscope alerts` lists them"
        yield from (f"{name}: {problem}; told later" for name, _, problem in self.told if problem)
        if self.ping_problem:
            yield f"the dead-man's switch was not told: {self.ping_problem}"
        yield from map(_told, self.mail)
        if self.mail_problem:
            yield f"mail waits: {self.mail_problem}"
        if self.report:
            yield f"report: {self.report[0]}"

    def data(self) -> dict[str, Any]:
        """Say it as JSON values."""
        return {
            **self.collected.data(),
            "read": self.read,
            "new_texts": self.annotated.texts,
            "gaps": self.gaps,
            "let_go": self.let_go,
            "report": [str(path) for path in self.report],
            "alerts": self.raised,
            "deliveries": [_data(one) for one in self.mail],
            "mail_problem": self.mail_problem,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekOutcome:
    """What a week's digest came to."""

    week: str
    """ISO week, e.g. `2026-W47`."""
    state: DigestState
    file: Path
    """The mail as a file."""
    deliveries: tuple[Delivery, ...] = ()
    """Those handed to the mail server just now; empty when it was only written."""
    sent_before: tuple[str, ...] = ()
    """Recipients that have it already and did not get it twice."""

    @property
    def complete(self) -> bool:
        """Whether every recipient that was to get it has it."""
        return all(delivery.state is DeliveryState.SENT for delivery in self.deliveries)

    def lines(self) -> Iterator[str]:
        """Say it in lines."""
        yield f"{self.week}: {self.state.value}; digest: {self.file}"
        for delivery in self.deliveries:
            yield _told(delivery)
        for recipient in self.sent_before:
            yield f"{recipient}: was sent it before; --again sends it once more"

    def data(self) -> dict[str, Any]:
        """Say it as JSON values."""
        return {
            "week": self.week,
            "state": self.state.value,
            "file": str(self.file),
            "deliveries": [_data(one) for one in self.deliveries],
            "sent_before": list(self.sent_before),
        }


def _told(delivery: Delivery) -> str:
    return f"{delivery.recipient}: {delivery.state.value}{f': {delivery.detail}' if delivery.detail else ''}"


def _data(delivery: Delivery) -> dict[str, str]:
    return {"recipient": delivery.recipient, "state": delivery.state.value, "detail": delivery.detail}
