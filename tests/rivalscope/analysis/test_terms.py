from rivalscope.analysis.terms import is_doubtful, judged, term_uses
from rivalscope.domain.candidate import MatchedPhrase
from rivalscope.domain.market import Feature, Taxonomy

TAXONOMY = Taxonomy(
    features=(
        Feature(name="Search", aliases=("full-text search", "finder")),
        Feature(name="Polls", aliases=()),
    )
)
MATCHED = [
    MatchedPhrase(feature="Search", phrase="searching", n=5, sample=(1, 2)),
    MatchedPhrase(feature="Search", phrase="fast full text search", n=2, sample=(3,)),
    MatchedPhrase(feature="Search", phrase="search", n=9, sample=(4, 5)),
]


def test_mentions_count_for_the_longest_term_they_hold():
    uses = term_uses(TAXONOMY, MATCHED, sample=3)
    assert [(use.term, use.n) for use in uses] == [
        ("Search", 14),
        ("full-text search", 2),
        ("finder", 0),
        ("Polls", 0),
    ]
    assert [use.is_alias for use in uses] == [False, True, True, False]


def test_the_sample_takes_wordings_by_turns():
    assert term_uses(TAXONOMY, MATCHED, sample=3)[0].sample == (1, 4, 2)


def test_precision_is_the_share_of_what_was_judged():
    uses = judged(term_uses(TAXONOMY, MATCHED, sample=9), {1: True, 2: False, 4: True})
    assert (uses[0].judged, uses[0].confirmed, uses[0].precision) == (3, 2, 2 / 3)
    assert uses[1].precision is None


def test_too_few_judgements_make_no_term_doubtful():
    use = judged(term_uses(TAXONOMY, MATCHED, sample=9), {1: False, 2: False})[0]
    assert is_doubtful(use, least=2)
    assert not is_doubtful(use, least=3)
    assert not is_doubtful(term_uses(TAXONOMY, MATCHED, sample=9)[3])
