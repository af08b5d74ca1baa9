from datetime import date

import pytest

from rivalscope.analysis.parity import matrix
from rivalscope.analysis.requests import wishes
from rivalscope.analysis.sentiment import reviewer_keys
from rivalscope.domain.market import Feature, Taxonomy
from rivalscope.domain.page import ClaimStatus
from rivalscope.domain.reading import IntentLabel

TAXONOMY = Taxonomy(features=(Feature(name="dark mode", aliases=("night theme",)), Feature(name="inbox")))


@pytest.fixture
def ask(facts):
    """Return wishes of (product, words, author) with the claims given."""

    def asked(*said, claims=(), months=()):
        reviews, intents = [], []
        for place, (product, words, author) in enumerate(said):
            given = {"date": months[place]} if months else {}
            review = facts.review(product, author_key=author, **given)
            reviews.append(review)
            intents.append(facts.intent(review, None, words=words))
        products = [facts.product("ours", ours=True), facts.product("zoom")]
        cells = matrix(products, claims, as_of=facts.as_of)
        return wishes(
            intents, [], reviewers=reviewer_keys(reviews), taxonomy=TAXONOMY, products=products, cells=cells
        )

    return asked


def test_a_wish_counts_reviewers_and_not_sentences(ask):
    found = ask(
        ("ours", "Please add dark mode.", "a"),
        ("ours", "I'd love a night theme!", "a"),
        ("zoom", "We need dark mode", "a"),
    )
    (wish,) = found.wishes
    assert (wish.name, wish.feature, wish.voices, wish.new) == ("dark mode", "dark mode", 2, 2)
    assert wish.products == (("ours", 1), ("zoom", 1))
    assert wish.forms == (("dark mode", 2), ("night theme", 1))
    assert (found.reviewers, found.named, found.heard) == (2, 2, 2)


def test_wishes_that_no_feature_answers_to_are_named_by_their_commonest_form(ask):
    found = ask(
        ("ours", "Please add a sleep timer", "a"),
        ("ours", "please add sleep timers.", "b"),
        ("zoom", "Would be great to have a sleep timer!", "c"),
        ("zoom", "Please add karaoke.", "d"),
    )
    (wish,) = found.wishes
    assert (wish.name, wish.feature, wish.voices, wish.holders) == ("sleep timer", None, 3, ())
    assert found.single == 1
    assert found.named == 3


def test_a_wish_is_linked_to_the_products_that_have_it(ask, facts):
    claims = [
        facts.claim("ours", "dark mode", ClaimStatus.ABSENT),
        facts.claim("zoom", "dark mode"),
        facts.claim("zoom", "Karaoke"),
    ]
    found = ask(("ours", "Please add dark mode.", "a"), ("ours", "please add karaoke", "b"), claims=claims)
    assert [(wish.feature, wish.holders) for wish in found.wishes] == [
        ("dark mode", ("zoom",)),
        ("Karaoke", ("zoom",)),
    ]
    assert found.hidden == ()


def test_what_we_have_and_our_reviewers_ask_for_is_hidden_with_both_quotes(ask, facts):
    claim = facts.claim("ours", "dark mode")
    found = ask(
        ("ours", "Please add dark mode.", "a"),
        ("ours", "Please fix the dark mode.", "b"),
        ("zoom", "Please add dark mode.", "c"),
        claims=[claim],
    )
    (hidden,) = found.hidden
    assert (hidden.feature, hidden.voices, hidden.reviewers) == ("dark mode", 1, 2)
    assert hidden.evidence_page == (claim.evidence,)
    assert facts.evidence[hidden.evidence_asked[0]].quote == "Please add dark mode."
    (wish,) = found.wishes
    assert (wish.new, wish.mend) == (2, 1)


def test_months_say_when_reviewers_asked(ask):
    found = ask(
        ("ours", "Please add dark mode.", "a"),
        ("ours", "Please add dark mode.", "b"),
        ("ours", "Please add dark mode.", "c"),
        months=[date(2026, 9, 3), date(2026, 9, 30), date(2026, 11, 1)],
    )
    assert found.wishes[0].months == ((date(2026, 9, 1), 2), (date(2026, 11, 1), 1))


def test_other_intents_and_reviews_outside_the_window_do_not_count(facts):
    products = [facts.product("ours", ours=True)]
    review, older = facts.review("ours"), facts.review("ours")
    intents = [facts.intent(review, "dark mode", IntentLabel.PROBLEM), facts.intent(older, "dark mode")]
    found = wishes(
        intents, [], reviewers=reviewer_keys([review]), taxonomy=TAXONOMY, products=products, cells=()
    )
    assert (found.wishes, found.reviewers, found.heard) == ((), 0, 1)


def test_a_sentence_of_a_feature_that_says_no_wish_is_asked_by_nobody(facts):
    products = [facts.product("ours", ours=True)]
    review = facts.review("ours")
    said = [facts.intent(review, "inbox", words="we have given up on the inbox.")]
    found = wishes(
        said, [], reviewers=reviewer_keys([review]), taxonomy=TAXONOMY, products=products, cells=()
    )
    assert (found.wishes, found.reviewers, found.named) == ((), 1, 0)
