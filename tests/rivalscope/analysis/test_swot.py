import dataclasses
from datetime import date

import pytest

from rivalscope.analysis.movement import Movement, Shape
from rivalscope.analysis.parity import matrix
from rivalscope.analysis.requests import Wish
from rivalscope.analysis.series import Measure
from rivalscope.analysis.switching import Exchange, Route
from rivalscope.analysis.swot import Witness, swot
from rivalscope.analysis.swot_drafts import Found, Quadrant
from rivalscope.domain.finding import FeatureScore, Standing
from rivalscope.domain.page import ClaimStatus

# Evidence 1 to 9 is of reviewers of ours, 11 to 19 of Zoom's, 21 to 29 of Webex's; 101 and on is of pages.
WITNESSES = {
    **{i: Witness(who=f"ours/{i}", source="ours/reviews") for i in range(1, 10)},
    **{i: Witness(who=f"zoom/{i}", source="zoom/reviews") for i in range(11, 20)},
    **{i: Witness(who=f"webex/{i}", source="webex/reviews") for i in range(21, 30)},
}


@pytest.fixture
def products(facts):
    return [facts.product("ours", ours=True), facts.product("zoom"), facts.product("webex")]


def score(product, low, high, evidence, **given):
    settled = {
        "product": product, "feature": "recording", "n": 40, "neutral": 0, "positive_share": (low + high) / 2,
        "score": (low + high) / 2, "low": low, "high": high, "importance": 0.2, "requests": 0, "ranked": True,
        "evidence": tuple(evidence),
    } | given  # fmt: skip
    return FeatureScore(**settled)


@pytest.fixture
def points(facts, products):
    """Return the points of cells and findings; claims' evidence is a page's."""

    def made(*claims, **found):
        kept = [facts.claim(*claim) for claim in claims]
        made_claims = [dataclasses.replace(one, evidence=100 + one.evidence) for one in kept]
        pages = {
            one.evidence: Witness(who=f"page {one.product}", source=f"{one.product}/features")
            for one in made_claims
        }
        cells = matrix(products, made_claims, as_of=facts.as_of)
        settled = {"scores": (), "minimum_n": 5} | found
        return swot(Found(products=products, cells=cells, **settled), witnesses=WITNESSES | pages)

    return made


def test_a_strength_needs_every_comparable_rival_to_be_below(points):
    scores = (
        score("ours", 0.8, 0.9, [1, 2]),
        score("zoom", 0.5, 0.7, [11, 12]),
        score("webex", 0.3, 0.5, [21]),
    )
    found = points(("ours", "recording"), scores=scores)
    (point,) = found.points
    assert (point.quadrant, point.subject, point.n, point.witnesses, point.sources) == (
        Quadrant.STRENGTH, "recording", 120, 6, 4,
    )  # fmt: skip
    near = (scores[0], scores[1], score("webex", 0.6, 0.85, [21]))
    assert points(("ours", "recording"), scores=near).points == ()
    assert points(scores=scores).points == ()


def test_a_rival_that_is_reviewed_elsewhere_is_no_measure_of_ours(points):
    apart = score("zoom", 0.1, 0.3, [11, 12], standing=Standing.APART)
    assert points(("ours", "recording"), scores=(score("ours", 0.8, 0.9, [1, 2, 3]), apart)).points == ()
    near = dataclasses.replace(apart, standing=Standing.WORSE)
    assert len(points(("ours", "recording"), scores=(score("ours", 0.8, 0.9, [1, 2, 3]), near)).points) == 1


def test_a_weakness_is_the_reverse_and_what_we_deny_is_a_threat(points):
    scores = (score("ours", 0.1, 0.3, [1, 2]), score("zoom", 0.6, 0.8, [11, 12]))
    found = points(("ours", "recording"), ("zoom", "recording"), scores=scores)
    assert [point.quadrant for point in found.points] == [Quadrant.WEAKNESS]
    found = points(("ours", "recording", ClaimStatus.ABSENT), ("zoom", "recording"), scores=scores)
    assert [point.quadrant for point in found.points] == [Quadrant.THREAT]
    assert "our pages say that we do not" in found.points[0].text


def test_fewer_than_three_witnesses_or_one_source_withhold_a_point(points):
    two = (score("ours", 0.8, 0.9, [1]), score("zoom", 0.3, 0.5, [11]))
    found = points(scores=(two[0], two[1]), wishes=())
    assert found.points == found.withheld == ()
    lone = (score("ours", 0.1, 0.3, []), score("zoom", 0.6, 0.8, [11, 12, 13]))
    found = points(scores=lone)
    assert found.points == ()
    (held,) = found.withheld
    assert (held.quadrant, held.witnesses, held.sources) == (Quadrant.WEAKNESS, 3, 1)
    thin = (score("ours", 0.1, 0.3, [1]), score("zoom", 0.6, 0.8, [11]))
    assert points(scores=thin).withheld[0].witnesses == 2


def test_two_remarks_of_one_reviewer_are_one_witness(facts, products):
    witnesses = {i: Witness(who="zoom/a", source="zoom/reviews") for i in (11, 12, 13)}
    witnesses[1] = Witness(who="ours/b", source="ours/reviews")
    scores = (score("ours", 0.1, 0.3, [1]), score("zoom", 0.6, 0.8, [11, 12, 13]))
    found = swot(Found(products=products, cells=(), scores=scores), witnesses=witnesses)
    assert found.points == ()
    assert found.withheld[0].witnesses == 2


def wish(evidence, *, new=6, holders=()):
    return Wish(
        name="offline", feature="offline", voices=new, new=new, mend=0, products=(("zoom", 4), ("ours", 2)),
        months=(), forms=(), holders=holders, evidence=tuple(evidence),
    )  # fmt: skip


def test_what_is_asked_for_and_nobody_has_is_an_opportunity(points):
    pages = [("ours", "recording"), ("zoom", "recording")]
    found = points(*pages, wishes=(wish([1, 2, 11]),))
    (point,) = found.points
    assert (point.quadrant, point.subject) == (Quadrant.OPPORTUNITY, "offline")
    assert points(*pages, wishes=(wish([1, 2, 11], holders=("zoom",)),)).points == ()
    assert points(*pages, wishes=(wish([1, 2, 11], new=4),)).points == ()


def test_that_no_page_says_so_says_nothing_where_no_page_was_read(points):
    assert points(wishes=(wish([1, 2, 11]),)).points == ()


def test_a_rivals_weakness_that_grows_is_an_opportunity(points):
    moved = Movement(
        product="zoom", feature="recording", measure=Measure.NEGATIVE, shape=Shape.TREND, since=date(2026, 1, 1),
        until=date(2026, 11, 1), days=28, before=0.3, after=0.7, low=0.2, high=0.6, n_before=40, n=40, bins=20,
        p_value=0.001, evidence=(11, 12, 13),
    )  # fmt: skip
    weak = score("zoom", 0.2, 0.4, [14])
    found = points(("ours", "recording"), scores=(weak,), movements=(moved,))
    (point,) = found.points
    assert (point.quadrant, point.sources) == (Quadrant.OPPORTUNITY, 2)
    assert "30 % to 70 %" in point.text
    falls = dataclasses.replace(moved, before=0.7, after=0.3)
    assert points(("ours", "recording"), scores=(weak,), movements=(falls,)).points == ()
    liked = score("zoom", 0.6, 0.8, [14])
    assert points(("ours", "recording"), scores=(liked,), movements=(moved,)).points == ()


def test_customers_who_go_on_balance_are_a_threat(points):
    route = Route(
        origin="ours", target="zoom", done=14, considered=0, threatened=0, causes=(), evidence=(1, 2, 11)
    )
    out = Exchange(first="ours", second="zoom", gained=1, lost=14, interval=(-14.9, -6.0))
    (point,) = points(routes=(route,), exchanges=(out,)).points
    assert (point.quadrant, point.subject, point.n) == (Quadrant.THREAT, "Zoom", 15)
    for interval in (None, (-14.9, 1.0)):
        even = dataclasses.replace(out, interval=interval)
        assert points(routes=(route,), exchanges=(even,)).points == ()
