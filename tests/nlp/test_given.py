import pytest

from nlp.build import build
from nlp.given import judge_given
from nlp.read import read_text
from rivalscope.domain.market import Taxonomy
from rivalscope.domain.reading import Polarity


@pytest.fixture(scope="module")
def reader():
    return build(taxonomy=Taxonomy())


def test_given_spans_are_judged_whether_or_not_the_reader_finds_them(reader):
    text = "Love the sync but the export is slow."
    spans = [(text.index(words), text.index(words) + len(words)) for words in ("sync", "export")]
    assert judge_given(reader, [(text, spans)]) == [(Polarity.POSITIVE, Polarity.NEGATIVE)]


def test_texts_without_spans_keep_their_place(reader):
    assert judge_given(reader, [("Nothing here.", []), ("Slow sync.", [(5, 9)])]) == [
        (),
        (Polarity.NEGATIVE,),
    ]


def test_a_span_that_no_token_holds_is_neutral(reader):
    assert judge_given(reader, [("Great.", [(40, 44)])]) == [(Polarity.NEUTRAL,)]


def test_a_pipeline_that_judged_reads_other_texts_as_before(reader):
    judge_given(reader, [("Slow sync.", [(5, 9)])])
    assert not any(aspect.feature for aspect in read_text(reader, "The sync is slow.").aspects)
