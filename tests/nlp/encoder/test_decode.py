import numpy as np
import pytest

from nlp.encoder.decode import certainties, complete, find_spans, judge
from nlp.encoder.encoder import Encoded
from nlp.encoder.labels import INTENTS
from rivalscope.domain.reading import IntentLabel, Polarity


def encoded(pieces, tags, polarities=None, intents=None):
    """Pieces joined by blanks, a piece that begins with ## stuck to the one before; returns text and encoding."""
    text, offsets = "", []
    for piece in pieces:
        if text and not piece.startswith("##"):
            text += " "
        offsets.append((len(text), len(text) + len(piece.removeprefix("##"))))
        text += piece.removeprefix("##")
    rows = {"O": (0.8, 0.1, 0.1), "B": (0.1, 0.8, 0.1), "I": (0.2, 0.1, 0.7)}
    return text, Encoded(
        offsets=np.array(offsets, dtype=np.int32).reshape(-1, 2),
        tags=np.array([rows[tag] for tag in tags], dtype=np.float32).reshape(-1, 3),
        polarities=np.log(np.array(polarities or [[0.25] * 4] * len(pieces), dtype=np.float32)),
        intents=np.array(intents or [0.0] * 6, dtype=np.float32),
    )


def spans(pieces, tags):
    text, found = encoded(pieces, tags)
    return [text[span.start : span.end] for span in find_spans(found, text)]


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("OOOO", []),
        ("BIOO", ["dark mode"]),
        ("BBOO", ["dark", "mode"]),
        ("OIIO", ["mode is"]),
        ("BOOI", ["dark", "nice"]),
        ("IIII", ["dark mode is nice"]),
    ],
)
def test_begin_and_go_on_make_spans_even_without_a_begin(tags, expected):
    assert spans(["dark", "mode", "is", "nice"], tags) == expected


def test_a_span_covers_whole_words():
    assert spans(["sync", "##ing", "now"], "BOO") == ["syncing"]
    assert spans(["re", "##sync", "now"], "OBO") == ["resync"]
    assert spans(["sync", "##ing", "bar"], "BOI") == ["syncing bar"]
    assert spans(["sync", "##ing", "bar"], "BBO") == ["syncing"]


def test_a_mark_on_a_letter_belongs_to_its_word():
    assert complete("the cafe\u0301 bar", 4, 8) == (4, 9)
    assert complete("a naïve b", 2, 4) == (2, 7)


def test_confidence_of_a_span_is_the_mean_of_its_pieces():
    text, found = encoded(["dark", "mode"], "BI")
    assert find_spans(found, text)[0].confidence == pytest.approx((0.9 + 0.8) / 2)


def test_polarity_is_what_the_pieces_say_together():
    _, found = encoded(
        ["dark", "mode"],
        "BI",
        polarities=[[0.5, 0.3, 0.1, 0.1], [0.02, 0.9, 0.04, 0.04]],
    )
    polarity, confidence = judge(found, 0, 9)
    assert polarity is Polarity.NEGATIVE
    assert confidence == pytest.approx(0.6, abs=1e-6)
    assert judge(found, 0, 4)[0] is Polarity.POSITIVE


def test_a_span_without_pieces_has_no_polarity():
    _, found = encoded(["dark"], "B")
    assert judge(found, 10, 12) is None
    assert judge(encoded([], [])[1], 0, 1) is None


def test_thresholds_become_one_half():
    _, found = encoded(["ok"], "O", intents=[0.8, 0.4, 1.0, 0.0, 0.9, 0.5])
    sure = certainties(found, dict.fromkeys(INTENTS, 0.8))
    assert sure[IntentLabel.PROBLEM] == pytest.approx(0.5)
    assert sure[IntentLabel.REQUEST] == pytest.approx(0.25)
    assert sure[IntentLabel.PRAISE] == pytest.approx(1.0)
    assert sure[IntentLabel.QUESTION] == 0.0
    assert sure[IntentLabel.CHURN] == pytest.approx(0.75)
