"""State trees: one way to walk embedded state, however its values are wrapped, with the path to each value."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from spiders.pages.jsonld import escape
from spiders.pages.states import Sealing, State

MOST_NODES = 40_000
"""Objects and arrays that are looked at in one page."""
_DEEPEST = 60
_WRAPPERS = frozenset(["Reactive", "ShallowReactive", "Ref", "ShallowRef", "EmptyRef"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A value of the state and the selector that leads to it."""

    selector: str
    value: Any
    state: State
    depth: int = 0
    key: str = ""
    """The key under which it stands; that of its array for an item of one."""

    @property
    def text(self) -> str | None:
        """The value when it is a string or a number."""
        return self.value.strip() or None if isinstance(self.value, str) else None

    def members(self) -> dict[str, "Place"]:
        """Return the values of an object by key; empty when it is none."""
        if not isinstance(self.value, dict) or self.depth >= _DEEPEST:
            return {}
        return {key: self._inner(key, value, key) for key, value in self.value.items()}

    def items(self) -> list["Place"]:
        """Return the values of an array; empty when it is none."""
        if not isinstance(self.value, list) or self.depth >= _DEEPEST:
            return []
        return [self._inner(str(index), value, self.key) for index, value in enumerate(self.value)]

    def _inner(self, step: str, value: Any, key: str) -> "Place":
        selector = f"{self.selector}/{escape(step)}"
        if self.state.sealing is Sealing.FLAT:
            return _named(self.state, value, key=key, depth=self.depth + 1)
        return _opened(self.state, selector, value, key=key, depth=self.depth + 1)


def places_of(states: list[State]) -> Iterator[Place]:
    """Yield every object and array of the states, outer ones first."""
    stack = [_root(state) for state in reversed(states)]
    seen = 0
    shared: set[tuple[str, int]] = set()
    while stack and seen < MOST_NODES:
        place = stack.pop()
        if not isinstance(place.value, dict | list):
            continue
        # What is flat names the same value from several places, and may name itself.
        mark = (place.state.selector, id(place.value))
        if mark in shared:
            continue
        shared.add(mark)
        seen += 1
        yield place
        stack.extend(reversed([*place.members().values(), *place.items()]))


def _root(state: State) -> Place:
    if state.sealing is Sealing.FLAT:
        return _named(state, "0", key="", depth=0)
    return Place(selector=state.selector, value=state.value, state=state)


def _opened(state: State, selector: str, value: Any, *, key: str, depth: int) -> Place:
    """Return the place of a value, out of the pair that Astro wraps it in."""
    if (
        state.sealing is Sealing.ASTRO
        and isinstance(value, list)
        and len(value) == 2
        and value[0] in ("0", "1")
    ):
        selector, value = f"{selector}/1", value[1]
    return Place(selector=selector, value=value, state=state, key=key, depth=depth)


def _named(state: State, index: Any, *, key: str, depth: int) -> Place:
    """Return the place of the value that a flat array names by its place; None's place where it names nothing."""
    for _ in range(3):
        if not isinstance(index, str) or not index.isascii() or not index.isdigit():
            break
        if not isinstance(state.value, list) or int(index) >= len(state.value):
            break
        value = state.value[int(index)]
        if isinstance(value, list) and len(value) == 2 and value[0] in _WRAPPERS:
            index = value[1]
            continue
        return Place(selector=f"{state.selector}/{index}", value=value, state=state, key=key, depth=depth)
    return Place(selector=state.selector, value=None, state=state, key=key, depth=depth)
