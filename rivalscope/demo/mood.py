"""What the customers of each fictional product talk about, and how they feel: read from mood.yml."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

_BEFORE_ALL = -1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """Customers who come from or go to another product."""

    product: str
    """Slug of the other product."""
    weight: float
    """Per hundred reviews."""
    week: int
    """First week of the story in which it happens."""
    why: tuple[str, ...]
    """Reasons as clauses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A change of feeling about a feature."""

    week: int
    feature: str
    weight: float
    praise: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Mood:
    """How the customers of one product feel."""

    reviews: int
    talk: Mapping[str, tuple[float, float]]
    """Weight and share of praise by feature."""
    asks: Mapping[str, float]
    """Weight by feature of what customers ask for and do not have."""
    turns: tuple[Turn, ...]
    to: tuple[Switch, ...]
    """Switches to this product."""
    away: tuple[Switch, ...]
    """Switches away from it."""

    def talk_in(self, week: int) -> dict[str, tuple[float, float]]:
        """Return what is talked about in a week of the story, with the turns up to then."""
        turned = {turn.feature: (turn.weight, turn.praise) for turn in self.turns if turn.week <= week}
        return {**self.talk, **turned}


@cache
def moods() -> dict[str, Mood]:
    """Return the mood of every product by slug."""
    raw = yaml.safe_load((files("rivalscope.demo") / "mood.yml").read_text(encoding="utf-8"))
    return {slug: _mood(entry) for slug, entry in raw.items()}


def _mood(entry: dict[str, Any]) -> Mood:
    return Mood(
        reviews=entry["reviews"],
        talk={feature: (weight, praise) for feature, (weight, praise) in entry["talk"].items()},
        asks=entry["asks"],
        turns=tuple(
            Turn(week=t["week"], feature=t["feature"], weight=t["talk"][0], praise=t["talk"][1])
            for t in entry["turns"]
        ),
        to=tuple(_switch(each) for each in entry["to"]),
        away=tuple(_switch(each) for each in entry["from"]),
    )


def _switch(each: dict[str, Any]) -> Switch:
    return Switch(
        product=each["product"],
        weight=each["weight"],
        week=each.get("week", _BEFORE_ALL),
        why=tuple(each["why"]),
    )
