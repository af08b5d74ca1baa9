"""What the encoder's outputs stand for, in their order, and the limits it was trained with."""

from rivalscope.domain.reading import IntentLabel, Polarity

TAGS = ("O", "B", "I")
"""Outside an aspect, its first piece, a further one."""
POLARITIES = (Polarity.POSITIVE, Polarity.NEGATIVE, Polarity.NEUTRAL, Polarity.MIXED)
INTENTS = (
    IntentLabel.PROBLEM,
    IntentLabel.REQUEST,
    IntentLabel.PRAISE,
    IntentLabel.QUESTION,
    IntentLabel.CHURN,
    IntentLabel.INFORMATION,
)
LONGEST = 128
"""Pieces of one input, the two that frame it included."""
PAD, UNKNOWN, FIRST, LAST = "[PAD]", "[UNK]", "[CLS]", "[SEP]"
SPECIAL = (PAD, UNKNOWN, FIRST, LAST)
