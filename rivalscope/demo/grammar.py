"""A grammar of fragments: choices, slots and agreement, expanded with a seeded source of chance."""

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{(\w+)\}")

_SINGULAR = {"is": "is", "has": "has", "does": "does", "it": "it", "s": "s", "es": "es"}
_PLURAL = {"is": "are", "has": "have", "does": "do", "it": "they", "s": "", "es": ""}


@dataclass(frozen=True, slots=True)
class Grammar:
    """Slots with the fragments that may fill them."""

    slots: Mapping[str, Sequence[str]]

    def expand(self, fragment: str, chance: random.Random, **given: str) -> str:
        """Return a fragment with every choice made and every slot filled.

        `given` fills slots by name; a word with a trailing `*` is plural, and the last of them in `w`, `b` or `a`
        decides the agreement of `{is}`, `{has}`, `{does}`, `{it}`, `{s}` and `{es}`. Raises KeyError for a slot
        that neither the grammar nor the caller knows.
        """
        plural = any(given.get(name, "").endswith("*") for name in ("w", "b", "a"))
        words = {name: word.removesuffix("*") for name, word in given.items()}
        agreed = words | (_PLURAL if plural else _SINGULAR)
        text = fragment
        while _CHOICE.search(text) or _SLOT.search(text):
            text = _CHOICE.sub(lambda match: chance.choice(match[1].split("|")), text)
            text = _SLOT.sub(lambda match: self._fill(match[1], agreed, chance), text)
        return " ".join(text.split())

    def _fill(self, name: str, words: Mapping[str, str], chance: random.Random) -> str:
        return words[name] if name in words else chance.choice(self.slots[name])
