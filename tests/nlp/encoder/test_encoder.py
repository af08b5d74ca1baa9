import shutil
from dataclasses import replace

import numpy as np
import pytest

from nlp.encoder.card import read_card
from nlp.encoder.encoder import Encoder
from nlp.encoder.labels import TAGS
from nlp.encoder.session import Session
from rivalscope.errors import ModelError


def tags(encoded):
    return [TAGS[place] for place in encoded.tags.argmax(axis=-1)]


def test_sentences_come_back_in_their_order_whatever_their_length(encoder):
    texts = ["sync " * count for count in (9, 1, 30, 4)]
    assert [len(one.offsets) for one in encoder.encode(texts)] == [9, 1, 30, 4]


def test_what_stands_beside_a_sentence_changes_nothing(encoder):
    (alone,) = encoder.encode(["the search bar is slow"])
    together = encoder.encode(["the search bar is slow", "it is great " * 8])[0]
    assert np.allclose(alone.tags, together.tags)
    assert np.allclose(alone.polarities, together.polarities)
    assert np.allclose(alone.intents, together.intents)


@pytest.mark.parametrize("tier", ["quality", "fast"])
def test_the_weights_that_ship_read_a_sentence_the_same_alone_and_beside_others(tier):
    texts = [
        "the new editor is lovely but sync keeps eating my notes",
        "pls add sso",
        "We moved the whole team over from Trello after support ignored us for a month, and exports are still slow.",
        "ok",
    ]
    encoder = Encoder(read_card(tier))
    for text, beside in zip(texts, encoder.encode(texts), strict=True):
        (alone,) = encoder.encode([text])
        assert np.allclose(alone.tags, beside.tags, atol=1e-3)
        assert np.allclose(np.exp(alone.polarities), np.exp(beside.polarities), atol=1e-3)
        assert np.allclose(alone.intents, beside.intents, atol=1e-3)


@pytest.mark.parametrize("tier", ["quality", "fast"])
def test_a_sentence_in_a_full_batch_is_read_to_the_last_digit_as_alone(tier):
    """Batches hold sentences of one length, so that no padding and no other sentence enters a sum."""
    texts = [f"the {word} is slow" for word in ("search", "sync", "export", "calendar", "board", "editor")]
    encoder = Encoder(read_card(tier))
    for text, beside in zip(texts, encoder.encode(texts), strict=True):
        (alone,) = encoder.encode([text])
        assert np.allclose(alone.tags, beside.tags, atol=1e-6)
        assert np.allclose(alone.polarities, beside.polarities, atol=1e-5)
        assert np.allclose(alone.intents, beside.intents, atol=1e-6)


@pytest.mark.parametrize("tier", ["quality", "fast"])
def test_the_weights_that_ship_ask_for_pieces_alone(tier):
    (asked,) = Encoder(read_card(tier)).session._session.get_inputs()
    assert asked.name == "input_ids"


def test_the_reserve_of_the_card_finds_more_spans(encoder):
    text = "the search bar is slow"
    (said,) = encoder.encode([text])
    (keener,) = Encoder(replace(encoder.card, reserve=2.0)).encode([text])
    assert (keener.tags[:, 0] <= said.tags[:, 0]).all()
    assert (keener.tags[:, 0] < said.tags[:, 0]).any()
    assert np.allclose(keener.polarities, said.polarities)


def test_a_sentence_of_many_windows_is_read_to_its_end(encoder):
    text = "it is " * 300 + "sync is broken"
    (encoded,) = encoder.encode([text])
    assert len(encoded.offsets) == 603
    assert tags(encoded) == ["O"] * 600 + ["B", "O", "O"]
    assert encoded.intents[0] > 0.9
    assert np.allclose(encoded.tags.sum(axis=-1), 1.0, atol=1e-5)


def test_an_empty_sentence_says_nothing(encoder):
    (encoded,) = encoder.encode([""])
    assert encoded.offsets.shape == (0, 2)
    assert not encoded.intents.any()
    assert encoder.encode([]) == []


def test_the_same_sentence_is_read_once(encoder, monkeypatch):
    rows = []
    run = encoder.session.run
    monkeypatch.setattr(encoder.session, "run", lambda ids: rows.append(len(ids)) or run(ids))
    read = encoder.encode(["sync is slow"] * 10_000)
    assert rows == [1]
    assert len(read) == 10_000


@pytest.fixture
def copied(made, tmp_path):
    return shutil.copytree(made, tmp_path / "weights")


def test_weights_that_are_not_those_of_the_card_are_named(copied):
    (copied / "quality.onnx").write_bytes(b"other")
    with pytest.raises(ModelError, match=r"quality\.onnx is not the file that card\.json speaks of"):
        Encoder(read_card("quality", folder=copied)).encode(["sync"])


def test_missing_weights_are_named(copied):
    (copied / "vocab.txt").unlink()
    with pytest.raises(ModelError, match=r"vocab\.txt cannot be read"):
        Encoder(read_card("quality", folder=copied)).encode(["sync"])


def test_a_network_of_two_files_is_whole_only_with_both(copied):
    """The tables that the tiers share lie in a file of their own."""
    (copied / "pieces.onnx").unlink()
    with pytest.raises(ModelError, match=r"pieces\.onnx cannot be read"):
        Encoder(read_card("quality", folder=copied)).encode(["sync"])
    with pytest.raises(ModelError, match="the encoder's weights are no model"):
        Session((copied / "quality.onnx").read_bytes())


def test_tiers_share_what_is_known_of_pieces(made):
    cards = [read_card(tier, folder=made) for tier in ("quality", "fast")]
    assert [card.parts for card in cards] == [("quality.onnx", "pieces.onnx"), ("fast.onnx", "pieces.onnx")]
