"""Claims set against what customers say, on facts of our own making."""

import pytest

from rivalscope.analysis.experience import QUOTED, Contradiction, experienced
from rivalscope.analysis.intervals import wilson
from rivalscope.analysis.parity import matrix
from rivalscope.domain.finding import FeatureScore
from rivalscope.domain.market import SourceKind
from rivalscope.domain.page import ClaimStatus
from rivalscope.domain.reading import IntentLabel, Polarity


class Voices:
    """Collects claims, opinions and problems of one product."""

    def __init__(self, facts):
        self.facts = facts
        self.products = [facts.product("ours", ours=True), facts.product("zoom")]
        self.claims, self.reviews, self.mentions, self.intents, self.scores = [], [], [], [], []

    def claim(self, feature, status=ClaimStatus.OFFERED, **given):
        self.claims.append(self.facts.claim("zoom", feature, status, **given))
        return self.claims[-1]

    def _review(self):
        self.reviews.append(self.facts.review("zoom"))
        return self.reviews[-1]

    def judge(self, feature, good, bad):
        for polarity in [Polarity.POSITIVE] * good + [Polarity.NEGATIVE] * bad:
            self.mentions.append(self.facts.mention(self._review(), feature, polarity))
        low, high = wilson(good, good + bad)
        self.scores.append(
            FeatureScore(
                product="zoom", feature=feature, n=good + bad, neutral=0, positive_share=good / (good + bad),
                score=(low + high) / 2, low=low, high=high, importance=0.1, requests=0, ranked=True,
            )
        )  # fmt: skip

    def speak(self, feature, times):
        for _ in range(times):
            self.mentions.append(self.facts.mention(self._review(), feature, Polarity.NEUTRAL))

    def trouble(self, feature, times, label=IntentLabel.PROBLEM):
        for _ in range(times):
            self.intents.append(self.facts.intent(self._review(), feature, label))

    def result(self, *, minimum_n=5, reviewers=None):
        return experienced(
            matrix(self.products, self.claims, as_of=self.facts.as_of),
            self.scores,
            self.mentions,
            self.intents,
            reviewers={r.id: str(r.id) for r in self.reviews} if reviewers is None else reviewers,
            minimum_n=minimum_n,
        )

    def kinds(self, **options):
        return {one.feature: one.kind for one in self.result(**options).found}


@pytest.fixture
def voices(facts):
    return Voices(facts)


def test_what_pages_offer_and_most_customers_surely_dislike_fails(voices):
    claim = voices.claim("SSO")
    voices.judge("SSO", 2, 18)
    (found,) = voices.result().found
    assert (found.kind, found.product, found.status, found.n) == (Contradiction.FAILS, "zoom", "offered", 20)
    assert found.evidence == (claim.evidence,)
    negative = {one.evidence for one in voices.mentions if one.polarity is Polarity.NEGATIVE}
    assert len(found.evidence_voices) == QUOTED
    assert set(found.evidence_voices) <= negative


def test_a_bare_majority_of_bad_opinions_is_not_sure(voices):
    voices.claim("SSO")
    voices.judge("SSO", 8, 12)
    assert voices.kinds() == {}


def test_few_opinions_say_nothing_however_bad(voices):
    voices.claim("SSO")
    voices.judge("SSO", 0, 4)
    result = voices.result()
    assert (result.found, result.stated, result.judged) == ((), 1, 0)


def test_problems_of_many_who_speak_of_it_make_it_fail_without_any_opinion(voices):
    voices.claim("SSO")
    voices.trouble("SSO", 12)
    voices.speak("SSO", 4)
    (found,) = voices.result().found
    assert (found.kind, found.problems, found.speakers, found.n) == (Contradiction.FAILS, 12, 16, 0)
    assert found.troubled == wilson(12, 16)


def test_problems_of_few_among_many_speakers_do_not(voices):
    voices.claim("SSO")
    voices.trouble("SSO", 12)
    voices.speak("SSO", 60)
    assert voices.kinds() == {}


def test_one_reviewer_with_many_problems_is_one_voice(voices):
    voices.claim("SSO")
    voices.trouble("SSO", 12)
    assert voices.kinds(reviewers={r.id: "one and the same" for r in voices.reviews}) == {}


def test_requests_are_no_problems(voices):
    voices.claim("SSO")
    voices.trouble("SSO", 12, IntentLabel.REQUEST)
    assert voices.kinds() == {}


def test_reviews_outside_the_window_do_not_count(voices):
    voices.claim("SSO")
    voices.trouble("SSO", 12)
    assert voices.kinds(reviewers={}) == {}


@pytest.mark.parametrize("status", [ClaimStatus.ABSENT, ClaimStatus.PLANNED, ClaimStatus.UNKNOWN])
def test_what_pages_do_not_offer_and_customers_praise_is_told_the_other_way(voices, status):
    voices.claim("SSO", status)
    voices.judge("SSO", 18, 2)
    (found,) = voices.result().found
    assert (found.kind, found.status) == (Contradiction.UNSAID, status)
    assert set(found.evidence_voices) <= {
        m.evidence for m in voices.mentions if m.polarity is Polarity.POSITIVE
    }


def test_what_no_page_names_at_all_can_be_praised(voices):
    voices.judge("SSO", 18, 2)
    (found,) = voices.result().found
    assert (found.kind, found.evidence, found.confidence) == (Contradiction.UNSAID, (), None)


def test_what_pages_deny_and_customers_dislike_is_no_contradiction(voices):
    voices.claim("SSO", ClaimStatus.ABSENT)
    voices.judge("SSO", 2, 18)
    assert voices.kinds() == {}


def test_what_is_offered_and_praised_is_no_contradiction(voices):
    voices.claim("SSO")
    voices.judge("SSO", 18, 2)
    result = voices.result()
    assert (result.found, result.stated, result.judged, result.silent) == ((), 1, 1, 0)


def test_pages_that_contradict_each_other_are_told_with_both_words(voices):
    yes = voices.claim("SSO")
    no = voices.claim("SSO", ClaimStatus.ABSENT, kind=SourceKind.DOCS, source="zoom/docs")
    voices.judge("SSO", 2, 18)
    (found,) = voices.result().found
    assert found.kind is Contradiction.PAGES
    assert (found.evidence, found.evidence_against) == ((yes.evidence,), (no.evidence,))


def test_the_surest_failure_comes_first(voices):
    for feature, bad in (("Chat", 16), ("Polls", 30), ("SSO", 20)):
        voices.claim(feature)
        voices.judge(feature, 2, bad)
    assert [one.feature for one in voices.result().found] == ["Polls", "SSO", "Chat"]


def test_a_sentence_that_praises_it_and_complains_of_another_is_no_problem_with_it(voices, facts):
    voices.claim("SSO")
    voices.trouble("SSO", 12)
    for review in voices.reviews:
        voices.mentions.append(facts.mention(review, "SSO", Polarity.POSITIVE))
    assert voices.kinds() == {}


def test_whole_sentences_of_those_who_hold_the_opinion_are_quoted_first(voices, facts):
    voices.claim("SSO")
    voices.judge("SSO", 0, 9)
    said = facts.intent(voices.reviews[4], "SSO", IntentLabel.PROBLEM)
    unheard = facts.intent(facts.review("zoom"), "SSO", IntentLabel.PROBLEM)
    voices.intents += [unheard, said]
    (found,) = voices.result().found
    assert found.evidence_voices[0] == said.evidence
    assert voices.mentions[4].evidence not in found.evidence_voices
    assert unheard.evidence not in found.evidence_voices
