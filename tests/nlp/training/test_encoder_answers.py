import numpy as np

from nlp.encoder.card import Card
from nlp.encoder.encoder import Encoded, Encoder
from nlp.encoder.labels import INTENTS
from nlp.training.encoder_answers import tuned
from nlp.training.encoder_examples import Example


class Certain(Encoder):
    """Gives every intent the probability that stands in the text."""

    def encode(self, texts):
        nothing = np.zeros((0, 2), dtype=np.int32)
        return [
            Encoded(
                offsets=nothing, tags=nothing, polarities=nothing, intents=np.full(len(INTENTS), float(text))
            )
            for text in texts
        ]


def test_a_label_that_is_never_sure_gets_a_lower_threshold_and_one_that_is_right_keeps_its_own(tmp_path):
    encoder = Certain(Card(tier="quality", version="0", folder=tmp_path, hashes={}))
    examples = [
        Example(text="0.1", spans=(), source="own", intents=frozenset({"information"})),
        Example(text="0.35", spans=(), source="own", intents=frozenset({"churn"})),
        Example(text="0.9", spans=(), source="own", intents=frozenset({"churn", "praise"})),
    ]
    thresholds = tuned(encoder, examples).card.thresholds
    assert thresholds["churn"] == 0.3
    assert thresholds["praise"] == 0.5
