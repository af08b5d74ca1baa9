"""Likeness: which reviews say the same in nearly the same words, found by MinHash and confirmed by counting."""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from rivalscope.domain.likeness import Mark, ReviewWords
from rivalscope.domain.matching import match_text

METHOD = "pairs/1"
"""Version of what is compared; another one compares every review again."""

ALIKE = 0.65
"""Least share of common word pairs at which two long texts are one (Jaccard).

Measured on 31,882 real reviews of 13 apps: of texts of `LONG` words or more, reviews of different people share at most
0.60, copies of one review 1.00, and a copy of 12 words in which one word is misspelt 0.69.
"""

LONG = 12
"""Words from which words alone tell that two reviews are one; shorter ones ("great app") are written anew every day."""

BANDS = 32
"""Buckets of a text. A pair that is `ALIKE` shares one with a chance of 1 − (1 − 0.65⁴)³² = 0.998, one of 0.2 with
0.05 (Leskovec, Rajaraman & Ullman, Mining of Massive Datasets, chapter 3.4)."""

_ROWS = 4
_WORD = re.compile(r"\w+")
_SEED = 20_261_124

Shingles = NDArray[np.uint64]
"""Sorted hashes of the word pairs of a text, each once."""


def _factors() -> tuple[Shingles, Shingles]:
    random = np.random.default_rng(_SEED)
    drawn = random.integers(0, 2**64, size=(2, BANDS * _ROWS), dtype=np.uint64)
    return drawn[0] | np.uint64(1), drawn[1]


_A, _B = _factors()
_BAND = np.arange(BANDS, dtype=np.uint64) << np.uint64(32)


def words_of(text: str) -> list[str]:
    """Return the words of a text's matching key."""
    return _WORD.findall(match_text(text))


def shingles(words: Sequence[str]) -> Shingles:
    """Return the hashes of each two neighbouring words; fewer than two words have none."""
    hashes = np.array([_hashed(word) for word in words], dtype=np.uint64)
    # Odd factors are invertible modulo 2⁶⁴: a pair and its reverse differ.
    return np.unique(_mixed(hashes[:-1] * np.uint64(0x9E3779B97F4A7C15) + hashes[1:]))


def resemblance(one: Shingles, other: Shingles) -> float:
    """Return the share of common word pairs among all of two texts, 0 to 1 (Jaccard); 0 when both have none."""
    common = np.intersect1d(one, other, assume_unique=True).size
    every = one.size + other.size - common
    return common / every if every else 0.0


def buckets(pairs: Shingles) -> Shingles:
    """Return the bucket of a text in each band; texts with much in common share one or more.

    The band stands in the upper 32 bits, so that one order serves all bands; the lower ones are what is kept.

    Each of 128 functions h(x) = mix(a·x + b) mod 2⁶⁴ keeps its least value over the pairs, so that two texts agree in
    it with a chance of their resemblance (Broder, On the resemblance and containment of documents, 1997).
    """
    least = _mixed(pairs[:, None] * _A[None, :] + _B[None, :]).min(axis=0).reshape(BANDS, _ROWS)
    folded = np.zeros(BANDS, dtype=np.uint64)
    for row in range(_ROWS):
        folded = _mixed(folded * np.uint64(0x9E3779B97F4A7C15) + least[:, row])
    return _BAND | (folded >> np.uint64(32))


def same_key(review: ReviewWords, words: Sequence[str]) -> str | None:
    """Return what two reviews share that are one beyond doubt; None when nothing could settle it.

    Long texts: their words. Short ones: words, rating, date and writer, all of them known.
    """
    told: tuple[str, ...] = tuple(words)
    if len(words) < LONG:
        if review.date is None or review.author_key is None or not words:
            return None
        rating = "" if review.rating is None else str(review.rating.normalize())
        told = (*words, "\x1f", rating, review.date.isoformat(), review.author_key)
    return hashlib.sha256(" ".join(told).encode()).hexdigest()[:32]


@dataclass(slots=True)
class Index:
    """The reviews of one product that later ones may be copies of: the first of each kind, by key and by bucket.

    16 bytes for each bucket of each review: 100,000 long reviews take 51 MB.
    """

    same: dict[str, int] = field(default_factory=dict)
    _buckets: Shingles = field(default_factory=lambda: np.empty(0, dtype=np.uint64))
    _ids: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, dtype=np.int64))

    @classmethod
    def of(cls, marks: Iterable[Mark]) -> "Index":
        """Return the index of what is stored."""
        index = cls()
        index.add(marks)
        return index

    def add(self, marks: Iterable[Mark]) -> None:
        """Add reviews; copies are found under the review that they are copies of."""
        kept = list(marks)
        for mark in kept:
            if mark.same is not None:
                self.same.setdefault(mark.same, mark.copy_of or mark.id)
        firsts = [mark for mark in kept if mark.buckets]
        if firsts:
            new = np.concatenate([_unpacked(mark.buckets) for mark in firsts])
            ids = np.repeat(np.array([mark.id for mark in firsts], dtype=np.int64), BANDS)
            every, owners = np.concatenate((self._buckets, new)), np.concatenate((self._ids, ids))
            order = np.argsort(every, kind="stable")
            self._buckets, self._ids = every[order], owners[order]

    def sharing(self, placed: Shingles) -> list[list[int]]:
        """Return, for each row of buckets, the ids of reviews that share one, ascending."""
        low = np.searchsorted(self._buckets, placed, side="left")
        high = np.searchsorted(self._buckets, placed, side="right")
        found: list[set[int]] = [set() for _ in placed]
        for row, band in zip(*np.nonzero(high > low), strict=True):
            found[row].update(self._ids[low[row, band] : high[row, band]].tolist())
        return [sorted(ids) for ids in found]


def compare(
    new: Sequence[ReviewWords], index: Index, texts: Callable[[set[int]], Mapping[int, str]]
) -> list[Mark]:
    """Return the mark of each new review, in order of ids, and add them to the index of their product.

    A review is a copy of the earliest one with which it shares a key or `ALIKE` word pairs; only the first of each kind
    is compared with, so that likeness does not creep from copy to copy. `texts` gives stored texts by id. Splitting
    reviews into batches in another way gives the same marks.
    """
    ordered = sorted(new, key=lambda review: review.id)
    worded = [words_of(review.text) for review in ordered]
    pairs = {r.id: shingles(w) for r, w in zip(ordered, worded, strict=True) if len(w) >= LONG}
    rows = {number: buckets(found) for number, found in pairs.items()}
    stored = dict(zip(rows, index.sharing(np.array(list(rows.values()))), strict=True)) if rows else {}
    read = texts({number for found in stored.values() for number in found})
    known = {number: shingles(words_of(text)) for number, text in read.items()} | pairs
    here: dict[int, list[int]] = {}
    marks: list[Mark] = []
    batch: dict[str, int] = {}
    for review, words in zip(ordered, worded, strict=True):
        same = same_key(review, words)
        copy_of = None if same is None else index.same.get(same, batch.get(same))
        own: list[int] = rows[review.id].tolist() if review.id in rows else []
        if copy_of is None and own:
            near = {number for place in own for number in here.get(place, ())}
            copy_of = _first_alike(pairs[review.id], [*stored[review.id], *sorted(near)], known)
        if copy_of is None:
            for place in own:
                here.setdefault(place, []).append(review.id)
        if same is not None:
            batch.setdefault(same, copy_of or review.id)
        kept = _packed(rows[review.id]) if own and copy_of is None else b""
        marks.append(Mark(id=review.id, same=same, buckets=kept, copy_of=copy_of))
    index.add(marks)
    return marks


def _first_alike(own: Shingles, near: Iterable[int], known: Mapping[int, Shingles]) -> int | None:
    for number in near:
        other = known[number]
        # Sets whose sizes differ by more cannot be alike: no need to count.
        sizes = sorted((own.size, other.size))
        if sizes[0] >= ALIKE * sizes[1] and resemblance(own, other) >= ALIKE:
            return number
    return None


def _packed(found: Shingles) -> bytes:
    return found.astype("<u4").tobytes()


def _unpacked(stored: bytes) -> Shingles:
    return _BAND | np.frombuffer(stored, dtype="<u4").astype(np.uint64)


@lru_cache(maxsize=65_536)
def _hashed(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "little")


def _mixed(values: Shingles) -> Shingles:
    """Scatter 64-bit numbers (the finaliser of SplitMix64: Steele, Lea & Flood 2014)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))
