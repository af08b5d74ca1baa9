import pytest

from rivalscope.analysis.criteria import criteria
from rivalscope.domain.finding import FeatureCell
from rivalscope.domain.page import ClaimStatus
from rivalscope.domain.reading import IntentLabel

R, P = IntentLabel.REQUEST, IntentLabel.PROBLEM


def drawn(*quotes, cells=()):
    return criteria("Export", quotes, cells, names={"zoom": "Zoom"}, ours="Ours")


@pytest.mark.parametrize(
    ("said", "wished"),
    [
        ("Please add an export to Excel.", "add an export to Excel"),
        ("I wish it had an export", "it had an export"),
        ("Would be great if I could export all rows at once!", "I could export all rows at once"),
        ("It should export in the background.", "export in the background"),
        ("We need CSV with headers", "CSV with headers"),
        ("Export to PDF when?", "Export to PDF when"),
    ],
)
def test_a_request_becomes_what_is_wished_and_keeps_the_words(said, wished):
    (one,) = drawn((R, 7, said))
    assert one.then == f"they have what they asked for: {wished}"
    assert said.rstrip(".!?") in one.given
    assert one.evidence == (7,)


def test_a_problem_must_not_happen_again():
    (one,) = drawn((P, 8, "The export cuts off long texts."))
    assert one.then == "this does not happen: “The export cuts off long texts”"


def test_sentences_that_say_the_same_are_one_criterion_and_the_most_told_comes_first():
    first, second = drawn(
        (R, 1, "Please add colours."),
        (R, 2, "Please add an export to Excel files."),
        (R, 3, "please add an export to Excel"),
    )
    assert (first.evidence, second.evidence) == ((2, 3), (1,))
    assert "(2 reviewers)" in first.given


def test_a_request_and_a_problem_in_like_words_stay_apart():
    assert len(drawn((R, 1, "Fix the export to Excel"), (P, 2, "Fix the export to Excel"))) == 2


def test_each_rival_that_has_it_sets_a_measure_and_silence_sets_none():
    told = drawn(
        cells=(
            FeatureCell(
                product="zoom",
                feature="Export",
                status=ClaimStatus.LIMITED,
                plans=("Pro",),
                value="10,000 rows",
                evidence=(4, 5, 6),
            ),
            FeatureCell(product="webex", feature="Export", status=ClaimStatus.UNKNOWN),
            FeatureCell(product="slack", feature="Export", status=ClaimStatus.ABSENT, evidence=(9,)),
        )
    )
    assert [(one.given, one.then, one.evidence) for one in told] == [
        (
            "a customer who compares us with Zoom",
            "ours does at least what theirs does in Pro: 10,000 rows",
            (4, 5),
        )
    ]
