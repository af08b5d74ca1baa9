"""What a digest tells, item by item in words: each with its code, what it means for us, how sure it is, and its words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from rivalscope.analysis.demand import Demand
from rivalscope.analysis.rivalry import Contest
from rivalscope.analysis.series import Measure
from rivalscope.analysis.trends import Shift
from rivalscope.domain.dates import written
from rivalscope.domain.fact import Evidence
from rivalscope.domain.feedback import code_of
from rivalscope.reports import confidence, so_what
from rivalscope.reports.content import Digest, GapMove
from rivalscope.reports.inert import one_line, web_address
from rivalscope.reports.stories import Story
from rivalscope.reports.tables import DemandRow, contest_words, demand_rows
from rivalscope.reports.traces import AROUND
from rivalscope.reports.upcoming import Upcoming
from rivalscope.reports.words import count, percent, plan_names, short_day, tenth

_QUOTE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """The words behind an item, shown where it stands: a mail's reader may not have the report at hand."""

    number: int
    quote: str
    url: str | None
    """None for what is not a page on the web."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that is told."""

    title: str
    detail: str = ""
    before: str | None = None
    after: str | None = None
    weight: str = ""
    """Score of a change, 0 to 100."""
    reason: str = ""
    """Parts of the score in words."""
    so_what: str = ""
    """What it means for us; empty when nothing is known that bears on it."""
    sure: str = ""
    """How sure it is, and why; empty for what is counted, not judged."""
    proofs: tuple[Proof, ...] = ()
    facts: int = 1
    """Changes that are told as one."""
    code: str = ""
    """By which a reader can mark it; empty for what is not marked."""
    kind: str = ""
    """What it is, e.g. `price`, `shift`."""
    product: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Items under one heading."""

    title: str
    items: tuple[Item, ...]
    left: int = 0
    """Items that the report tells and the mail leaves out."""
    silence: str = ""
    """What is said when there is no item."""
    note: str = ""
    """What is said before the items."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the letter."""

    title: str
    blocks: tuple[Block, ...]


def block(title: str, items: Sequence[Item], most: int, silence: str) -> Block:
    """Return the first items under a heading, and how many are left; without any, what is said instead."""
    return Block(
        title=title,
        items=tuple(items[:most]),
        left=max(len(items) - most, 0),
        silence="" if items else silence,
    )


def on_day(digest: Digest, moment: date) -> str:
    """Return a day as the reader's language writes it; in English with a short month."""
    return short_day(moment) if digest.language == "en" else written(moment, digest.language)


def story_item(digest: Digest, story: Story) -> Item:
    """Tell one or more changes of a rival, or of ours."""
    change = story.lead
    plans = f" in {plan_names(story.plans)}" if story.plans else ""
    facts = f", {len(story.changes)} changes" if len(story.changes) > 1 else ""
    told = f"{change.kind.value} {change.mode.value}, {on_day(digest, change.night)}{facts}"
    return Item(
        title=f"{story.subject}{plans} ({told})",
        before=change.before,
        after=change.after,
        reason=change.reason or "",
        weight="" if change.score is None else f"{change.score:.0f}",
        so_what=so_what.of_story(story, digest.background, ours=digest.ours),
        sure=confidence.of_change(change.parts),
        proofs=_proofs(digest, story.evidence, most=2),
        facts=len(story.changes),
        code=code_of(
            "change", change.product, change.source, change.kind, change.mode, change.subject, change.night,
            change.before, change.after,
        ),
        kind=change.kind.value,
        product=change.product,
    )  # fmt: skip


def shift_item(digest: Digest, shift: Shift) -> Item:
    """Tell a rise or fall."""
    what = "who like it" if shift.measure is Measure.SENTIMENT else "who speak of it"
    return Item(
        title=f"{digest.names.get(shift.product, shift.product)}, {shift.feature}: "
        f"the share {what} {'rises' if shift.rises else 'falls'}",
        before=f"{percent(shift.before)} (n = {shift.n_before})",
        after=f"{percent(shift.after)} (n = {shift.n_after})",
        so_what=so_what.of_shift(shift, digest.background, ours=digest.ours, names=digest.names),
        sure=confidence.of_shift(shift),
        proofs=_proofs(digest, shift.evidence),
        code=code_of("shift", digest.week, shift.product, shift.feature, shift.measure),
        kind="shift",
        product=shift.product,
    )


def demand_items(digest: Digest, demands: Iterable[Demand]) -> list[Item]:
    """Tell what is asked for, or gives trouble."""
    return [_demand(digest, row) for row in demand_rows(demands)]


def _demand(digest: Digest, row: DemandRow) -> Item:
    kind = row.parts[0].label.value
    products = {part.product for part in row.parts}
    return Item(
        title=row.feature or "names no feature",
        detail=", ".join(
            f"{digest.names.get(part.product, part.product)} {count(part.voices, 'reviewer')}"
            for part in row.parts
        ),
        so_what=so_what.of_demand(row.feature, row.parts, digest.background, ours=digest.ours),
        sure=confidence.of_voices(row.voices, minimum_n=digest.minimum_n) if row.feature else "",
        proofs=_proofs(digest, row.evidence),
        code=code_of(kind, digest.week, row.feature),
        kind=kind,
        product=products.pop() if len(products) == 1 else None,
    )


def contest_item(digest: Digest, one: Contest) -> Item:
    """Tell a switch or a comparison."""
    return Item(
        title=f"{contest_words(one, digest.names)}{f', on {one.aspect}' if one.aspect else ''}",
        sure=confidence.of_voices(one.voices, minimum_n=digest.minimum_n),
        proofs=_proofs(digest, one.evidence),
        code=code_of("switch", digest.week, one.winner, one.loser, one.relation, one.aspect),
        kind="switch",
    )


def gap_item(digest: Digest, move: GapMove) -> Item:
    """Tell a gap that opened, closed or moved."""
    gap, before = move.gap, move.before
    happened = "closed" if move.closed else "opened" if before is None else "moved"
    value = f"Opportunity {tenth(gap.opportunity)} ({tenth(gap.low)} to {tenth(gap.high)}), n = {gap.n}."
    return Item(
        title=f"{gap.feature} ({gap.kind.value}) {happened}",
        detail="" if move.closed else value,
        before=tenth(before.opportunity) if before and not move.closed else None,
        after=tenth(gap.opportunity) if before and not move.closed else None,
        so_what=gap.summary,
        sure=confidence.of_gap(gap, minimum_n=digest.minimum_n),
        proofs=_proofs(digest, gap.evidence),
        code=code_of("gap", digest.week, gap.kind, gap.feature, happened),
        kind="gap",
        product=digest.ours,
    )


def upcoming_item(digest: Digest, one: Upcoming) -> Item:
    """Tell a launch that is announced, or one whose effect can be judged from now on."""
    name = digest.names.get(one.product, one.product)
    if one.came is None:
        title, detail = f"{name}: {one.feature}", "announced on its pages, not there yet"
    else:
        title = f"{name}: {one.feature}, launched {on_day(digest, one.came)}"
        detail = "old enough for its effect to be judged: `rivalscope launch` shows it"
    return Item(
        title=title,
        detail=detail,
        so_what=so_what.of_feature(one.feature, digest.background, ours=digest.ours)
        if one.product != digest.ours
        else "",
        proofs=_proofs(digest, one.evidence),
        code=code_of("launch", one.product, one.feature, one.came),
        kind="launch",
        product=one.product,
    )


def _proofs(digest: Digest, ids: Iterable[int], *, most: int = 1) -> tuple[Proof, ...]:
    known = [digest.evidence[number] for number in ids if number in digest.evidence][:most]
    return tuple(Proof(number=one.id, quote=_quote(digest, one), url=web_address(one.url)) for one in known)


def _quote(digest: Digest, one: Evidence) -> str:
    before, after = digest.around.get(one.id, ("", ""))
    return one_line(f"{before}{one.quote}{after}", limit=max(_QUOTE, len(one.quote) + 2 * AROUND))
