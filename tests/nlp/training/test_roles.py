import numpy as np

from nlp.corpus.reading import LabelledReview, read_sentence
from nlp.encoder.card import WEIGHTS, read_card
from nlp.encoder.encoder import Encoder
from nlp.roles import CONTESTS, MOVES
from nlp.training.role_examples import Examples, find_examples
from nlp.training.roles import NEVER, held_out, measure, store


def review(*lines, product="Orderwick"):
    return LabelledReview(
        product=product,
        split="train",
        stars=3,
        source="app",
        style="casual",
        sentences=tuple(read_sentence(line) for line in lines),
    )


def parts(*lines, product="Orderwick"):
    encoder = Encoder(read_card("fast", folder=WEIGHTS))
    found = find_examples(encoder, [review(*lines, product=product)], names=("Coupa", "Precoro", "Orderwick"))
    return [(CONTESTS[contest], MOVES[move]) for contest, move in found.true.tolist()], found


def test_labels_say_which_part_a_product_plays():
    assert parts(
        "on Coupa this was one click ||| problem; cmp=Coupa>this",
        "Coupa and Precoro cost the same ||| information; cmp=Coupa=Precoro",
        "We left Coupa for Precoro. ||| information; sw=Coupa->Precoro:done",
        "Coupa sends mails. ||| information",
    )[0] == [
        ("better", "none"),
        ("equal", "none"),
        ("equal", "none"),
        ("none", "from, switch"),
        ("none", "to, switch"),
        ("none", "none"),
    ]


def test_the_product_under_review_counts_where_a_label_names_it():
    told, found = parts(
        "Orderwick is down. ||| problem",
        "Coupa does it, Orderwick does not. ||| problem; cmp=Coupa>Orderwick",
    )
    assert told == [("better", "none"), ("worse", "none")]
    assert found.own.tolist() == [False, True]


def test_rules_are_counted_before_the_classifier():
    true, ruled = np.array([1, 2, 1, 0]), np.array([1, 0, 0, 0])
    chances = np.array([[0, 0, 1, 0], [0.1, 0, 0.9, 0], [0.7, 0.3, 0, 0], [0.2, 0.8, 0, 0]], dtype=np.float32)
    assert measure(true, ruled, chances, threshold=NEVER)["recall"] == 0.333
    assert measure(true, ruled, chances, threshold=0.5) == {"precision": 0.667, "recall": 0.667, "f1": 0.667}


def test_no_product_is_judged_by_what_was_learnt_from_it():
    rows = np.eye(6, dtype=np.float32)
    true = np.array([1, 1, 1, 0, 0, 0])
    examples = Examples(
        rows=rows,
        true=np.stack([true, true], axis=1),
        ruled=np.zeros((6, 2), dtype=np.int64),
        own=np.zeros(6, dtype=bool),
        folds=np.arange(6),
    )
    chances = held_out(examples, true, classes=2)
    assert chances[:, 1].tolist() == [0.5] * 6


def test_stored_weights_are_named_by_their_hash(tmp_path):
    first = store(np.ones((3, 2), dtype=np.float32), tmp_path / "a.npz")
    second = store(np.zeros((3, 2), dtype=np.float32), tmp_path / "b.npz")
    assert len(first) == 64
    assert first != second
