"""What a report says of one feature, of one product, and of the way between two."""

from collections.abc import Iterable, Sequence

from rivalscope.analysis.demand import Demand
from rivalscope.analysis.requests import Hidden, Wish
from rivalscope.analysis.switching import Cause, Exchange, Route
from rivalscope.domain.finding import FeatureCell, FeatureScore, Gap
from rivalscope.domain.market import Product
from rivalscope.domain.page import ClaimStatus
from rivalscope.reports.content import Report
from rivalscope.reports.words import STATUSES, percent, plan_names, span


def find_cell(report: Report, feature: str, product: Product) -> FeatureCell:
    """Return the cell of the matrix; one that is not stated when no page names the feature."""
    wanted = (product.slug, feature)
    found = next((cell for cell in report.analysis.cells if (cell.product, cell.feature) == wanted), None)
    return found or FeatureCell(product=product.slug, feature=feature, status=ClaimStatus.UNKNOWN)


def find_score(report: Report, feature: str, product: Product) -> FeatureScore | None:
    """Return what a product's reviewers feel about a feature; None when they are silent."""
    wanted = (product.slug, feature)
    return next((score for score in report.analysis.scores if (score.product, score.feature) == wanted), None)


def find_gap(report: Report, feature: str) -> Gap | None:
    """Return the gap of a feature; None when there is none."""
    return next((gap for gap in report.analysis.gaps if gap.feature == feature), None)


def find_wish(report: Report, feature: str) -> Wish | None:
    """Return what is asked for under a feature's name, or a wish of that name; None when nobody asks."""
    asked = report.wishes.wishes if report.wishes else ()
    return next((wish for wish in asked if feature in (wish.feature, wish.name)), None)


def find_hidden(report: Report, feature: str) -> Hidden | None:
    """Return that a feature is ours and asked for; None when it is not."""
    hidden = report.wishes.hidden if report.wishes else ()
    return next((one for one in hidden if one.feature == feature), None)


def find_route(report: Report, origin: Product, target: Product) -> Route | None:
    """Return who goes from one product to another; None when nobody does or may."""
    routes = report.switching.routes if report.switching else ()
    return next((one for one in routes if (one.origin, one.target) == (origin.slug, target.slug)), None)


def find_exchange(report: Report, rival: Product) -> Exchange | None:
    """Return what is left of the switches between ours and a rival; None when nobody went."""
    pairs = report.switching.exchanges if report.switching else ()
    wanted = (report.ours.slug, rival.slug)
    return next((one for one in pairs if (one.first, one.second) == wanted), None)


def of_feature(demands: Iterable[Demand], feature: str, product: Product | None = None) -> list[Demand]:
    """Return what is asked or complained of a feature, at every product or at one."""
    return [d for d in demands if d.feature == feature and (product is None or d.product == product.slug)]


def by_turns(demands: Sequence[Demand]) -> list[int]:
    """Return evidence of each product in turn, so that the first few do not all speak of one."""
    longest = max((len(d.evidence) for d in demands), default=0)
    return [d.evidence[turn] for turn in range(longest) for d in demands if turn < len(d.evidence)]


def asked_at(report: Report, feature: str, product: Product) -> int:
    """Return how many reviewers of a product ask for a feature."""
    wish = find_wish(report, feature)
    return wish.asked_at(product.slug) if wish is not None else 0


def share_words(score: FeatureScore | None) -> str:
    """Return the share of good opinions with its interval and n, `no opinion` for none; thin ones are marked."""
    if score is None or score.score is None or score.low is None or score.high is None:
        return "no opinion"
    thin = "" if score.ranked else ", thin"
    return f"{percent(score.score)} ({span(score.low, score.high)}, n = {score.n}{thin})"


def cell_words(cell: FeatureCell) -> str:
    """Return the status of a cell with what it is limited to and the plans that include it."""
    value = f" ({cell.value})" if cell.value else ""
    plans = f" in {plan_names(cell.plans)}" if cell.plans else ""
    return f"{STATUSES[cell.status]}{value}{plans}"


def cause_words(cause: Cause) -> str:
    """Return the theme of a reason for going, with the features named."""
    named = ", ".join(name for name, _ in cause.features[:3] if name.casefold() != cause.theme.value)
    return f"{cause.theme.value} ({named})" if named else cause.theme.value
