"""The three sentences at the head of a report: the largest gap, what moved, and how sure all of it is."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rivalscope.domain.fact import Change, ChangeMode
from rivalscope.domain.finding import CALLING, CoverageSummary
from rivalscope.reports.content import Report
from rivalscope.reports.words import count, day, listed, span, tenth


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence with the evidence it rests on."""

    text: str
    evidence: tuple[int, ...] = ()


def summary(report: Report) -> tuple[Sentence, Sentence, Sentence]:
    """Return what we know and how sure we are, in three sentences."""
    return _gap(report), _moves(report), _certainty(report)


def rival_changes(report: Report) -> list[Change]:
    """Return the changes that rivals made, weightiest first."""
    return [change for change in report.changes if change.product != report.ours.slug]


def partial(coverage: CoverageSummary) -> str:
    """Return what a partial report lacks, a sentence a cause; empty when nothing is missing."""
    if not coverage.nights:
        return "No night ran in the window."
    failing: defaultdict[str, list[str]] = defaultdict(list)
    for key, why in coverage.failing:
        failing[why].append(key)
    failed = dict(coverage.failing)
    stale = [f"{key} ({_since(since)})" for key, since in coverage.stale if key not in failed]
    told = [f"{_few(keys)} gave no facts last ({why})." for why, keys in failing.items()]
    told += [f"{_few(stale)} gave none for a week or more."] if stale else []
    return " ".join([*told, *_cut_short(coverage)])


def _cut_short(coverage: CoverageSummary) -> list[str]:
    """Say which nights were partial, the newest with its reason, and what that means for changes."""
    if not coverage.cut_short:
        return []
    night, why = coverage.cut_short[-1]
    nights = [day(one) for one, _ in coverage.cut_short]
    told = f"The night of {day(night)} was partial: {why}."
    if len(nights) > 1:
        told = f"{count(len(nights), 'night')} were partial ({_few(nights)}); of the newest: {why}."
    return [f"{told} Changes are told of the pages that were read alone."]


def _few(names: Sequence[str]) -> str:
    """Return the first names in a row and how many more there are."""
    rest = [f"{len(names) - 3} more"] if len(names) > 4 else []
    return listed([*names[:3], *rest] if rest else names)


def _since(day: str) -> str:
    return day if day == "never" else f"since {day}"


def _gap(report: Report) -> Sentence:
    open_gaps = [gap for gap in report.analysis.gaps if gap.kind in CALLING]
    ranked = [gap for gap in open_gaps if not gap.thin]
    if ranked:
        top = ranked[0]
        clause = top.summary.partition(". ")[0].removesuffix(".")
        return Sentence(
            text=f"Our largest gap is {top.feature}, opportunity {tenth(top.opportunity)} of 20 "
            f"({tenth(top.low)} to {tenth(top.high)}): {clause}.",
            evidence=top.evidence,
        )
    if open_gaps:
        thin = "is one gap" if len(open_gaps) == 1 else f"are {len(open_gaps)} gaps"
        return Sentence(
            text=f"There {thin}, and none has the {report.minimum_n} reviewers that it takes to be ranked."
        )
    return Sentence(text="The pages and reviews read so far show no gap.")


def _moves(report: Report) -> Sentence:
    moved = rival_changes(report)
    since = f"Since {day(report.since)}"
    if not moved:
        ran = report.coverage.nights
        return Sentence(
            text=f"{since} no rival changed anything that the sources show."
            if ran
            else f"{since} nothing was read, so nothing can be said of changes."
        )
    top = moved[0]
    evidence = tuple(e for e in (top.evidence_after, top.evidence_before) if e is not None)
    return Sentence(
        text=f"{since} rivals made {count(len(moved), 'change')}; the weightiest: {_told(top, report)}.",
        evidence=evidence,
    )


def _told(change: Change, report: Report) -> str:
    who = report.names.get(change.product, change.product)
    if change.before is not None and change.after is not None:
        what = f"{change.subject} went from {change.before} to {change.after}"
    elif change.mode is ChangeMode.REMOVED:
        what = f"{change.subject} is gone"
    else:
        what = f"{change.subject} is new"
    return f"{who}, {change.kind.value}: {what}"


def _certainty(report: Report) -> Sentence:
    covered = report.coverage
    if not covered.nights or covered.first_night is None or covered.last_night is None:
        return Sentence(
            text=f"No night ran between {day(report.since)} and {day(report.as_of, report.timezone)}: "
            "what is shown is older."
        )
    nights = (
        f"on the night of {day(covered.last_night)}"
        if covered.nights == 1
        else f"on {covered.nights} nights from {day(covered.first_night)} to {day(covered.last_night)}"
    )
    judged = [score for score in report.analysis.scores if score.ranked]
    lacking = f"; {_few([key for key, _ in covered.failing])} gave nothing last" if covered.failing else ""
    widest = max(judged, key=lambda score: (score.high or 0) - (score.low or 0), default=None)
    doubt = (
        f"; shares rest on {min(score.n for score in judged)} reviewers or more, the widest interval "
        f"being {span(widest.low or 0, widest.high or 0)}"
        if widest is not None
        else ""
    )
    return Sentence(
        text=f"This rests on {covered.ok} of {count(covered.sources, 'source')} that gave facts every time {nights}, "
        f"and on {count(covered.reviews, 'review')}{lacking}{doubt}."
    )
