"""How people write: fragments joined to sentences, in a register, with the typos of a telephone keyboard."""

import random
import re
from collections.abc import Sequence
from enum import StrEnum


class Register(StrEnum):
    """How somebody writes."""

    PLAIN = "plain"
    CASUAL = "casual"
    """Lower case, few full stops."""
    HASTY = "hasty"
    """No articles, commas for full stops."""
    LOUD = "loud"
    """Exclamation marks, a word in capitals."""


REGISTERS = {Register.PLAIN: 58, Register.CASUAL: 20, Register.HASTY: 12, Register.LOUD: 10}
"""Weights of the registers."""

_ARTICLE = re.compile(r"\b(the|a|an) ")
_STOP = re.compile(r"\. (\w)([a-z])")
_TYPO_SHARE = 0.14


def sentence(clauses: Sequence[str], chance: random.Random) -> str:
    """Return one or two clauses as a sentence: two stand against each other."""
    text = clauses[0]
    if len(clauses) > 1:
        first = text.rstrip("?")
        text = f"{first}{chance.choice([', but ', ' but ', '; however, ', ', although '])}{clauses[1]}"
    end = "" if text.endswith(("?", "!")) else "."
    return text[0].upper() + text[1:] + end


def speak(sentences: Sequence[str], register: Register, chance: random.Random) -> str:
    """Return sentences as one text, in a register."""
    text = " ".join(sentences)
    if register is Register.CASUAL:
        text = _casual(text, chance)
    elif register is Register.HASTY:
        text = _ARTICLE.sub(lambda match: "" if chance.random() < 0.5 else match[0], text)
        text = _STOP.sub(lambda match: f", {match[1].lower()}{match[2]}", text, count=1).rstrip(".")
    elif register is Register.LOUD:
        text = _loud(text, chance)
    return _mistyped(text, chance) if chance.random() < _TYPO_SHARE else text


def _casual(text: str, chance: random.Random) -> str:
    words = [word if _is_name(word) else word.lower() for word in text.split(" ")]
    text = " ".join(words)
    for formal, easy in (("cannot", "cant"), ("because", "bc"), (" you ", " u "), ("really", "rly")):
        if chance.random() < 0.3:
            text = text.replace(formal, easy)
    return text.rstrip(".") if chance.random() < 0.7 else text


def _is_name(word: str) -> bool:
    """Whether a word keeps its capitals in lower-case writing: abbreviations and names of products."""
    bare = word.strip(".,;:!?")
    return bare.isupper() and len(bare) > 1


def _loud(text: str, chance: random.Random) -> str:
    words = text.split(" ")
    at = chance.randrange(len(words))
    if words[at].isalpha():
        words[at] = words[at].upper()
    return re.sub(r"\.$", chance.choice(["!", "!!", "!!!"]), " ".join(words))


def _mistyped(text: str, chance: random.Random) -> str:
    words = text.split(" ")
    plain = [i for i, word in enumerate(words) if len(word) > 4 and word.isalpha() and word.islower()]
    for at in chance.sample(plain, k=min(len(plain), chance.choice([1, 1, 2]))):
        word = words[at]
        spot = chance.randrange(1, len(word) - 1)
        kind = chance.choice(["swap", "drop", "double"])
        if kind == "swap":
            words[at] = word[:spot] + word[spot + 1] + word[spot] + word[spot + 2 :]
        elif kind == "drop":
            words[at] = word[:spot] + word[spot + 1 :]
        else:
            words[at] = word[:spot] + word[spot] + word[spot:]
    return " ".join(words)
