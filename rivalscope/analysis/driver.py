"""What is found of one driver of satisfaction, and of all of them."""

from dataclasses import dataclass
from enum import StrEnum

from rivalscope.analysis.kano import KanoVerdict
from rivalscope.analysis.opportunity import Estimate


class Quadrant(StrEnum):
    """Importance against our performance (Martilla & James, Journal of Marketing 41 (1977) 77)."""

    CONCENTRATE = "concentrate"
    """Important, and we do worse than with most."""
    KEEP_UP = "keep up"
    LOW_PRIORITY = "low priority"
    OVERKILL = "overkill"
    """Not important, and we do better than with most."""


class Action(StrEnum):
    """What our place against a rival asks for, by what the feature does to satisfaction (Albayrak, IJCHM 2019)."""

    FIX = "fix now"
    """Basic, and theirs is better: its lack is punished."""
    CATCH_UP = "catch up"
    """Performance, and theirs is better."""
    DIFFERENTIATE = "differentiate or skip"
    """Excitement, and theirs is better."""
    DEFEND = "defend"
    """Basic, and ours is better: nobody praises it until it breaks."""
    KEEP_LEAD = "keep the lead"
    """Performance, and ours is better."""
    SHOW = "show it"
    """Excitement, and ours is better."""
    LET_BE = "let it be"
    """It moves nobody, whoever is better."""
    LEVEL = "level"
    """Enough opinions on both sides, and no difference shows."""
    OPEN = "can’t be told"
    """Too few opinions to tell who is better."""
    BEHIND = "behind, class unknown"
    """Theirs is better; what that does to satisfaction the data can't say."""
    AHEAD = "ahead, class unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Versus:
    """Our performance in one feature against one rival's."""

    rival: str
    """Slug."""
    ours_n: int
    """Reviewers of ours with an opinion."""
    theirs_n: int
    difference: Estimate
    """Our positive share less theirs, −1 to 1."""
    ahead: float
    """Chance that ours is better on the platforms that both have, 0 to 1."""
    action: Action
    evidence_praise: tuple[int, ...] = ()
    """Of the rival's reviewers, surest first; told of the best rival alone."""
    evidence_blame: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """What one feature does to the ratings of a market, and how we stand in it."""

    feature: str
    praise: int
    """Rated reviews that praise it."""
    blame: int
    mentions: int
    """Rated reviews that mention it at all."""
    mention_share: float
    """Of all rated reviews, 0 to 1: the importance that shows."""
    kano: KanoVerdict
    importance: Estimate | None = None
    """Of what opinions explain of the rating, 0 to 1: the importance that acts; None with too little data."""
    scale: float | None = None
    """0 to 10: the weight that people gave it, else the mid-rank of its importance; None without either."""
    rank: int | None = None
    """By `scale`, from 1."""
    weight: float | None = None
    """0 to 10, as the market file gives it; None leaves it to the reviews."""
    leading: float = 0.0
    """Chance that its importance is above the mean of all features, 0 to 1."""
    hidden: bool = False
    """Whether few speak of it and it weighs all the same: a hygiene factor."""
    reward: Estimate | None = None
    """Points of the rating that go with praise, against silence."""
    penalty: Estimate | None = None
    """Points of the rating that go with blame, as a loss."""
    asymmetry: Estimate | None = None
    """−1 only punished when bad … 1 only rewarded when good."""
    lacking: str = ""
    """What is missing where there is no importance, with the numbers; else empty."""
    ours_n: int = 0
    """Reviewers of ours with an opinion."""
    performance: Estimate | None = None
    """Our positive share, 0 to 1; None below the least n."""
    quadrant: Quadrant | None = None
    quadrant_chance: float = 0.0
    """Share of resamples in that quadrant, 0 to 1."""
    versus: tuple[Versus, ...] = ()
    """Against each rival with enough opinions, the best one first."""
    evidence_praise: tuple[int, ...] = ()
    """Of our reviewers first, then of others."""
    evidence_blame: tuple[int, ...] = ()

    @property
    def polar(self) -> int:
        """Rated reviews with a polar opinion on it."""
        return self.praise + self.blame

    @property
    def cited(self) -> tuple[int, ...]:
        """Evidence of blame and praise in turn, clearest first."""
        pairs = zip(self.evidence_blame, self.evidence_praise, strict=False)
        turns = [one for pair in pairs for one in pair]
        return tuple(dict.fromkeys([*turns, *self.evidence_blame, *self.evidence_praise]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Drivers:
    """What drives satisfaction in a market."""

    rated: int
    """Rated reviews in the window."""
    reviewers: int
    sources: int
    """Sources told apart, those with few rated reviews as one."""
    drivers: tuple[Driver, ...]
    """By rank; those without one after, by mentions."""
    lacking: str = ""
    """What is missing where nothing can be derived, with the numbers; else empty."""
    explained: float | None = None
    """Share of the ratings' variance within source, month and length that opinions explain, 0 to 1, adjusted."""
    rest: float | None = None
    """Of what opinions explain, the share of features with too little data and of phrases that match none."""
    blocks: int = 0
    """Blocks of reviewers that were resampled."""
    resamples: int = 0
    method: str = ""
    """Name and version of the method."""

    @property
    def derived(self) -> tuple[Driver, ...]:
        """Those with an importance."""
        return tuple(driver for driver in self.drivers if driver.importance is not None)
