"""Differences of two versions of a page, passage by passage: substance apart from noise, which is counted by kind."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rivalscope.domain.noise import FORMS, NoiseKind, alone, failed, forms, moved, plain, signature

ALIKE = 0.35
"""Share of words that a passage and the one in its place have in common at least. Our convention."""

_SHORT = 6
"""Words of a heading or button that belongs to a banner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageChange:
    """One passage that says something else; None on the side on which it does not stand."""

    before: str | None
    after: str | None
    before_at: int | None = None
    """Place among the former passages."""
    after_at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What two versions of a page differ in."""

    passages: tuple[PassageChange, ...]
    """Those of substance, in the order of the page."""
    noise: Mapping[NoiseKind, int]
    """Passages that differ and say the same, by kind."""

    @property
    def material(self) -> bool:
        """Whether anything of substance differs."""
        return bool(self.passages)


@dataclass(slots=True)
class _Sides:
    """What is left to be explained: places among the passages of each side."""

    old: list[int]
    new: list[int]


def compare(before: Sequence[str], after: Sequence[str]) -> Difference:
    """Return what differs between the passages of two versions of a page, one a block of visible text."""
    noise: Counter[NoiseKind] = Counter()
    kept, sides = _unequal(before, after)
    if elsewhere := moved(kept):
        noise[NoiseKind.ORDER] += elsewhere
    if _failed(before, after, sides):
        # What could not be loaded is not gone, and what comes back is not new.
        noise[NoiseKind.FAILURE] += len(sides.old) + len(sides.new)
    else:
        _match_forms(before, after, sides, noise)
        _match_runs(before, after, sides, noise)
        _drop_repeated(before, after, sides, noise)
        _set_aside(before, after, sides, noise)
    passages = () if NoiseKind.FAILURE in noise else tuple(_pair(before, after, sides))
    return Difference(passages=passages, noise=dict(noise))


def _unequal(before: Sequence[str], after: Sequence[str]) -> tuple[list[int], _Sides]:
    """Return the former places of equal passages in the order they have now, and what is on one side only."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, text in enumerate(before):
        places[text].append(place)
    for own in places.values():
        own.reverse()
    kept, new = [], []
    for place, text in enumerate(after):
        if own := places[text]:
            kept.append(own.pop())
        else:
            new.append(place)
    return kept, _Sides(old=sorted(place for own in places.values() for place in own), new=new)


def _failed(before: Sequence[str], after: Sequence[str], sides: _Sides) -> bool:
    """Tell whether a part of the page could not be loaded, this time or the last."""
    return any(failed(text[place]) for text, own in _both(before, after, sides) for place in own)


def _match_forms(
    before: Sequence[str], after: Sequence[str], sides: _Sides, noise: Counter[NoiseKind]
) -> None:
    """Take out passages that agree once a kind of noise is taken out of them."""
    old = {place: forms(before[place]) for place in sides.old}
    new = {place: forms(after[place]) for place in sides.new}
    for number, (kind, _) in enumerate(FORMS):
        waiting: defaultdict[str, list[int]] = defaultdict(list)
        for place in reversed(sides.old):
            waiting[old[place][number]].append(place)
        for place in list(sides.new):
            if found := waiting[new[place][number]]:
                sides.old.remove(found.pop())
                sides.new.remove(place)
                noise[kind] += 1


def _match_runs(
    before: Sequence[str], after: Sequence[str], sides: _Sides, noise: Counter[NoiseKind]
) -> None:
    """Take out passages that were only joined or split otherwise."""
    told = [[forms(text[place]) for place in own] for text, own in _both(before, after, sides)]
    for number, (kind, _) in enumerate(FORMS):
        old, new = ("".join(form[number] for form in own) for own in told)
        if old == new and (sides.old or sides.new):
            noise[kind] += max(len(sides.old), len(sides.new))
            sides.old, sides.new = [], []


def _drop_repeated(
    before: Sequence[str], after: Sequence[str], sides: _Sides, noise: Counter[NoiseKind]
) -> None:
    """Take out passages that come or go while the same words stand elsewhere on both versions."""
    if not (sides.old or sides.new):
        return
    gone = set(sides.old)
    both = {signature(text) for place, text in enumerate(before) if place not in gone}
    for text, own in _both(before, after, sides):
        left = [place for place in own if signature(text[place]) not in both]
        if len(left) < len(own):
            noise[NoiseKind.REPEAT] += len(own) - len(left)
        own[:] = left


def _set_aside(before: Sequence[str], after: Sequence[str], sides: _Sides, noise: Counter[NoiseKind]) -> None:
    """Take out passages that are noise wherever they come or go, and what hangs on them."""
    kinds = [{place: alone(text[place]) for place in own} for text, own in _both(before, after, sides)]
    left: list[list[int]] = []
    for (text, own), told in zip(_both(before, after, sides), kinds, strict=True):
        banner = NoiseKind.COOKIE in told.values()
        menu = _is_menu(text, told)
        rest = []
        for place in own:
            kind = told[place]
            if kind is None and banner and text[place].count(" ") < _SHORT:
                kind = NoiseKind.COOKIE
            if kind is None and menu:
                kind = NoiseKind.CHROME
            if kind is None:
                rest.append(place)
            else:
                noise[kind] += 1
        left.append(rest)
    sides.old, sides.new = left


def _is_menu(text: Sequence[str], told: Mapping[int, NoiseKind | None]) -> bool:
    """Tell whether all that came or went is short, beside a logo or a button: the head or foot of a site."""
    marked = any(kind in (NoiseKind.CHROME, NoiseKind.ROTATION) for kind in told.values())
    return marked and all(text[place].count(" ") < _SHORT for place in told)


def _both(
    before: Sequence[str], after: Sequence[str], sides: _Sides
) -> tuple[tuple[Sequence[str], list[int]], tuple[Sequence[str], list[int]]]:
    return (before, sides.old), (after, sides.new)


def _pair(before: Sequence[str], after: Sequence[str], sides: _Sides) -> list[PassageChange]:
    """Return what is left as changes: a passage and the most alike one that took its place are one."""
    bags = [
        {place: Counter(plain(text[place]).split()) for place in own}
        for text, own in _both(before, after, sides)
    ]
    partners: dict[int, int] = {}
    for new in sides.new:
        free = [old for old in sides.old if old not in partners.values()]
        best = max(free, key=lambda old: likeness(bags[0][old], bags[1][new]), default=None)
        if best is not None and likeness(bags[0][best], bags[1][new]) >= ALIKE:
            partners[new] = best
    changes = [
        PassageChange(
            before=before[old] if (old := partners.get(new)) is not None else None,
            after=after[new],
            before_at=old,
            after_at=new,
        )
        for new in sides.new
    ]
    gone = [old for old in sides.old if old not in partners.values()]
    return changes + [PassageChange(before=before[old], after=None, before_at=old) for old in gone]


def likeness(one: Counter[str], other: Counter[str]) -> float:
    """Return the share of words that two passages have in common, 0 to 1 (Dice's coefficient)."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 1.0
