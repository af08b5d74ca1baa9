import itertools

import pytest

from rivalscope.analysis.gaps import analyse
from rivalscope.domain.finding import GapKind, ReaderErrors, Spread, Standing
from rivalscope.domain.page import ClaimStatus
from rivalscope.domain.reading import Polarity
from rivalscope.domain.settings import AnalysisOptions


class Market:
    """Collects claims and voices, and analyses them."""

    platform = None
    errors = ()

    def __init__(self, facts):
        self.facts = facts
        self.products = [facts.product("ours", ours=True), facts.product("zoom"), facts.product("webex")]
        self.claims, self.reviews, self.mentions, self.intents = [], [], [], []

    def claim(self, product, feature, status=ClaimStatus.OFFERED):
        self.claims.append(self.facts.claim(product, feature, status))
        return self.claims[-1]

    def voices(self, product, feature, positive, negative=0):
        for i in range(positive + negative):
            review = self.facts.review(product, platform=self.platform, model="m1")
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
            errors=self.errors,
        )  # fmt: skip

    @property
    def sure(self):
        """How sure a lone page's word is."""
        return next(cell.confidence for cell in self.analyse().cells if cell.product == "zoom")

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


def test_of_one_product_that_is_judged_nothing_is_said_of_all(market):
    market.voices("zoom", "battery", 6, 30)
    gap = market.gaps()["battery"]
    assert gap.kind is GapKind.WHITE_SPACE
    assert gap.summary.startswith("Only Zoom is judged on it, and not well: ")
    assert "(n = 36)" in gap.summary


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


def test_what_nearly_all_have_and_few_speak_of_is_table_stakes(market):
    for product in ("ours", "zoom", "webex"):
        market.claim(product, "mute")
        market.voices(product, "mute", 3)
        for feature in ("calls", "chat", "files"):
            market.voices(product, feature, 30, 20)
    gap = market.gaps()["mute"]
    assert (gap.kind, gap.rivals, gap.spread) == (GapKind.TABLE_STAKES, ("zoom", "webex"), Spread.PARITY)
    assert gap.summary.startswith("We and all rivals have it, and customers take it for granted.")
    assert (gap.severity, gap.first, gap.top) == (0.0, None, None)


def test_what_our_customers_suffer_from_or_ask_for_is_not_taken_for_granted(market):
    for product in ("ours", "zoom", "webex"):
        for feature in ("mute", "pause"):
            market.claim(product, feature)
        for feature in ("calls", "chat", "files", "notes"):
            market.voices(product, feature, 30, 20)
    market.voices("ours", "mute", 1, 8)
    market.asks("ours", "pause", 6)
    found = market.gaps()
    assert not {"mute", "pause"} & set(found) or all(
        found[name].kind is not GapKind.TABLE_STAKES for name in ("mute", "pause") if name in found
    )


def test_what_satisfies_everywhere_and_few_speak_of_is_over_served(market):
    for product in ("ours", "zoom", "webex"):
        market.voices(product, "themes", 18, 2)
        for feature in ("calls", "chat", "files"):
            market.voices(product, feature, 50, 30)
    gap = market.gaps()["themes"]
    assert (gap.kind, gap.rivals) == (GapKind.OVER_SERVED, ("zoom", "webex"))
    assert "60 reviewers speak of it." in gap.summary


def test_features_that_need_no_work_take_no_place_among_those_that_do(market):
    market.asks("zoom", "offline mode", 30)
    market.asks("webex", "dark mode", 12)
    market.claim("ours", "captions")
    market.asks("webex", "polls", 2)
    found = market.gaps()
    assert found["offline mode"].first + found["dark mode"].first == pytest.approx(1)
    assert found["offline mode"].first > 0.9
    assert (found["dark mode"].top, found["captions"].top, found["polls"].top) == (1.0, None, None)


def test_severity_is_the_importance_of_what_is_lost(market):
    market.claim("zoom", "SSO")
    market.claim("ours", "SSO", ClaimStatus.ABSENT)
    market.asks("ours", "SSO", 20)
    gap = market.gaps()["SSO"]
    # the only feature spoken of: importance 5; one of two rivals has it
    assert gap.severity == pytest.approx(5 * market.sure / 2)
    assert gap.severity_low <= gap.severity <= gap.severity_high
    assert gap.spread is Spread.DIFFERENTIATOR


def test_a_quality_gap_is_as_severe_as_ours_falls_short(market):
    market.voices("ours", "calls", 12, 28)
    market.voices("zoom", "calls", 34, 6)
    market.voices("webex", "calls", 13, 27)
    gap = market.gaps()["calls"]
    assert gap.severity == pytest.approx(5 * (gap.best_score - gap.our_score) / 2, abs=0.05)
    assert gap.chance > 0.99


def test_who_asks_and_blames_the_absence_does_not_prove_that_we_have_it(market):
    market.claim("zoom", "SSO")
    market.asks("ours", "SSO", 8)
    market.voices("ours", "SSO", 1, 9)
    gap = market.gaps()["SSO"]
    assert (gap.kind, gap.ours) == (GapKind.PARITY, ClaimStatus.UNKNOWN)


def test_rivals_reviewed_elsewhere_are_not_said_to_be_better_and_the_gap_says_why(market):
    market.platform = "one.example"
    market.voices("ours", "calls", 12, 28)
    market.platform = "two.example"
    market.voices("zoom", "calls", 34, 6)
    scores = {score.product: score for score in market.analyse().scores}
    assert scores["zoom"].standing is Standing.APART
    assert "two.example (40)" in scores["zoom"].caveat
    assert all(gap.kind is not GapKind.QUALITY for gap in market.analyse().gaps)


def test_scores_tell_where_they_stand_and_what_was_corrected(market):
    market.voices("ours", "calls", 40, 40)
    market.voices("zoom", "calls", 70, 10)
    market.voices("webex", "calls", 42, 38)
    known = ReaderErrors(model="m1", good=200, good_right=166, bad=220, bad_right=182, origin="made")
    plain = {score.product: score for score in market.analyse().scores}
    assert [plain[p].standing for p in ("ours", "zoom", "webex")] == [None, Standing.BETTER, Standing.LEVEL]
    assert [plain[p].place for p in ("zoom", "webex", "ours")] == [1, 2, 3]
    assert plain["zoom"].uncorrected == plain["zoom"].score
    market.errors = [known]
    analysis = market.analyse()
    corrected = {score.product: score for score in analysis.scores}
    assert analysis.errors == (known,)
    assert corrected["zoom"].score > plain["zoom"].score
    assert corrected["zoom"].uncorrected == plain["zoom"].score
    assert corrected["zoom"].positive_share == 0.875
    market.errors = []
    assert market.analyse().uncounted == ("m1",)


def test_your_weight_ranks_a_gap_in_the_place_of_talk_and_the_gap_says_so(market):
    for feature, askers in (("SSO", 3), ("Export", 9)):
        market.claim("zoom", feature)
        market.claim("ours", feature, ClaimStatus.ABSENT)
        market.asks("ours", feature, askers)
    plain = market.analyse(minimum_n=2).gaps
    weighed = market.analyse(minimum_n=2, weights={"SSO": 10.0, "Export": 1.0}).gaps
    assert [gap.feature for gap in plain] == ["Export", "SSO"]
    assert [gap.feature for gap in weighed] == ["SSO", "Export"]
    assert [gap.opportunity for gap in weighed] == [20.0, 2.0]
    assert weighed[0].summary.endswith(" Weighted by you: importance 10 of 10.")
    assert "Weighted" not in plain[0].summary
