import itertools

import pytest

from rivalscope.analysis.gaps import analyse
from rivalscope.domain.finding import GapKind
from rivalscope.domain.page import ClaimStatus
from rivalscope.domain.reading import Polarity
from rivalscope.domain.settings import AnalysisOptions


class Market:
    """Collects claims and voices, and analyses them."""

    def __init__(self, facts):
        self.facts = facts
        self.products = [facts.product("ours", ours=True), facts.product("zoom"), facts.product("webex")]
        self.claims, self.reviews, self.mentions, self.intents = [], [], [], []

    def claim(self, product, feature, status=ClaimStatus.OFFERED):
        self.claims.append(self.facts.claim(product, feature, status))
        return self.claims[-1]

    def voices(self, product, feature, positive, negative=0):
        for i in range(positive + negative):
            review = self.facts.review(product)
            self.reviews.append(review)
            polarity = Polarity.POSITIVE if i < positive else Polarity.NEGATIVE
            self.mentions.append(self.facts.mention(review, feature, polarity))

    def asks(self, product, feature, count):
        for _ in range(count):
            self.reviews.append(self.facts.review(product))
            self.intents.append(self.facts.intent(self.reviews[-1], feature))

    def analyse(self, **options):
        return analyse(
            products=self.products, claims=self.claims, mentions=self.mentions, reviews=self.reviews,
            intents=self.intents, options=AnalysisOptions(**options), as_of=self.facts.as_of, taxonomy="t1", model="m1",
        )  # fmt: skip

    def gaps(self, **options):
        return {gap.feature: gap for gap in self.analyse(**options).gaps}


@pytest.fixture
def market(facts):
    return Market(facts)


def test_what_rivals_have_and_our_page_denies_is_a_parity_gap(market):
    theirs = market.claim("zoom", "SSO")
    ours = market.claim("ours", "SSO", ClaimStatus.ABSENT)
    market.asks("ours", "SSO", 7)
    gap = market.gaps()["SSO"]
    assert (gap.kind, gap.ours, gap.rivals, gap.thin) == (
        GapKind.PARITY,
        ClaimStatus.ABSENT,
        ("zoom",),
        False,
    )
    assert (
        gap.summary
        == "Zoom has it; our own pages say that we do not. 7 reviewers speak of it, 7 of them to ask for it. "
        "Only one rival says so: a differentiator."
    )
    assert gap.evidence[:2] == (theirs.evidence, ours.evidence)
    assert gap.opportunity == pytest.approx(10.0)  # the only feature spoken of: I = 5, S = 0


def test_what_our_pages_are_silent_on_is_told_apart_from_a_no(market):
    market.claim("zoom", "SSO")
    market.claim("webex", "SSO", ClaimStatus.BETA)
    market.asks("zoom", "SSO", 6)
    gap = market.gaps()["SSO"]
    assert (gap.kind, gap.ours, gap.rivals) == (GapKind.PARITY, ClaimStatus.UNKNOWN, ("zoom", "webex"))
    assert "Zoom and Webex have it; our pages do not say whether we do." in gap.summary
    # nothing is known of our customers' satisfaction, so the interval is wide
    assert gap.high - gap.low > 2


def test_a_rivals_silence_is_no_gap(market):
    market.claim("zoom", "SSO", ClaimStatus.ABSENT)
    market.claim("ours", "chat")
    assert "SSO" not in market.gaps()


@pytest.mark.parametrize(
    "status", [ClaimStatus.PLANNED, ClaimStatus.WITHDRAWN, ClaimStatus.ABSENT, ClaimStatus.UNKNOWN]
)
def test_only_a_rival_whose_customers_can_use_it_today_makes_a_parity_gap(market, status):
    market.claim("zoom", "SSO", status)
    market.claim("ours", "SSO", ClaimStatus.ABSENT)
    assert "SSO" not in market.gaps()


def test_a_feature_our_reviewers_judge_is_ours_though_our_pages_are_silent(market):
    market.claim("zoom", "chat")
    market.voices("ours", "chat", 8, 2)
    assert "chat" not in market.gaps() or market.gaps()["chat"].kind is not GapKind.PARITY


def test_a_rivals_better_liked_feature_is_a_quality_gap(market):
    market.voices("ours", "calls", 12, 28)
    market.voices("zoom", "calls", 34, 6)
    market.voices("webex", "calls", 13, 27)
    gap = market.gaps()["calls"]
    assert (gap.kind, gap.rivals) == (GapKind.QUALITY, ("zoom",))
    assert gap.our_score < 0.5 < gap.best_score
    assert gap.n == 120
    assert "(n = 40)" in gap.summary


def test_a_difference_that_chance_explains_is_no_gap(market):
    market.voices("ours", "calls", 5, 3)
    market.voices("zoom", "calls", 6, 2)
    assert "calls" not in market.gaps()


def test_what_customers_ask_for_and_nobody_states_is_white_space(market):
    market.claim("zoom", "offline mode", ClaimStatus.ABSENT)
    market.asks("zoom", "offline mode", 4)
    market.asks("webex", "offline mode", 3)
    gap = market.gaps()["offline mode"]
    assert (gap.kind, gap.rivals, gap.thin) == (GapKind.WHITE_SPACE, (), False)
    assert gap.summary.endswith("No product's pages offer it, and Zoom deny it.")


def test_what_everybody_serves_badly_is_white_space(market):
    for product in ("ours", "zoom", "webex"):
        market.voices(product, "battery", 6, 30)
    gap = market.gaps()["battery"]
    assert gap.kind is GapKind.WHITE_SPACE
    assert gap.summary.startswith("Nobody serves it well")


def test_what_we_alone_state_is_a_lead(market):
    market.claim("ours", "captions")
    market.claim("zoom", "captions", ClaimStatus.ABSENT)
    gap = market.gaps()["captions"]
    assert (gap.kind, gap.rivals, gap.thin) == (GapKind.LEAD, ("zoom", "webex"), True)
    assert "Zoom say they do not" in gap.summary


def test_what_our_reviewers_like_better_than_every_rivals_is_a_lead(market):
    market.voices("ours", "calls", 38, 4)
    market.voices("zoom", "calls", 15, 27)
    assert market.gaps()["calls"].kind is GapKind.LEAD


def test_below_the_minimum_nothing_is_ranked(market):
    market.claim("zoom", "SSO")
    market.claim("zoom", "chat")
    market.claim("ours", "chat", ClaimStatus.ABSENT)
    market.asks("zoom", "SSO", 4)
    market.asks("zoom", "chat", 5)
    analysis = market.analyse(minimum_n=5)
    assert [(gap.feature, gap.thin) for gap in analysis.gaps] == [("chat", False), ("SSO", True)]
    assert [(gap.feature, gap.thin) for gap in market.analyse(minimum_n=3).gaps] == [
        ("chat", False),
        ("SSO", False),
    ]


def test_thin_gaps_begin_with_what_our_own_pages_admit(market):
    market.claim("zoom", "a")
    market.claim("webex", "a")
    market.claim("zoom", "b")
    market.claim("ours", "b", ClaimStatus.ABSENT)
    assert [gap.feature for gap in market.analyse().gaps] == ["b", "a"]


def test_every_gap_leads_to_evidence_that_exists_and_every_value_lies_within_its_interval(market):
    for feature, product in itertools.product(["a", "b", "c", "d"], ["ours", "zoom", "webex"]):
        market.voices(product, feature, 3 + len(product), ord(feature) % 7)
        if feature in "ab" and product != "ours":
            market.claim(product, feature)
    market.claim("ours", "e")
    market.asks("zoom", "f", 9)
    gaps = market.analyse().gaps
    assert {gap.kind for gap in gaps} >= {GapKind.LEAD, GapKind.WHITE_SPACE}
    for gap in gaps:
        assert gap.evidence
        assert set(gap.evidence) <= set(market.facts.evidence)
        assert 0 <= gap.low <= gap.opportunity <= gap.high <= 20


def test_nothing_known_gives_nothing(market):
    analysis = market.analyse()
    assert (analysis.cells, analysis.scores, analysis.gaps) == ((), (), ())
    assert (analysis.taxonomy, analysis.model) == ("t1", "m1")


def test_the_same_facts_give_the_same_analysis(market):
    market.voices("ours", "calls", 12, 28)
    market.voices("zoom", "calls", 34, 6)
    assert market.analyse() == market.analyse()
