"""What was told against what was true: false removals and prices, changes missed or late, faults not named, mails lost."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rivalscope.domain.fact import Change, ChangeKind, ChangeMode
from rivalscope.simulation.reviews import SITE, Kept
from rivalscope.simulation.shapes import Shape
from rivalscope.simulation.trials import Trial
from rivalscope.simulation.year import Kind, TrueChange, YearNight
from storage.flapping import MEMORY
from storage.history import UNSTABLE_WITHIN

BY_NIGHT = 2
"""Nights on which a site was read by which a true change must be told; a removal needs the second one."""
TRIED = UNSTABLE_WITHIN + 1
"""The same for a price that was tried out in the month before: it is a change when it has come to stay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a year came to."""

    nights: int
    ran: int
    site_nights: int
    """Sites times nights that ran."""
    faults: Counter[Shape]
    """Site-nights by the shape of their failure."""
    unnamed: tuple[tuple[date, str, Shape], ...]
    """Failures that the night did not name."""
    reviews: Kept
    trials: int
    """Prices that sites tried out."""
    true: Counter[Kind]
    """True changes by kind."""
    missed: tuple[TrueChange, ...]
    """Those that were not told when they were due."""
    false_removals: tuple[Change, ...]
    false_prices: tuple[Change, ...]
    false_others: tuple[Change, ...]
    troubles: Counter[str]
    """Nights by what befell our own machine."""
    kills: int
    mails: int
    """Mails that were to arrive."""
    lost: int
    doubled: int
    seconds: float

    @property
    def kept(self) -> bool:
        """Whether every promise was kept."""
        wrong = (self.unnamed, self.missed, self.false_removals, self.false_prices)
        broken = (*wrong, self.lost, self.reviews.lost, self.reviews.doubled)
        return not any(broken) and self.doubled <= self.kills

    def lines(self) -> Iterator[str]:
        """Say it in lines."""
        failed = sum(self.faults.values())
        told = sum(self.true.values())
        yield f"{self.ran} of {self.nights} nights ran, {self.site_nights} site-nights, in {self.seconds:.0f} s"
        yield f"{failed} site-nights failed in {len(self.faults)} of {len(Shape)} shapes"
        yield f"befell us: {', '.join(f'{words} {n}' for words, n in sorted(self.troubles.items())) or 'nothing'}"
        yield f"prices tried out on some visitors: {self.trials}"
        yield f"true changes: {told} ({', '.join(f'{kind.value} {n}' for kind, n in self.true.items())})"
        yield f"told when due                   {told - len(self.missed)} of {told}{_cross(self.missed)}"
        yield f"false removals                  {len(self.false_removals)}{_cross(self.false_removals)}"
        yield f"false price changes             {len(self.false_prices)}{_cross(self.false_prices)}"
        yield f"other false changes             {len(self.false_others)}"
        yield f"failures named on their night   {failed - len(self.unnamed)} of {failed}{_cross(self.unnamed)}"
        yield f"reviews lost                    {self.reviews.lost} of {self.reviews.published}{_cross(self.reviews.lost)}"
        yield f"reviews stored more than once   {self.reviews.doubled}{_cross(self.reviews.doubled)}"
        yield f"digests lost                    {self.lost} of {self.mails}{_cross(self.lost)}"
        yield f"digests that came twice         {self.doubled}, with {self.kills} kills while sending"
        for one in self.missed:
            yield f"  missed: {one.night} {one.product} {one.kind.value} {one.subject}"
        for change in (*self.false_removals, *self.false_prices, *self.false_others):
            yield (
                f"  false: {change.night} {change.source} {change.kind.value} {change.mode.value} {change.subject}: "
                f"{change.before} → {change.after}"
            )
        for night, slug, shape in self.unnamed:
            yield f"  not named: {night} {slug} {shape.value}"

    def data(self) -> dict[str, object]:
        """Say it as JSON values."""
        return {
            "nights": self.nights,
            "ran": self.ran,
            "site_nights": self.site_nights,
            "faults": {shape.value: count for shape, count in self.faults.items()},
            "faults_named": sum(self.faults.values()) - len(self.unnamed),
            "trials": self.trials,
            "true_changes": {kind.value: count for kind, count in self.true.items()},
            "missed": len(self.missed),
            "false_removals": len(self.false_removals),
            "false_prices": len(self.false_prices),
            "false_others": len(self.false_others),
            "troubles": dict(self.troubles),
            "reviews": self.reviews.published,
            "reviews_lost": self.reviews.lost,
            "reviews_doubled": self.reviews.doubled,
            "mails": self.mails,
            "lost": self.lost,
            "doubled": self.doubled,
            "kills": self.kills,
            "seconds": round(self.seconds, 1),
            "kept": self.kept,
        }


def _cross(broken: object) -> str:
    return "  BROKEN" if broken else ""


def read_nights(year: Sequence[YearNight], slug: str) -> list[date]:
    """Return the nights on which a site could be read."""
    return [night.date for night in year if night.runs and slug not in night.faults]


def missed(year: Sequence[YearNight], told: Iterable[Change]) -> list[TrueChange]:
    """Return the true changes that no told change speaks of when they are due.

    That is the second night on which their site was read; the sixth one for a price that was tried out before.
    """
    by_product: defaultdict[str, list[Change]] = defaultdict(list)
    for change in told:
        by_product[change.product].append(change)
    lacking = []
    for true in (change for night in year for change in night.changes if change.kind is not Kind.LAYOUT):
        due = TRIED if _was_tried(year, true) else BY_NIGHT
        after = [night for night in read_nights(year, true.product) if night >= true.night][:due]
        if len(after) == due and not any(
            _speaks_of(change, true) and is_told(change) and true.night <= change.night <= after[-1]
            for change in by_product[true.product]
        ):
            lacking.append(true)
    return lacking


def _was_tried(year: Sequence[YearNight], true: TrueChange) -> bool:
    """Tell whether a price was shown to some visitors so shortly before that it is remembered as a trial."""
    if true.kind is not Kind.PRICE:
        return False
    sites = {night.date: night.sites[true.product] for night in year}
    trials = {night.trials[true.product] for night in year if true.product in night.trials}
    return any(
        trial.plan == true.subject
        and timedelta(0) < true.night - trial.last <= MEMORY
        and trial.became(tried=sites[trial.last], sold=sites[true.night])
        for trial in trials
    )


def false_changes(year: Sequence[YearNight], told: Iterable[Change]) -> list[Change]:
    """Return the changes that were told and that nothing true explains; values that come and go are not told.

    Of a price that is tried out one line is true: it was shown. Each further line is false.
    """
    true: defaultdict[str, list[TrueChange]] = defaultdict(list)
    for night in year:
        for change in night.changes:
            true[change.product].append(change)
    wrong = [
        change
        for change in told
        if is_told(change)
        and not any(_speaks_of(change, one) and change.night >= one.night for one in true[change.product])
    ]
    for trial in {trial for night in year for trial in night.trials.values()}:
        first = next((change for change in wrong if _shown_by(trial, change)), None)
        wrong = [change for change in wrong if change is not first]
    return wrong


def _shown_by(trial: Trial, change: Change) -> bool:
    of_it = change.product == trial.product and trial.plan in change.subject
    return of_it and is_price(change) and trial.first <= change.night <= trial.last


def is_told(change: Change) -> bool:
    """Return whether a change is told; a value that comes and goes is not."""
    return change.mode is not ChangeMode.UNSTABLE


def is_removal(change: Change) -> bool:
    """Return whether a change tells that something is gone."""
    return change.mode is ChangeMode.REMOVED


def is_price(change: Change) -> bool:
    """Return whether a change tells of another price."""
    return change.kind is ChangeKind.PRICE


def _speaks_of(change: Change, true: TrueChange) -> bool:
    if true.kind is Kind.LAYOUT:
        return change.kind is ChangeKind.MESSAGING
    if true.subject not in change.subject:
        return False
    if true.kind is Kind.PRICE:
        return change.kind in (ChangeKind.PRICE, ChangeKind.PACKAGING)
    return change.kind in (ChangeKind.FEATURE, ChangeKind.LIMIT) and bool(true.subject)


def unnamed(year: Sequence[YearNight], named: Mapping[date, Sequence[str]]) -> list[tuple[date, str, Shape]]:
    """Return the failures that their night did not name; `named` are the sources that each night said failed.

    A robots.txt that fails is none on the first night: its last good copy holds for a day (RFC 9309, 2.3.1.4).
    """
    return [
        (night.date, slug, shape)
        for night in year
        if night.runs
        for slug, shape in night.faults.items()
        if shape is not Shape.ROBOTS_500
        and not any(_is_of(source, slug) for source in named.get(night.date, ()))
    ]


def _is_of(source: str, slug: str) -> bool:
    product, _, name = source.partition("/")
    return name.startswith("reviews") if slug == SITE else product == slug and not name.startswith("reviews")
