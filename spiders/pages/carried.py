"""Carried: what one grid of a page leaves for the next on the way down."""

from dataclasses import dataclass, field

from bs4 import Tag

from spiders.pages.currencies import Hints
from spiders.pages.document import Document
from spiders.pages.plan_keys import PlanKeys


@dataclass(slots=True, kw_only=True)
class Carried:
    """What is carried from grid to grid on the way down a page."""

    document: Document
    hints: Hints
    keys: PlanKeys
    plans: tuple[str, ...] = ()
    """Names over the columns of the last grid that was read."""
    crossed: bool = False
    """Whether the grid at hand marks with the letter `x` what a plan has, and leaves the rest empty."""
    paid: bool = False
    """Whether rows of amounts in the grid at hand are what plans cost: it tells of known plans, or what they have too."""
    strips: list[list[Tag]] = field(default_factory=list)
    """Cells of the last rows that stand by themselves and may head what follows."""
    makes: set[tuple[str, str]] = field(default_factory=set)
    """Names and classes of rows that were read under those columns."""
