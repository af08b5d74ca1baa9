import pytest

from nlp.build import build
from nlp.findings import findings
from rivalscope.domain.market import Product, Taxonomy
from rivalscope.domain.settings import Tier


@pytest.fixture(scope="module")
def fast(request):
    made = request.path.parent / "encoder" / "made"
    products = [Product(slug=name.lower(), name=name) for name in ("Slack", "Zoom")]
    return build(taxonomy=Taxonomy(), products=products, tier=Tier.FAST, weights=made)


def test_comparisons_stand_at_their_sentence_in_the_whole_text(fast):
    text = "It is slow. Zoom is faster than Slack! Fine.\nWe moved from Slack to Zoom, fine."
    found = findings(fast(text)).comparisons
    assert [(one.winner, one.loser) for one in found] == [("Zoom", "Slack"), ("Zoom", "Slack")]
    assert [text[one.start : one.end].strip() for one in found] == [
        "Zoom is faster than Slack!",
        "We moved from Slack to Zoom, fine.",
    ]


def test_documents_come_back_in_their_order_with_their_own_comparisons(fast):
    texts = ["It is slow.", "We moved from Slack to Zoom.", "Slack is great.", "It is great."] * 20
    docs = list(fast.pipe(texts, batch_size=7))
    assert [doc.text for doc in docs] == texts
    assert [len(findings(doc).comparisons) for doc in docs] == [0, 1, 0, 0] * 20


def test_the_document_itself_is_never_parsed(fast):
    assert not fast("We moved from Slack to Zoom.").has_annotation("DEP")


def test_sentences_end_at_signs_and_lines_without_grammar(fast):
    doc = fast("It is slow. It costs 3.5 a month!! why\nno idea (really?) but fine")
    assert [sentence.text.strip() for sentence in doc.sents] == [
        "It is slow.",
        "It costs 3.5 a month!!",
        "why",
        "no idea (really?)",
        "but fine",
    ]
