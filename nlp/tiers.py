"""The tiers in which texts are read: which of them can be used here, and what a reading in it is stored under."""

import logging
from importlib.util import find_spec
from pathlib import Path

from nlp.encoder.card import VOCABULARY, WEIGHTS, read_card
from rivalscope.domain.settings import Tier
from rivalscope.errors import ModelError

logger = logging.getLogger(__name__)

NEEDED = ("onnxruntime", "tokenizers")
"""Packages that the encoder needs to run."""


def settle(tier: Tier, *, weights: Path = WEIGHTS) -> Tier:
    """Return the tier itself where it can be used, else lite, and say so once in the log."""
    objection = find_objection(tier, weights=weights)
    if objection is None:
        return tier
    logger.warning("tier %s cannot be used, reading by rules alone (lite): %s", tier.value, objection)
    return Tier.LITE


def find_objection(tier: Tier, *, weights: Path = WEIGHTS) -> str | None:
    """Return why a tier cannot be used here; None where it can."""
    if tier is Tier.LITE:
        return None
    for package in NEEDED:
        if find_spec(package) is None:
            return f"{package} is not installed; install rivalscope again"
    try:
        card = read_card(tier, folder=weights)
    except ModelError as error:
        return str(error)
    missing = [name for name in (*card.parts, VOCABULARY) if not (weights / name).is_file()]
    return f"{weights / missing[0]} is missing; install rivalscope again" if missing else None
