"""Movements in words: what moved, by how much, when, how sure, and whether rivals or the season explain it."""

from rivalscope.analysis.movement import Movement, Shape
from rivalscope.analysis.series import MONTH, Measure
from rivalscope.reports.content import Report
from rivalscope.reports.inert import one_line
from rivalscope.reports.summary import Sentence
from rivalscope.reports.words import count, listed, percent, short_day

SPEAK = {
    Measure.MENTIONS: "speak of it",
    Measure.NEGATIVE: "dislike it",
    Measure.SENTIMENT: "like it",
    Measure.REQUESTS: "ask for it",
    Measure.PROBLEMS: "report a problem with it",
}
"""What reviewers do whom a measure counts."""
OF = {
    Measure.NEGATIVE: "reviewers with an opinion of it",
    Measure.SENTIMENT: "reviewers with an opinion of it",
}
"""Of whom a measure is a share, where it is not of all reviewers."""


def movement_sentence(report: Report, moved: Movement) -> Sentence:
    """Return one movement in a sentence or two."""
    named = f"{one_line(report.names.get(moved.product, moved.product))}, {one_line(moved.feature)}"
    told = {Shape.SPIKE: _spike, Shape.TREND: _trend, Shape.STEP: _step}[moved.shape](moved)
    return Sentence(text=f"{named}: {told}{cause(moved)}", evidence=moved.evidence)


def cause(moved: Movement) -> str:
    """Say whether rivals, the season or a crowd of reviewers moved the same way; empty when nothing is known of it."""
    found = []
    if moved.shared:
        found.append("rivals moved the same way in the same weeks")
    if moved.seasonal:
        found.append("the same weeks a year earlier did so too")
    if moved.crowd:
        found.append("the product had unusually many reviewers altogether")
    if found:
        return f" It may not be the feature: {listed(found)}."
    return " Rivals did not move with it." if moved.rivals_before is not None else ""


def points(share: float) -> str:
    """Return a difference of shares with its sign, e.g. `+12 points`."""
    return f"{100 * share:+.0f} points"


def change(moved: Movement) -> str:
    """Return how far it moved with its 95 % interval."""
    if moved.shape is Shape.SPIKE:
        return f"{moved.after:.0f} voices, {moved.before:.1f} usual ({moved.low:.0f} to {moved.high:.0f})"
    return (
        f"{percent(moved.before)} → {percent(moved.after)}: {points(moved.after - moved.before)} "
        f"({100 * moved.low:+.0f} to {100 * moved.high:+.0f})"
    )


def when(moved: Movement) -> str:
    """Return the days of a spike or a trend, or the day of a change and between which it may have come."""
    if moved.shape is Shape.STEP and moved.place is not None:
        return f"{short_day(moved.since)} ({short_day(moved.place[0])} to {short_day(moved.place[1])})"
    return f"{short_day(moved.since)} to {short_day(moved.until)}"


def _spike(moved: Movement) -> str:
    span = "four weeks" if moved.days == MONTH else "week"
    return (
        f"{count(moved.n, 'reviewer')} {_verb(moved)} in the {span} from {short_day(moved.since)}; "
        f"{moved.before:.1f} were usual, and up to {moved.high:.0f} would have been no surprise."
    )


def _trend(moved: Movement) -> str:
    return (
        f"the share of {_of(moved)} who {SPEAK[moved.measure]} went {'up' if moved.rises else 'down'} over "
        f"{min(13, moved.bins)} times four weeks, from about {percent(moved.before)} to "
        f"{percent(moved.after)} ({points(moved.after - moved.before)}, {100 * moved.low:+.0f} to "
        f"{100 * moved.high:+.0f}; n = {moved.n_before + moved.n:,})."
    )


def _step(moved: Movement) -> str:
    held = "" if moved.place is None else f", at the earliest {short_day(moved.place[0])}"
    return (
        f"from {short_day(moved.since)} on{held}, {percent(moved.after)} of {_of(moved)} {SPEAK[moved.measure]} "
        f"(n = {moved.n:,}), {percent(moved.before)} before (n = {moved.n_before:,}): "
        f"{points(moved.after - moved.before)} ({100 * moved.low:+.0f} to {100 * moved.high:+.0f})."
    )


def _of(moved: Movement) -> str:
    return OF.get(moved.measure, "reviewers")


def _verb(moved: Movement) -> str:
    if moved.n != 1:
        return {Measure.MENTIONS: "spoke of it", Measure.NEGATIVE: "disliked it", Measure.SENTIMENT: "liked it",
                Measure.REQUESTS: "asked for it", Measure.PROBLEMS: "reported a problem with it"}[moved.measure]  # fmt: skip
    return "spoke of it"
