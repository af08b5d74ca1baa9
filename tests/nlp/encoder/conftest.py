"""The tiny model that was made for tests, and an encoder of it."""

from pathlib import Path

import pytest

from nlp.encoder.card import read_card
from nlp.encoder.encoder import Encoder

MADE = Path(__file__).with_name("made")


@pytest.fixture(scope="session")
def made() -> Path:
    """Folder of a vocabulary, a card and weights for both tiers; made/make.py makes them."""
    return MADE


@pytest.fixture(scope="session")
def encoder(made) -> Encoder:
    return Encoder(read_card("quality", folder=made))
