import json

import numpy as np
import pytest
import spacy

from nlp.splitter import ATTRIBUTES, Splitter, describe, find_rows
from nlp.training.border_network import Examples, Network
from nlp.training.border_texts import joined, variants
from nlp.training.border_vectors import read_table
from nlp.training.borders import figures, main, stored


@pytest.fixture(scope="module")
def tokenizer():
    return spacy.blank("en").tokenizer


def test_marks_and_capitals_are_taken_away_and_borders_stay_known(tokenizer):
    text = joined(["I like it.", "It, alas, crashes!"], tokenizer, lower=True, bare=True, commas=False)
    assert text.starts.tolist() == [True, False, False, True, False, False]
    assert text.words.shape == (6, len(ATTRIBUTES))


def test_texts_are_the_same_ones_always(tokenizer):
    documents = [["One here.", "Two there.", "Three."]]
    first, second = ([one.starts.tolist() for one in variants(documents, tokenizer)] for _ in range(2))
    assert first == second


def test_a_network_learns_which_word_begins_sentences_and_is_stored_small(tokenizer):
    draw = np.random.default_rng(0)
    sentences = [" ".join(["please", *draw.choice(list("abcdefgh"), 3)]) for _ in range(200)]
    texts = [joined(sentences[n : n + 4], tokenizer, lower=True, bare=True) for n in range(0, 200, 4)]
    features = describe([text.words for text in texts])
    keys = np.unique(np.array([1], dtype=np.uint32))
    truth = np.concatenate([text.starts for text in texts]).astype(np.float32)
    rows = find_rows(keys, features.words)[features.around]
    network = Network(np.zeros((3, 4), dtype=np.float32), width=rows.shape[1], signs=12, hidden=8)
    network.train(Examples(rows=rows, features=features, truth=truth), epochs=60)
    weights = stored(network, keys)
    assert weights["pairs"].dtype == np.int8
    assert figures(Splitter(weights, threshold=0.0), texts)["f1"] > 0.9


def test_a_table_of_pieces_is_read_from_its_file(tmp_path):
    table = np.arange(6, dtype=np.float32).reshape(3, 2)
    entry = {"dtype": "F32", "shape": [3, 2], "data_offsets": [0, 24]}
    head = json.dumps({"embeddings.word_embeddings.weight": entry}).encode()
    file = tmp_path / "model.safetensors"
    file.write_bytes(len(head).to_bytes(8, "little") + head + table.tobytes())
    assert (read_table(file) == table).all()


def test_a_missing_treebank_is_named(tmp_path, capsys):
    assert main(["--corpus", str(tmp_path), "--base", str(tmp_path), "--target", str(tmp_path)]) == 2
    assert "no treebank at" in capsys.readouterr().err
