import pytest

from nlp.build import build
from rivalscope.domain.market import Product, Taxonomy
from rivalscope.domain.settings import Tier


@pytest.fixture(scope="module")
def fast(request):
    made = request.path.parent / "encoder" / "made"
    return build(
        taxonomy=Taxonomy(), products=[Product(slug="x", name="Slack")], tier=Tier.FAST, weights=made
    )


@pytest.mark.parametrize(
    ("text", "parsed"),
    [
        ("The sync is slow and it is broken.", False),
        ("slack is slow", True),
        ("We moved to Notion last year.", True),
        ("It is better than before.", False),
        ("Much better than Trello is", True),
        ("👍", True),
    ],
)
def test_only_what_may_compare_products_is_parsed(fast, text, parsed):
    assert fast(text).has_annotation("DEP") is parsed


def test_documents_come_back_in_their_order(fast):
    texts = ["It is slow.", "We moved to Notion.", "Slack is great.", "It is great."] * 40
    assert [doc.text for doc in fast.pipe(texts, batch_size=7)] == texts


def test_sentences_end_at_signs_and_lines_without_grammar(fast):
    doc = fast("It is slow. It costs 3.5 a month!! why\nno idea (really?) but fine")
    assert [sentence.text.strip() for sentence in doc.sents] == [
        "It is slow.",
        "It costs 3.5 a month!!",
        "why",
        "no idea (really?)",
        "but fine",
    ]
