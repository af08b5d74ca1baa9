"""Phrases made comparable: stems in order, without articles and the like."""

from functools import lru_cache

from rivalscope.domain.naming import key

_FILLERS = (
    "a an the my our your their his her its this that these those some any all every each other another own such"
    " of for to in on at by with from and or as into about"
)
FILLERS = frozenset(_FILLERS.split())
"""Words that carry nothing of what a phrase names."""
PARTICLES = frozenset({"in", "on", "up", "out", "off", "over", "back", "down", "away"})
"""Words that end what one does, as in `log in`, and say nothing alone."""
VOWELS = frozenset("aeiouy")


def stems(phrase: str) -> tuple[str, ...]:
    """Return the stems of a phrase's words in order; `sharing the screens` and `share screen` have the same."""
    return tuple(word for token in phrase.split() for word in _stems(token))


@lru_cache(maxsize=65_536)
def _stems(token: str) -> tuple[str, ...]:
    """Return the stems of what stands between two spaces: few words make up most of what people write."""
    words = [word for word in key(token).split() if any(letter.isalnum() for letter in word)]
    return tuple(stem(word) for word in words if word not in FILLERS)


def stem(word: str) -> str:
    """Return a word in small letters without plural, -ed, -ing and final e: steps 1 and 5a of Porter (1980), simplified.

    The plural `s` is gone already by `rivalscope.domain.naming.key`.
    """
    if not word.isascii() or not word.isalpha():
        return word
    if word.endswith("ie") and len(word) > 4:
        word = f"{word[:-2]}y"
    for ending in ("ing", "ed"):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) > 2 and not VOWELS.isdisjoint(rest):
            doubled = rest[-1] == rest[-2] and rest[-1] not in "lsz"
            return rest[:-1] if doubled else rest.removesuffix("e")
    return word[:-1] if word.endswith("e") and len(word) > 4 else word


def holds(longer: tuple[str, ...], shorter: tuple[str, ...]) -> bool:
    """Whether the shorter run of words stands in the longer one, or is it."""
    size = len(shorter)
    return any(longer[start : start + size] == shorter for start in range(len(longer) - size + 1))
