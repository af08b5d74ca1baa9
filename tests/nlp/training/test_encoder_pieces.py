from nlp.corpus.reading import Span
from nlp.encoder.pieces import Cut
from nlp.training.encoder_examples import Example
from nlp.training.encoder_pieces import BEGINS, INSIDE, OUTSIDE, UNKNOWN, joined, label

FRAME = (2, 3)


def example(text, *spans, **more):
    return Example(
        text=text,
        spans=tuple(Span(start=start, end=end, polarity=polarity) for start, end, polarity in spans),
        source="own",
        **more,
    )


def cut(*offsets):
    return Cut(ids=list(range(10, 10 + len(offsets))), offsets=list(offsets))


def test_the_first_piece_of_an_aspect_begins_it_and_the_others_go_on():
    # "dash|board is slow", with the first word in two pieces
    one = label(
        example("dashboard is slow", (0, 9, "negative")), cut((0, 4), (4, 9), (10, 12), (13, 17)), frame=FRAME
    )
    assert one.numbers == [2, 10, 11, 12, 13, 3]
    assert one.tags == [UNKNOWN, BEGINS, INSIDE, OUTSIDE, OUTSIDE, UNKNOWN]
    assert one.polarities == [UNKNOWN, 1, 1, UNKNOWN, UNKNOWN, UNKNOWN]


def test_what_labellers_left_open_weighs_nothing():
    one = label(example("fits a pocket", bordered=False), cut((0, 4), (5, 6), (7, 13)), frame=FRAME)
    assert one.tags_weight == 0.0
    assert one.intents is None


def test_an_unlearnt_border_keeps_its_opinion():
    one = label(
        example("nice camera", (5, 11, "positive"), unbordered=(5,)), cut((0, 4), (5, 11)), frame=FRAME
    )
    assert one.tags == [UNKNOWN, OUTSIDE, UNKNOWN, UNKNOWN]
    assert one.polarities == [UNKNOWN, UNKNOWN, 0, UNKNOWN]


def test_only_polarities_that_the_labellers_knew_are_allowed():
    one = label(example("fine", polarities=frozenset({"positive", "negative"})), cut((0, 4)), frame=FRAME)
    assert one.allowed == [True, True, False, False]


def test_a_long_sentence_is_cut_to_what_the_network_reads():
    one = label(example("a" * 300), cut(*((at, at + 1) for at in range(300))), frame=FRAME)
    assert len(one.numbers) == len(one.tags) == len(one.polarities) == 128
    assert one.numbers[-1] == FRAME[1]


def test_two_sentences_read_as_one_keep_their_marks_and_lose_mere_information():
    first = example("we are ten", intents=frozenset({"information"}), review=4)
    second = example("sync fails", (0, 4, "negative"), intents=frozenset({"problem"}), review=4)
    both = joined(first, second)
    (span,) = both.spans
    assert both.text[span.start : span.end] == "sync"
    assert both.intents == {"problem"}
    assert joined(first, first).intents == {"information"}
