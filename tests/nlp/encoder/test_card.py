import json

import pytest

from nlp.encoder.card import THRESHOLD, UNSURE, read_card
from rivalscope.domain.reading import IntentLabel
from rivalscope.errors import ModelError


def test_the_name_says_tier_version_and_weights(made):
    card = read_card("fast", folder=made)
    assert card.name == f"fast/made/{card.hashes['fast.onnx'][:8]}"


def test_what_the_card_leaves_out_has_a_default(made):
    card = read_card("fast", folder=made)
    assert card.thresholds[IntentLabel.PRAISE] == 0.9
    assert card.thresholds[IntentLabel.CHURN] == THRESHOLD
    assert card.unsure == UNSURE


def test_a_missing_card_is_named(tmp_path):
    with pytest.raises(ModelError, match=r"card\.json cannot be read"):
        read_card("quality", folder=tmp_path)


@pytest.mark.parametrize(
    "card",
    [
        [],
        {"version": "1"},
        {"version": "1", "files": {"vocab.txt": "00"}},
        {"version": "1", "files": {"vocab.txt": "00", "quality.onnx": "00"}, "tiers": []},
        {
            "version": "1",
            "files": {"vocab.txt": "00", "quality.onnx": "00"},
            "tiers": {"quality": {"thresholds": {"praise": 1.5}}},
        },
    ],
)
def test_a_damaged_card_is_named(tmp_path, card):
    (tmp_path / "card.json").write_text(json.dumps(card), encoding="utf-8")
    with pytest.raises(ModelError, match="install rivalscope again"):
        read_card("quality", folder=tmp_path)
