"""Phrases that mean the same put together: the leader algorithm over stems."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

Words = tuple[str, ...]

ALIKE = 2 / 3
"""Jaccard index of stems from which two phrases of the same last word are one."""
LONG = 6
"""Letters from which one slip of the hand leaves a word recognisable."""
RARER = 3
"""How many times as common the right spelling is at least."""


class Leaders:
    """Leaders in the order in which they came; each phrase joins the one it is most like, or leads.

    The leader algorithm (Hartigan, Clustering Algorithms, 1975, chapter 3) in one pass, the commonest phrase first, so
    that the outcome depends on the phrases alone. Two phrases are one when they have the same stems in whatever order
    (`export pdf`, `pdf export`), the same letters (`darkmode`, `dark mode`), stems that differ by one slip of the hand,
    or the same last stem and a Jaccard index of ALIKE (`team video call`, `video call`).
    """

    def __init__(self) -> None:
        self._sorted: dict[Words, Words] = {}
        self._joined: dict[str, Words] = {}
        self._heads: defaultdict[str, list[Words]] = defaultdict(list)
        self._slips: defaultdict[str, list[Words]] = defaultdict(list)
        self._weights: dict[Words, float] = {}

    def lead(self, words: Words, *, weight: float) -> None:
        """Make a phrase a leader; `weight` is how common it is."""
        self._sorted.setdefault(tuple(sorted(words)), words)
        self._joined.setdefault(_together(words), words)
        self._heads[words[-1]].append(words)
        for cut in _cuts("".join(words)):
            self._slips[cut].append(words)
        self._weights.setdefault(words, weight)

    def find(self, words: Words, *, weight: float) -> Words | None:
        """Return the leader that the phrase is one with; None when it is like none."""
        same = self._sorted.get(tuple(sorted(words))) or self._joined.get(_together(words))
        return same or self._misspelt(words, weight) or self._near(words)

    def _misspelt(self, words: Words, weight: float) -> Words | None:
        for cut in _cuts("".join(words)):
            for leader in self._slips.get(cut, ()):
                if self._weights[leader] >= RARER * weight and _one_slip(leader, words):
                    return leader
        return None

    def _near(self, words: Words) -> Words | None:
        own = set(words)
        if len(own) < len(words):
            return None  # `picture in picture` is no picture
        alike = [(jaccard(own, set(leader)), leader) for leader in self._heads.get(words[-1], ())]
        best = max(alike, key=lambda pair: (pair[0], self._weights[pair[1]]), default=None)
        return best[1] if best is not None and best[0] >= ALIKE - 1e-9 else None


def cluster(weights: Mapping[Words, float], *, seeds: Sequence[Words] = ()) -> dict[Words, list[Words]]:
    """Return phrases by their leaders, the heaviest first; seeds lead before any of them and may stay alone."""
    leaders = Leaders()
    found: dict[Words, list[Words]] = {}
    for seed in seeds:
        leaders.lead(seed, weight=float("inf"))
        found[seed] = []
    for words in sorted(weights, key=lambda words: (-weights[words], words)):
        leader = leaders.find(words, weight=weights[words])
        if leader is None:
            leader = words
            leaders.lead(words, weight=weights[words])
        found.setdefault(leader, []).append(words)
    return found


def jaccard(first: set[str], second: set[str]) -> float:
    """Return shared of all elements, 0 to 1; 0 for two empty sets (Jaccard 1901)."""
    return len(first & second) / len(first | second) if first | second else 0.0


def _together(words: Words) -> str:
    """Return the letters alone; a final e is cut from long words and not from short ones, so none is kept."""
    return "".join(words).removesuffix("e")


def _cuts(word: str) -> Iterator[str]:
    """Yield the word and the word without each of its letters: what two words one slip apart have in common.

    Deletion neighbourhoods (Mor & Fraenkel, CACM 25 (1982) 935).
    """
    if len(word) >= LONG:
        yield word
        for place in range(len(word)):
            yield word[:place] + word[place + 1 :]


def _one_slip(first: Words, second: Words) -> bool:
    """Whether one word differs, is long, begins alike, and is one letter added, lost, changed or swapped away."""
    if len(first) != len(second):
        return False
    pairs = [(one, other) for one, other in zip(first, second, strict=True) if one != other]
    if len(pairs) != 1:
        return False
    one, other = pairs[0]
    if min(len(one), len(other)) < LONG - 1 or one[0] != other[0] or abs(len(one) - len(other)) > 1:
        return False
    return not {*_cuts(one), one}.isdisjoint({*_cuts(other), other})
