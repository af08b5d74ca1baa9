"""rivalscope: what the market offers and what customers say, each number with its source."""

__version__ = "0.1.0"
