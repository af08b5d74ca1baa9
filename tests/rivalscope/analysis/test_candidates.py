from itertools import count

import pytest

from rivalscope.analysis.candidates import candidates, consensus, new_aliases
from rivalscope.domain.candidate import WaitingPhrase
from rivalscope.domain.market import Feature, Product, Taxonomy
from rivalscope.domain.reading import Polarity

TAXONOMY = Taxonomy(features=(Feature(name="Video calls", aliases=("video chat",)),), rejected=("junk pile",))
PRODUCTS = [Product(slug="ours", name="Rowan Desk", ours=True), Product(slug="rival", name="Pike")]
numbers = count(1)


def said(phrase, *, voice=None, product="ours", source="ours/file", confidence=0.8, polarity="neutral"):
    number = next(numbers)
    return WaitingPhrase(
        mention=number,
        product=product,
        source=source,
        voice=f"{product}/{voice or number}",
        phrase=phrase,
        polarity=Polarity(polarity),
        confidence=confidence,
    )


def offered(phrases, **options):
    return candidates(phrases, taxonomy=TAXONOMY, products=PRODUCTS, **options)


def test_forms_of_one_thing_are_one_candidate_named_by_its_commonest_form():
    found = offered(
        [said("Dark mode"), said("dark mode"), said("dark mode"), said("darkmode"), said("the dark modes")]
    )
    assert [(one.name, one.reviewers) for one in found] == [("dark mode", 5)]
    assert found[0].spellings == (("dark mode", 4), ("darkmode", 1))


def test_a_reviewer_counts_once_however_often_they_say_it():
    found = offered([said("dark mode", voice="a")] * 5 + [said("dark theme", voice="a"), said("dark theme")])
    assert [one.name for one in found] == ["dark theme"]


def test_what_one_reviewer_alone_says_is_offered_only_on_demand():
    assert offered([said("dark mode")]) == []
    assert [one.name for one in offered([said("dark mode")], least=1)] == ["dark mode"]


def test_what_is_spread_over_products_goes_before_what_one_has():
    spread = [
        said("export", product=product, source=f"{product}/x") for product in ("ours", "rival") for _ in "ab"
    ]
    found = offered([*spread, *(said("import") for _ in range(4))])
    assert [one.name for one in found] == ["export", "import"]
    assert found[0].products == (("ours", 2), ("rival", 2))


def test_surer_readings_and_longer_names_weigh_more():
    sure = [said("export", confidence=0.9) for _ in range(3)]
    unsure = [said("import", confidence=0.3) for _ in range(3)]
    long = [said("calendar feed", confidence=0.9) for _ in range(3)]
    assert [one.name for one in offered([*unsure, *sure, *long])] == ["calendar feed", "export", "import"]


@pytest.mark.parametrize("phrase", ["video chats", "Video-Calls", "Pike", "the app", "🎉", "up", ""])
def test_matched_names_products_and_general_words_are_not_offered(phrase):
    assert offered([said(phrase), said(phrase)], general=frozenset({"app"})) == []


def test_a_rejected_phrase_does_not_come_back_in_another_spelling():
    assert (
        offered([said("junk piles"), said("pile of junk"), said("big junk pile"), said("big junk pile")])
        == []
    )


def test_what_is_nearly_a_term_says_of_which_feature():
    found = offered([said("video chatting"), said("videochat")])
    assert [(one.like, one.reviewers) for one in found] == [("Video calls", 2)]


def test_praise_and_blame_are_counted_by_reviewers():
    found = offered([said("sync", polarity="positive"), said("sync", polarity="negative"), said("sync")])
    assert (found[0].positive, found[0].negative) == (1, 1)


def test_examples_are_the_surest_mention_of_each_reviewer():
    phrases = [said("sync", voice="a", confidence=0.4), said("sync", voice="a", confidence=0.9), said("sync")]
    assert offered(phrases)[0].mentions == (phrases[1].mention, phrases[2].mention)


def test_consensus_is_the_entropy_over_places():
    assert consensus([5]) == 0
    assert consensus([3, 3, 3, 3]) == pytest.approx(2)


def test_aliases_leave_out_what_the_name_matches_anyway():
    found = offered([said("dark mode"), said("dark mode"), said("nice dark mode"), said("darkmode")])
    assert new_aliases(found[0], name="Dark mode") == ("darkmode",)
    assert new_aliases(found[0], name="Themes") == ("dark mode", "darkmode")


def test_two_thousand_different_phrases_are_clustered_and_stay_apart():
    phrases = [said(f"thing{number % 141} part{number}") for number in range(2_000)]
    assert len(offered(phrases, least=1)) == 2_000
