"""Lines: what is kept of a page's visible lines, so that the noise between two captures can be counted.

A line is kept as marks, not as words: a sign for what it is by itself, then a checksum of the line and of each of its
forms (rivalscope.domain.noise). Marks tell whether two lines are alike and in which form, and nothing else of them.
"""

import base64
import zlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rivalscope.domain.noise import FORMS, NoiseKind, alone_in_forms, failed, moved

MOST = 2_000
"""Lines of a page that are kept."""

_SHORT = 6
"""Words of a heading or button that belongs to a banner."""

_KINDS = tuple(NoiseKind)
_PLAIN, _FIRST = "-", ord("a")
_SIZE = 6
"""Characters of a checksum of four bytes."""


def marks(lines: Iterable[str], *, quoted: Collection[str] = ()) -> tuple[str, ...]:
    """Return the marks of a page's lines in reading order; `quoted` are lines that stand in a quotation."""
    told = []
    for line in lines:
        if line:
            told.append(_mark(line, quoted=line in quoted))
        if len(told) == MOST:
            break
    return tuple(told)


@lru_cache(maxsize=10_000)
def _mark(line: str, *, quoted: bool) -> str:
    kind, own = alone_in_forms(line)
    if failed(line):
        kind = NoiseKind.FAILURE
    elif quoted and kind is None:
        kind = NoiseKind.ROTATION
    sign = _PLAIN if kind is None else chr(_FIRST + _KINDS.index(kind))
    size = "s" if line.count(" ") < _SHORT else "l"
    sums = [own[0]] if own[0] == own[-1] and len(set(own)) == 1 else own
    return sign + size + _checksum(line) + "".join(map(_checksum, sums))


def forget() -> None:
    """Forget the lines whose marks are kept in memory, so that a measurement does not find them made."""
    _mark.cache_clear()


def _checksum(text: str) -> str:
    return base64.b64encode(zlib.crc32(text.encode()).to_bytes(4, "big"))[:_SIZE].decode()


@dataclass(frozen=True, slots=True)
class _Line:
    """A line as its marks tell of it."""

    mark: str
    place: int

    @property
    def kind(self) -> NoiseKind | None:
        """What it is by itself; None for substance."""
        return None if self.mark[0] == _PLAIN else _KINDS[ord(self.mark[0]) - _FIRST]

    @property
    def short(self) -> bool:
        """Whether it may be a heading or button of a banner."""
        return self.mark[1] == "s"

    def form(self, number: int) -> str:
        """Return the checksum of a form."""
        sums = self.mark[2 + _SIZE :]
        return sums if len(sums) == _SIZE else sums[number * _SIZE : (number + 1) * _SIZE]


def noise_between(before: Sequence[str], after: Sequence[str]) -> Counter[NoiseKind]:
    """Return how many lines differ between two captures of a page and say the same, by kind of noise.

    Lines that say something else are not counted: what they say is told as facts.
    """
    noise: Counter[NoiseKind] = Counter()
    if elsewhere := moved(_kept(before, after)):
        noise[NoiseKind.ORDER] = elsewhere
    old, new = _left(before, after), _left(after, before)
    if any(line.kind is NoiseKind.FAILURE for line in (*old, *new)):
        # What could not be loaded is not gone, and what comes back is not new.
        noise[NoiseKind.FAILURE] = max(len(old), len(new))
        return noise
    for number, (kind, _) in enumerate(FORMS):
        old, new, alike = _unlike(old, new, number)
        noise[kind] += alike
    for own in (old, new):
        noise += _alone(own)
    return +noise


def _left(own: Sequence[str], other: Sequence[str]) -> list[_Line]:
    """Return the lines of one side that the other has not; of equal ones the last."""
    spare = Counter(own) - Counter(other)
    found = []
    for place in range(len(own) - 1, -1, -1):
        if spare[own[place]]:
            spare[own[place]] -= 1
            found.append(_Line(own[place], place))
    return found[::-1]


def _kept(before: Sequence[str], after: Sequence[str]) -> list[int]:
    """Return the former places, in today's order, of lines that stand once on either side."""
    once = [{mark for mark, n in Counter(side).items() if n == 1} for side in (before, after)]
    places = {mark: place for place, mark in enumerate(before) if mark in once[0]}
    return [places[mark] for mark in after if mark in once[1] and mark in places]


def _unlike(old: Sequence[_Line], new: Sequence[_Line], number: int) -> tuple[list[_Line], list[_Line], int]:
    """Return the lines of each side that have no like in a form on the other, and how many have."""
    waiting: defaultdict[str, list[_Line]] = defaultdict(list)
    for line in old:
        waiting[line.form(number)].append(line)
    left = []
    for line in new:
        if waiting[line.form(number)]:
            waiting[line.form(number)].pop()
        else:
            left.append(line)
    rest = {line.place for lines in waiting.values() for line in lines}
    return [line for line in old if line.place in rest], left, len(new) - len(left)


def _alone(lines: Sequence[_Line]) -> Counter[NoiseKind]:
    """Return the lines of one side that are noise by themselves, with the short ones right beside a banner."""
    kinds = {line.place: line.kind for line in lines}
    short = {line.place for line in lines if line.short and line.kind is None}
    for banner in [place for place, kind in kinds.items() if kind is NoiseKind.COOKIE]:
        for step in (-1, 1):
            place = banner + step
            while place in short:
                kinds[place] = NoiseKind.COOKIE
                place += step
    return Counter(kind for kind in kinds.values() if kind is not None)
