import pytest

from nlp.cues import Cues
from nlp.findings import Mention


@pytest.mark.parametrize(
    ("text", "cued"),
    [
        ("The sync is slow and it is broken.", False),
        ("It is better than before.", False),
        ("Much better than Trello is", True),
        ("I moved my PDF files, We are happy", False),
        ("We moved to Notion last year.", True),
        ("moved to slack", True),
        ("slack is slow", True),
        ("we moved back to paper", True),
        ("", False),
    ],
)
def test_a_sentence_is_cued_by_a_product_or_by_a_word_beside_a_name(blank, text, cued):
    doc = blank(text)
    if len(doc):
        doc[0].is_sent_start = True
        for token in doc[1:]:
            token.is_sent_start = False
    products = [Mention(start=one.i, end=one.i + 1, name="Slack") for one in doc if one.lower_ == "slack"]
    assert bool(Cues(blank.vocab).sentences(doc, products)) is cued
