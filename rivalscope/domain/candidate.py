"""Candidates: phrases of reviews that no feature answers to yet, and how well the taxonomy's own terms do."""

from dataclasses import dataclass

from rivalscope.domain.reading import Polarity


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingPhrase:
    """One span of a review that matched nothing."""

    mention: int
    """Number of the mention."""
    product: str
    """Slug of the product that the review is of."""
    source: str
    """Key of the review's source."""
    voice: str
    """Who says so: the author's key, else the review's own."""
    phrase: str
    polarity: Polarity
    confidence: float
    """0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Phrases that seem to mean one thing, offered for the taxonomy."""

    name: str
    """Its commonest form as it is written most often."""
    spellings: tuple[tuple[str, int], ...]
    """Every form with the number of reviewers who use it, most first; the name is one of them."""
    reviewers: int
    """Distinct reviewers who speak of it."""
    products: tuple[tuple[str, int], ...]
    """Slugs with reviewers each, most first."""
    sources: int
    """Distinct sources in which it stands."""
    positive: int
    """Reviewers who praise it."""
    negative: int
    """Reviewers who blame it."""
    score: float
    """Termhood: what the queue is ordered by."""
    like: str | None
    """Feature of the taxonomy whose name or alias is nearly the same; None when none is."""
    mentions: tuple[int, ...]
    """Numbers of its surest mentions, one a reviewer, as examples."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionPlace:
    """Where a mention stands."""

    mention: int
    product: str
    text: str
    """The whole review; `text[start:end]` is the phrase."""
    start: int
    end: int
    evidence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchedPhrase:
    """A wording under which a feature of the taxonomy was found in reviews."""

    feature: str
    phrase: str
    n: int
    """Mentions of this wording."""
    sample: tuple[int, ...]
    """Numbers of some of these mentions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermUse:
    """How often a name or alias of the taxonomy was found, and how often it was rightly so."""

    feature: str
    term: str
    is_alias: bool
    """False for the feature's own name."""
    n: int
    """Mentions in reviews."""
    sample: tuple[int, ...] = ()
    """Numbers of some of these mentions."""
    judged: int = 0
    """Mentions that were read again to see whether they name a feature."""
    confirmed: int = 0
    """Those of them that the encoder, which knows no taxonomy, marked as a feature too."""

    @property
    def precision(self) -> float | None:
        """Share confirmed of those judged; None when none was."""
        return self.confirmed / self.judged if self.judged else None
