"""How much a change matters, 0 to 100, as a product of five parts that can each be said in words.

Every weight is a convention of ours and stands here alone; the parts of each score are stored with it. The shape is that
of the systems looked at for it: what kind of change, how large, on which page, how long it has stood, how new it is.
"""

import difflib
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rivalscope.domain.fact import Change, ChangeKind, ChangeMode
from rivalscope.domain.finding import ChangeScore
from rivalscope.domain.market import SourceKind

PARTS = ("type", "size", "page", "persistence", "novelty")
"""The parts of a score, in the order in which `reason` tells them."""

KINDS: Mapping[ChangeKind, float] = {
    ChangeKind.PRICE: 1.0,
    ChangeKind.PACKAGING: 0.9,
    ChangeKind.FEATURE: 0.7,
    ChangeKind.LIMIT: 0.6,
    ChangeKind.RELEASE: 0.5,
    ChangeKind.LEGAL: 0.5,
    ChangeKind.MESSAGING: 0.4,
    ChangeKind.DOCS: 0.3,
    ChangeKind.HIRING: 0.3,
}
"""Weight of what a change is about: what a buyer pays and gets comes before how it is spoken of. Our convention."""

EXTRA = 0.75
"""Share of that weight for an add-on, a service or a fee: what every buyer pays comes before what some add. Our convention."""

PAGES: Mapping[SourceKind, float] = {
    SourceKind.PRICING: 1.0,
    SourceKind.FEATURES: 0.95,
    SourceKind.CHANGELOG: 0.9,
    SourceKind.HOME: 0.85,
    SourceKind.FEED: 0.85,
    SourceKind.JSON: 0.85,
    SourceKind.LEGAL: 0.9,
    SourceKind.DOCS: 0.75,
    SourceKind.BLOG: 0.7,
    SourceKind.CAREERS: 0.6,
    SourceKind.REVIEWS: 0.5,
    SourceKind.FILE: 0.5,
}
"""Weight of the kind of page it stands on: a pricing page binds its owner, a blog does not. Our convention."""

FULL_MOVE = Decimal("0.20")
"""A price that moves by a fifth or more has moved as far as the scale goes."""

_LEAST_MOVE = 0.8
"""Size of the smallest move of a price: any of them outweighs a feature, of which a page may change dozens."""

STOOD = (0.85, 0.95, 1.0)
"""Weight of a change on its first, second and any later night: a fact that is seen again is less likely to be a slip.

The steps are those of the rule by which facts end, on their second night away (storage.history). Our convention.
"""

KNOWN = 0.9
"""Weight of a change of something that changed before within the window: its first change was the news."""

_LEAST = 0.4
_AMOUNT = re.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    weight: float
    words: str


def score(changes: Sequence[Change], *, as_of: date | None = None) -> dict[int, ChangeScore]:
    """Return change id → score: type × size × page × persistence × novelty, times 100, rounded to a tenth.

    Each weight is rounded to four places first, so that the weights as stored give the score as stored.

    Persistence and novelty are judged within `changes`: pass all of the window. One that a later change undoes counts
    less; one that stands rises with the nights up to `as_of`, and counts in full where no day is given.
    """
    undone, known = _undone(changes), _known(changes)
    scored: dict[int, ChangeScore] = {}
    for change in changes:
        parts = (
            _kind(change),
            _size(change),
            _page(change),
            _persistence(change, undone=change.id in undone, as_of=as_of),
            _novelty(known=change.id in known),
        )
        weights = {name: round(part.weight, 4) for name, part in zip(PARTS, parts, strict=True)}
        scored[change.id] = ChangeScore(
            points=round(100 * math.prod(weights.values()), 1),
            reason=" × ".join(f"{part.words} {part.weight:.2f}" for part in parts),
            parts=weights,
        )
    return scored


def by_weight(changes: Sequence[Change]) -> list[Change]:
    """Return changes with the weightiest first; those not scored come last, equals in the order of their nights."""
    return sorted(
        changes,
        key=lambda change: (-(change.score if change.score is not None else -1), change.night, change.id),
    )


def price_move(change: Change) -> Decimal | None:
    """Return by which share a price changed, e.g. −0.17; None unless only the amount of it differs."""
    if change.kind is not ChangeKind.PRICE or change.before is None or change.after is None:
        return None
    old, new = _AMOUNT.search(change.before), _AMOUNT.search(change.after)
    if old is None or new is None or _frame(change.before, old) != _frame(change.after, new):
        return None
    before, after = (Decimal(found.group().replace(",", "")) for found in (old, new))
    return (after - before) / before if before else None


def _frame(text: str, amount: re.Match[str]) -> str:
    """Return the words around an amount: two prices compare only where these agree."""
    return f"{text[: amount.start()]}#{text[amount.end() :]}"


def _kind(change: Change) -> _Part:
    if change.extra:
        return _Part(weight=KINDS[change.kind] * EXTRA, words=f"{change.kind.value} of an extra")
    return _Part(weight=KINDS[change.kind], words=change.kind.value)


def _size(change: Change) -> _Part:
    move = price_move(change)
    if move is not None:
        weight = _LEAST_MOVE + (1 - _LEAST_MOVE) * float(min(abs(move) / FULL_MOVE, Decimal(1)))
        return _Part(weight=weight, words=f"moved {move:+.1%}".replace("%", " %").replace("-", "−"))
    if change.mode is ChangeMode.ADDED:
        return _Part(weight=0.9, words="added")
    if change.mode is ChangeMode.REMOVED:
        return _Part(weight=1.0, words="removed")
    if change.kind in (ChangeKind.PRICE, ChangeKind.PACKAGING, ChangeKind.FEATURE):
        return _Part(weight=0.9, words="changed in kind")
    share = _rewritten(change.before or "", change.after or "")
    return _Part(weight=max(share, _LEAST), words=f"{share:.0%} rewritten".replace("%", " %"))


def _rewritten(before: str, after: str) -> float:
    """Return the share of words that differ, 0 to 1: one less the ratio of matching words."""
    return 1 - difflib.SequenceMatcher(None, before.split(), after.split(), autojunk=False).ratio()


def _page(change: Change) -> _Part:
    kind = re.sub(r"-\d+$", "", change.source.rpartition("/")[2])
    known = kind in set(SourceKind)
    weight = PAGES[SourceKind(kind)] if known else 0.5
    return _Part(weight=weight, words=f"on a {kind} page" if known else "on a page of unknown kind")


def _persistence(change: Change, *, undone: bool, as_of: date | None) -> _Part:
    if change.mode is ChangeMode.UNSTABLE:
        return _Part(weight=0.1, words="comes and goes")
    if undone:
        return _Part(weight=0.4, words="undone since")
    if as_of is None:
        return _Part(weight=STOOD[-1], words="stands")
    nights = max((as_of - change.night).days, 0) + 1
    words = "its first night" if nights == 1 else f"stood {nights} nights"
    return _Part(weight=STOOD[min(nights, len(STOOD)) - 1], words=words)


def _novelty(*, known: bool) -> _Part:
    return _Part(weight=KNOWN, words="changed before") if known else _Part(weight=1.0, words="new")


def _known(changes: Sequence[Change]) -> set[int]:
    """Return ids of changes whose subject had changed before on the same source."""
    seen: set[tuple[str, str, ChangeKind]] = set()
    known: set[int] = set()
    for change in sorted(changes, key=lambda change: (change.night, change.id)):
        place = change.source, change.subject, change.kind
        if place in seen:
            known.add(change.id)
        seen.add(place)
    return known


def _undone(changes: Sequence[Change]) -> set[int]:
    """Return ids of changes whose subject later went back to what it was before."""
    latest: dict[tuple[str, str, ChangeKind], Change] = {}
    for change in sorted(changes, key=lambda change: (change.night, change.id)):
        latest[change.source, change.subject, change.kind] = change
    return {
        change.id
        for change in changes
        if (last := latest[change.source, change.subject, change.kind]).id != change.id
        and last.after == change.before
    }
