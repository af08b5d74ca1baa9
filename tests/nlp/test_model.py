"""The shipped weights: present, unchanged, small, and described."""

import json

from nlp.build import MODEL
from nlp.training.card import hash_folder


def test_the_weights_are_those_of_the_card():
    card = json.loads((MODEL / "card.json").read_text(encoding="utf-8"))
    assert card["weights_sha256"] == hash_folder(MODEL)


def test_the_model_is_at_most_ten_megabytes():
    assert sum(path.stat().st_size for path in MODEL.rglob("*") if path.is_file()) <= 10_000_000


def test_the_card_names_source_and_licence():
    text = (MODEL / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert "UD_English-EWT" in text
    assert "CC BY-SA 4.0" in text


def test_no_path_of_the_training_machine_is_in_the_model():
    config = (MODEL / "config.cfg").read_text(encoding="utf-8")
    assert "train = null\ndev = null" in config


def test_the_parser_speaks_universal_dependencies(nlp):
    doc = nlp("The files were lost.")
    assert [token.dep_ for token in doc] == ["det", "nsubj:pass", "aux:pass", "ROOT", "punct"]
    assert doc[1].lemma_ == "file"
