"""Changes: what of a page's comparison is worth recording, each once, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rivalscope.domain.fact import ChangeMode
from rivalscope.domain.page import ClaimStatus, Passage, StatementKind
from storage.history import Outcome, Place
from storage.statements import CLAIMS, LIMITS, PLANS, PRICES, Columns, FactKind, Statement, offer_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One kind of fact of one page: what stood, what is stated, what follows."""

    kind: FactKind
    held: Mapping[int, Columns]
    stated: Mapping[Place, Statement]
    outcome: Outcome

    def place(self, statement: Statement) -> Place:
        """Return what makes a statement the same as a fact."""
        return self.kind.group(statement.columns), self.kind.value(statement.columns)

    @property
    def fresh(self) -> list[Statement]:
        """Statements that become new rows."""
        new = [*self.outcome.opened, *(seen for _, _, seen in self.outcome.replaced)]
        return [self.stated[seen.place] for seen in new]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """One fact that came, went or gave way."""

    kind: FactKind
    before: Columns | None
    after: Columns | None
    mode: ChangeMode
    evidence_before: int | None
    evidence_after: int | None

    @property
    def columns(self) -> Columns:
        """What stands now; for a removal what stood."""
        chosen = self.after if self.after is not None else self.before
        return chosen if chosen is not None else {}

    @property
    def shape(self) -> tuple[bool, bool]:
        """Whether there is something before, and something after."""
        return self.before is not None, self.after is not None

    @property
    def is_add_on(self) -> bool:
        """Whether it is a claim that something is an add-on, and was one if it was claimed before."""
        sides = [columns for columns in (self.before, self.after) if columns is not None]
        return self.kind is CLAIMS and all(columns["status"] is ClaimStatus.ADD_ON for columns in sides)

    @property
    def silent(self) -> bool:
        """Whether nothing was offered before and nothing is now."""
        return all(columns is None or self.kind.silent(columns) for columns in (self.before, self.after))


def changes_of(comparisons: Sequence[Comparison], numbers: Mapping[Passage, int]) -> list[dict[str, Any]]:
    """Return the rows of `change` for a page, without source and night.

    A plan that comes, goes or gets another name is one change of packaging: its prices, claims and limits are not
    changes as well; so it is with an extra and its prices, and with a claim that it is an add-on. A
    limit that a claim of the same name states too is one change, the claim's; so is a title that carries a new heading. A feature or limit that changes alike in
    several plans is one change of subject `Pro, Team: Polls`, with the evidence of the first.
    """
    steps = _once([step for comparison in comparisons for step in _steps(comparison, numbers)])
    steps = _without_add_ons(steps)
    sides = [side for step in steps if step.kind is PLANS for side in (step.before, step.after)]
    moved = {offer_key(side) for side in sides if side is not None}
    told = {(step.columns["plan_key"], step.columns["name_key"]) for step in steps if _is_claim(step)}
    alike: dict[tuple[object, ...], list[_Step]] = {}
    for step in steps:
        columns = step.columns
        if step.silent or (step.kind is not PLANS and offer_key(columns) in moved):
            continue
        if step.kind is LIMITS and (columns["plan_key"], columns["name_key"]) in told:
            continue
        alike.setdefault(_likeness(step, len(alike)), []).append(step)
    return [_row(together, comparisons) for together in alike.values()]


def _once(steps: Sequence[_Step]) -> list[_Step]:
    """Return the steps without a new title that only carries the new words of a heading of the page."""
    heads = [
        step for step in steps if step.after is not None and step.after.get("kind") == StatementKind.HERO
    ]
    return [step for step in steps if not any(_carries(step, head) for head in heads)]


def _without_add_ons(steps: Sequence[_Step]) -> list[_Step]:
    """Return the steps without claims of add-ons that come, go or change together with the extra of their name.

    A page that sells `Phone number` as an add-on says one thing of it, and both the claim and the extra are kept: the
    matrix needs the one, price history the other. The extra tells the change, for it has the price. A claim that
    becomes another status, or moves while the extra stays, is a change of its own.
    """
    extras = {(step.columns["plan_key"], *step.shape) for step in steps if step.columns.get("extra")}
    return [
        step for step in steps if not (step.is_add_on and (step.columns["name_key"], *step.shape) in extras)
    ]


def _carries(step: _Step, head: _Step) -> bool:
    """Tell whether a title has a heading's words in it, now and before."""
    sides = (step.before, step.after, head.before, head.after)
    if any(side is None or not side.get("value") for side in sides):
        return False
    title_before, title_after, before, after = (str(side["value"]).casefold() for side in sides if side)
    kind = step.after.get("kind") if step.after is not None else None
    return kind == StatementKind.TITLE and before in title_before and after in title_after


def _likeness(step: _Step, number: int) -> tuple[object, ...]:
    """Return what several plans' changes of one feature have in common; `number` keeps any other change apart."""
    if step.kind in {PLANS, PRICES} or not step.columns.get("plan"):
        return (number,)
    sides = [None if columns is None else step.kind.text(columns) for columns in (step.before, step.after)]
    return (step.columns["name_key"], step.mode, *sides)


def _is_claim(step: _Step) -> bool:
    return "status" in step.columns and not step.silent


def _steps(comparison: Comparison, numbers: Mapping[Passage, int]) -> list[_Step]:
    kind, held, outcome = comparison.kind, comparison.held, comparison.outcome
    ended = [(held[fact.id], None) for fact, _ in outcome.ended]
    opened = [(None, comparison.stated[seen.place]) for seen in outcome.opened]
    replaced = [(held[fact.id], comparison.stated[seen.place]) for fact, _, seen in outcome.replaced]
    pairs: list[tuple[Columns | None, Statement | None]] = [*replaced, *opened, *ended]
    return [
        _Step(
            kind=kind,
            before=before,
            after=None if after is None else after.columns,
            mode=_mode(comparison, before, after),
            evidence_before=None if before is None else before["evidence_id"],
            evidence_after=None if after is None or after.passage is None else numbers[after.passage],
        )
        for before, after in pairs
    ]


def _mode(comparison: Comparison, before: Columns | None, after: Statement | None) -> ChangeMode:
    if after is None:
        return ChangeMode.REMOVED
    if comparison.place(after) in comparison.outcome.unstable:
        return ChangeMode.UNSTABLE
    return ChangeMode.ADDED if before is None else ChangeMode.CHANGED


def _row(together: Sequence[_Step], comparisons: Sequence[Comparison]) -> dict[str, Any]:
    step = together[0]
    subject = step.kind.subject(step.columns)
    if len(together) > 1:
        plans = dict.fromkeys(other.columns["plan"] for other in together)
        subject = f"{', '.join(plans)}: {step.columns['name']}"
    return {
        "kind": step.kind.change(step.before, step.after),
        "mode": step.mode,
        "subject": subject,
        "extra": bool(step.columns.get("extra")),
        "before": _text(step, step.before, comparisons),
        "after": _text(step, step.after, comparisons),
        "evidence_before": step.evidence_before,
        "evidence_after": step.evidence_after,
    }


def _text(step: _Step, columns: Columns | None, comparisons: Sequence[Comparison]) -> str | None:
    """Return one side of a change in words; a plan is told by its prices, and by its name where that changed."""
    if columns is None:
        return None
    name = step.kind.text(columns)
    if step.kind is not PLANS:
        return name
    prices = [
        PRICES.text(price)
        for comparison in comparisons
        if comparison.kind is PRICES
        for price in (*comparison.held.values(), *(statement.columns for statement in comparison.fresh))
        if offer_key(price) == offer_key(columns)
    ]
    told = "; ".join(dict.fromkeys(prices))
    if step.before is None or step.after is None:
        return told or name
    return f"{name}: {told}" if told else name
