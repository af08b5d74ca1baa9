"""How sure it is: whose features customers like better, the order of products, and the places of gaps."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from rivalscope.analysis.common_mix import RATE, SHOWING, SURE
from rivalscope.analysis.gaps import TOP
from rivalscope.domain.finding import FeatureScore, Gap, Standing
from rivalscope.reports.columns import NOTHING, said
from rivalscope.reports.content import Report
from rivalscope.reports.section import Cell, Section, Table
from rivalscope.reports.summary import Sentence
from rivalscope.reports.words import count, day, listed, percent, span, tenth

_ROWS = 25
_QUOTES = 2
_GAPS = ("gap", "kind", "opportunity of 20", "severity of 10", "chance to be first", f"chance to be in the first {TOP}", "n")  # fmt: skip
_PAIRS = ("feature", "rival", "finding", "chance that theirs is better liked", "theirs", "ours", "n theirs", "n ours", "where", "why not")  # fmt: skip
_ORDERS = ("feature", "from the best liked", "chance of the first", "chance of the whole order", "n", "where")
_TOLD = (Standing.BETTER, Standing.WORSE, Standing.LEVEL, Standing.FEW, Standing.APART)


def section(report: Report) -> Section | None:
    """Return the section; None when no analysis was made."""
    if not report.analysis.model:
        return None
    ours = {score.feature: score for score in report.analysis.scores if score.product == report.ours.slug}
    pairs = sorted((one for one in report.analysis.scores if one.standing), key=_weight)
    ranked = [gap for gap in report.analysis.gaps if gap.top is not None]
    tables = (_gaps(ranked), _pairs(report, pairs, ours), _orders(report))
    return Section(
        slug="sureness",
        title="How sure the comparisons are",
        told=(*_compared(report, pairs), *_placed(ranked), *_read(report)),
        tables=tuple(table for table in tables if table is not None),
        method=(
            f"gaps/2; reviews of {report.window_days} days up to {day(report.as_of, report.timezone)}, one voice per reviewer "
            "and feature. Scores: beta-binomial posterior with its prior integrated out, corrected for errors of reading "
            "(Rogan & Gladen) and for how platforms lean, 95 % intervals. A rival is called better or worse on platforms that "
            f"both are reviewed on, from {report.minimum_n} opinions each, with a chance of {percent(SURE)} and a "
            f"Cochran-Mantel-Haenszel test at a false discovery rate of {percent(RATE)} over all comparisons; that no "
            f"difference shows is said from {SHOWING} opinions a side. Places: shares drawn towards the mean of the feature, by as "
            "much as its products are alike, since whoever looks best of several also had luck."
        ),
    )


def _weight(score: FeatureScore) -> tuple[int, float, str, str]:
    standing = score.standing or Standing.APART
    doubt = 1.0 if score.better is None else min(score.better, 1 - score.better)
    return _TOLD.index(standing), doubt, score.feature, score.product


def _compared(report: Report, pairs: Sequence[FeatureScore]) -> Iterator[Sentence]:
    found = Counter(one.standing for one in pairs)
    if not pairs:
        yield Sentence(text="Not enough data: reviewers of ours and of a rival judge no feature in common.")
        return
    yield Sentence(
        text=f"Of {count(len(pairs), 'comparison')} of a rival’s feature with ours customers like theirs better in "
        f"{found[Standing.BETTER]:,} and ours in {found[Standing.WORSE]:,}; in {found[Standing.LEVEL]:,} no difference "
        f"shows with {SHOWING} opinions or more a side, {found[Standing.FEW]:,} have too few opinions to tell, and "
        f"{found[Standing.APART]:,} cannot be compared."
    )
    apart = next((one for one in pairs if one.standing is Standing.APART), None)
    if apart is not None:
        name = report.names.get(apart.product, apart.product)
        yield Sentence(text=f"For instance {apart.feature} of {name} is not compared: {apart.caveat}.")


def _placed(gaps: Sequence[Gap]) -> Iterator[Sentence]:
    if len(gaps) < 2:
        return
    first = max(gaps, key=lambda gap: gap.first or 0.0)
    yield Sentence(
        text=f"{first.feature} has the greatest opportunity of the {len(gaps):,} ranked gaps that call for work with a "
        f"chance of {percent(first.first or 0.0)}.",
        evidence=first.evidence[:_QUOTES],
    )


def _read(report: Report) -> Iterator[Sentence]:
    for one in report.analysis.errors:
        yield Sentence(
            text=f"Scores are corrected for errors of reading: on {one.origin}, {percent(one.sensitivity)} of {one.good:,} "
            f"good opinions and {percent(one.specificity)} of {one.bad:,} bad ones are read right."
        )
    for model in report.analysis.uncounted:
        yield Sentence(
            text=f"What {model} read is not corrected: its errors are not measured, or are too many."
        )


def _gaps(gaps: Sequence[Gap]) -> Table | None:
    if not gaps:
        return None
    rows = [
        (
            Cell(text=gap.feature, evidence=gap.evidence[:_QUOTES]),
            Cell(text=gap.kind.value),
            Cell(
                text=f"{tenth(gap.opportunity)} ({tenth(gap.low)} to {tenth(gap.high)})",
                value=gap.opportunity,
            ),
            Cell(
                text=f"{tenth(gap.severity)} ({tenth(gap.severity_low)} to {tenth(gap.severity_high)})",
                value=gap.severity,
            ),
            Cell(text=percent(gap.first or 0.0), value=gap.first),
            Cell(text=percent(gap.top or 0.0), value=gap.top),
            Cell(text=f"{gap.n:,}", value=gap.n),
        )
        for gap in gaps[:_ROWS]
    ]
    return Table(
        caption="Gaps that call for work, and how sure their places are",
        head=_GAPS,
        rows=tuple(rows),
        left=max(0, len(gaps) - _ROWS),
    )


def _pairs(report: Report, pairs: Sequence[FeatureScore], ours: dict[str, FeatureScore]) -> Table | None:
    if not pairs:
        return None
    head, rows = said(_PAIRS, [_pair(report, one, ours[one.feature]) for one in pairs[:_ROWS]])
    return Table(
        caption="Rivals’ features against ours", head=head, rows=rows, left=max(0, len(pairs) - _ROWS)
    )


def _pair(report: Report, theirs: FeatureScore, mine: FeatureScore) -> tuple[Cell, ...]:
    standing = (theirs.standing or Standing.APART).value
    return (
        Cell(text=theirs.feature),
        Cell(text=report.names.get(theirs.product, theirs.product)),
        Cell(text=standing, evidence=(*theirs.evidence[:_QUOTES], *mine.evidence[:_QUOTES])),
        Cell(text=NOTHING if theirs.better is None else percent(theirs.better), value=theirs.better),
        _score(theirs),
        _score(mine),
        Cell(text=f"{theirs.n:,}", value=theirs.n),
        Cell(text=f"{mine.n:,}", value=mine.n),
        Cell(text=", ".join(theirs.platforms) or NOTHING),
        Cell(text=theirs.caveat or NOTHING),
    )


def _score(score: FeatureScore) -> Cell:
    if score.score is None or score.low is None or score.high is None:
        return Cell(text=NOTHING)
    text = f"{percent(score.score)} ({span(score.low, score.high)})"
    return Cell(text=text, value=score.score, thin=not score.ranked)


def _orders(report: Report) -> Table | None:
    placed: defaultdict[str, list[FeatureScore]] = defaultdict(list)
    for score in report.analysis.scores:
        if score.place is not None:
            placed[score.feature].append(score)
    if not placed:
        return None
    told = sorted(placed.values(), key=lambda own: (-sum(one.n for one in own), own[0].feature))
    return Table(
        caption="The order of products on each feature, as customers like it",
        head=_ORDERS,
        rows=tuple(_order(report, sorted(own, key=lambda one: one.place or 0)) for own in told[:_ROWS]),
        left=max(0, len(told) - _ROWS),
    )


def _order(report: Report, own: Sequence[FeatureScore]) -> tuple[Cell, ...]:
    first = own[0]
    places = sorted({place for one in own for place in one.platforms})
    return (
        Cell(text=first.feature),
        Cell(
            text=", ".join(report.names.get(one.product, one.product) for one in own),
            evidence=first.evidence[:_QUOTES],
        ),
        Cell(text=percent(first.best or 0.0), value=first.best),
        Cell(text=percent(first.order or 0.0), value=first.order),
        Cell(text=f"{sum(one.n for one in own):,}", value=sum(one.n for one in own)),
        Cell(text=listed(places) or NOTHING),
    )
