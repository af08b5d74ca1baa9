"""A text made easy to read without moving a character: every sign is replaced one for one."""

import re

SIGNS = str.maketrans(
    {"’": "'", "‘": "'", "‛": "'", "´": "'", "“": '"', "”": '"', "\u00a0": " ", "\u200b": " "}
)
"""Signs that are written in many ways."""
REPEATED = re.compile(r"([^\w\s])\1{5,}")
KEPT = 3
"""Signs that remain of a run of the same one."""
ENDLESS = re.compile(r"\S{300,}")
"""No word: an address, an encoded file, a cat on the keyboard. The tokenizer's time grows with its square."""

HALVES = re.compile(r"[\ud800-\udfff]")
"""Halves of surrogate pairs, which stand for nothing and which no tokenizer can hold."""


def make_plain(text: str) -> str:
    """Return the text with straight quotes, short runs of signs and blanks for endless words, as long as before."""
    whole = HALVES.sub("\ufffd", text)
    plain = REPEATED.sub(lambda run: run.group()[:KEPT].ljust(len(run.group())), whole.translate(SIGNS))
    return ENDLESS.sub(lambda run: " " * len(run.group()), plain)
