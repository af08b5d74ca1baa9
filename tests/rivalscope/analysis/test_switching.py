import pytest

from rivalscope.analysis.reasons import Theme
from rivalscope.analysis.rivalry import flows
from rivalscope.analysis.sentiment import reviewer_keys
from rivalscope.analysis.switching import sound, switching
from rivalscope.analysis.wishes import Terms
from rivalscope.domain.reading import Relation

TERMS = Terms({"price": ["price"]}, plain=["Zoom", "Webex", "Ours"])


@pytest.fixture
def market(facts):
    return [facts.product("ours", ours=True), facts.product("zoom"), facts.product("webex")]


@pytest.fixture
def graph(facts, market):
    """Return the graph of (reviewed, winner, loser, relation, words, author)."""

    def made(*said):
        reviews = [facts.review(row[0], author_key=row[5]) for row in said]
        found = [
            facts.comparison(review, row[1], row[2], row[3], words=row[4])
            for review, row in zip(reviews, said, strict=True)
        ]
        kept = sound(found, products=market, terms=TERMS)
        return switching(kept, reviewers=reviewer_keys(reviews), products=market, terms=TERMS)

    return made


def moves(n, origin, target, words="We switched because of the price.", relation=Relation.SWITCH):
    return [(target, target, origin, relation, words, f"{origin}-{target}-{i}") for i in range(n)]


def test_done_considered_and_threatened_stay_apart_and_a_reviewer_counts_once(graph):
    found = graph(
        *moves(3, "ours", "zoom"),
        ("ours", "zoom", "ours", Relation.CONSIDERING, "Thinking of going to Zoom.", "a"),
        ("ours", "zoom", "ours", Relation.THREATENED, "Fix it or we go to Zoom.", "b"),
        ("ours", "zoom", "ours", Relation.THREATENED, "Fix it or we go to Zoom.", "c"),
        ("ours", "zoom", "ours", Relation.CONSIDERING, "Thinking of going to Zoom.", "c"),
        ("ours", "zoom", "ours", Relation.SWITCH, "We went to Zoom.", "d"),
        ("ours", "zoom", "ours", Relation.THREATENED, "We will switch to Zoom.", "d"),
    )
    (route,) = found.routes
    assert (route.origin, route.target) == ("ours", "zoom")
    assert (route.done, route.considered, route.threatened) == (4, 1, 2)


def test_the_net_has_an_interval_from_ten_switches_on(graph):
    found = graph(*moves(9, "ours", "zoom"), *moves(3, "zoom", "ours"), *moves(4, "webex", "zoom"))
    first, second = found.exchanges
    assert (first.first, first.second, first.gained, first.lost, first.net) == ("ours", "zoom", 3, 9, -6)
    # Wilson, 3 of 12: 0.0889 to 0.5323; net = 12·(2·share − 1).
    assert first.interval == (pytest.approx(-9.87, abs=0.01), pytest.approx(0.78, abs=0.01))
    assert second.interval is None


def test_the_interval_agrees_with_statsmodels(graph):
    proportion = pytest.importorskip("statsmodels.stats.proportion")
    found = graph(*moves(17, "ours", "zoom"), *moves(6, "zoom", "ours"))
    low, high = proportion.proportion_confint(6, 23, method="wilson")
    assert found.exchanges[0].interval == (
        pytest.approx(23 * (2 * low - 1)),
        pytest.approx(23 * (2 * high - 1)),
    )


def test_the_other_side_of_a_switch_is_the_product_under_review(graph):
    found = graph(
        ("webex", "zoom", None, Relation.SWITCH, "I have switched to Zoom.", "a"),
        ("zoom", None, "webex", Relation.SWITCH, "Came over from Webex.", "b"),
        ("zoom", "Android", None, Relation.SWITCH, "I switched to Android.", "c"),
    )
    assert [(route.origin, route.target, route.done) for route in found.routes] == [("webex", "zoom", 2)]
    assert found.outside == 1


@pytest.mark.parametrize(
    "words",
    [
        "Been with Zoom for three months.",
        "I have Zoom since 2010",
        "Switch to Zoom, people!",
        "I would never switch to Zoom.",
    ],
)
def test_what_is_no_going_of_the_writer_is_no_switch(facts, market, words):
    said = facts.comparison(facts.review("webex"), "zoom", None, words=words)
    assert sound([said], products=market, terms=TERMS) == []


def test_reasons_have_their_share_of_those_who_say_why(graph):
    found = graph(
        *moves(4, "ours", "zoom"),
        *moves(6, "webex", "ours", "We left as support never answers."),
        ("ours", "zoom", "ours", Relation.SWITCH, "We went to Zoom.", "x"),
        ("ours", "zoom", "ours", Relation.SWITCH, "We went to Zoom because it is far too complicated.", "y"),
    )
    price, ease = found.left
    assert (price.theme, price.voices, price.of, price.features) == (Theme.PRICE, 4, 5, (("price", 4),))
    assert (ease.theme, ease.voices) == (Theme.EASE, 1)
    assert price.low < 0.8 < price.high
    assert [(cause.theme, cause.voices, cause.of) for cause in found.joined] == [(Theme.SUPPORT, 6, 6)]
    assert found.elsewhere == ()


def test_the_aspect_of_a_sound_switch_is_its_reason_and_odd_words_are_dropped(facts, market):
    review = facts.review("webex")
    said = [
        facts.comparison(review, "zoom", "webex", aspect="tenth", words="We moved to Zoom."),
        facts.comparison(
            review, "zoom", "webex", aspect="way", words="We moved because support never answers."
        ),
        facts.comparison(review, "zoom", "webex", Relation.BETTER, aspect="thing"),
        facts.comparison(review, "zoom", "webex", Relation.BETTER, aspect="price"),
    ]
    assert [one.aspect for one in sound(said, products=market, terms=TERMS)] == [
        None,
        "support",
        None,
        "price",
    ]


def test_flows_and_exchanges_tell_the_same(facts, market):
    reviews = [facts.review("zoom", author_key=str(i)) for i in range(12)]
    said = [
        facts.comparison(one, *(("zoom", "webex") if i < 8 else ("webex", "zoom")))
        for i, one in enumerate(reviews)
    ]
    kept, keys = sound(said, products=market, terms=TERMS), reviewer_keys(reviews)
    (flow,) = flows(kept, reviewers=keys)
    (exchange,) = switching(kept, reviewers=keys, products=market, terms=TERMS).exchanges
    assert {flow.to_first, flow.to_second} == {exchange.gained, exchange.lost} == {8, 4}
