"""The truth of a made market: what each product has, how satisfied its customers are, what they speak of."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rivalscope.domain.market import Product, Source, SourceKind

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

PLATFORMS = ("first", "second", "third")
"""Sites on which every product is reviewed; each product has another mix of them."""
LIFT = (0.9, 0.0, -0.9)
"""Log odds by which opinions on each platform are better than the customers' own, where platforms lean
(positivity differs by platform: Schoenmueller, Netzer & Stahl, J. Marketing Research 57 (2020) 853)."""
ASKING = 0.4
"""How much rarer a feature is spoken of where it is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large a made market is."""

    products: int = 6
    features: int = 24
    reviewers: int = 700
    """Of a product, in the middle; from one product to the next about half or twice as many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """All that is true of a made market: P products, the first of them ours, F features, S platforms."""

    products: tuple[Product, ...]
    features: tuple[str, ...]
    has: Flags
    """Shape (P, F)."""
    odds: Floats
    """Log odds that a customer who has the feature likes it, shape (P, F)."""
    talk: Floats
    """Chance that a reviewer whose product has it speaks of a feature, shape (F,)."""
    impact: Floats
    """Weight of an opinion on the feature in a reviewer's stars, shape (F,)."""
    mix: Floats
    """Share of a product's reviews on each platform, shape (P, S)."""
    lift: Floats
    """Log odds by which a platform's opinions lean, shape (S,)."""
    reviewers: NDArray[np.int64]
    """Shape (P,)."""

    @property
    def common(self) -> Floats:
        """The platforms' shares of all reviews of the market, shape (S,)."""
        weights = self.reviewers / self.reviewers.sum()
        return np.asarray(weights @ self.mix, dtype=np.float64)

    @property
    def satisfaction(self) -> Floats:
        """Share of opinions that are positive in the common mix of platforms, shape (P, F)."""
        return np.asarray(sigmoid(self.odds[:, :, None] + self.lift) @ self.common, dtype=np.float64)

    @property
    def served(self) -> Floats:
        """The satisfaction, and nil where a product lacks the feature, shape (P, F)."""
        return np.asarray(np.where(self.has, self.satisfaction, 0.0), dtype=np.float64)

    @property
    def spoken(self) -> Floats:
        """Chance that a reviewer of a product speaks of a feature or asks for it, shape (P, F)."""
        return np.asarray(self.talk * np.where(self.has, 1.0, ASKING), dtype=np.float64)

    @property
    def importance(self) -> Floats:
        """Share of all reviewers who speak of a feature, shape (F,)."""
        weights = self.reviewers / self.reviewers.sum()
        return np.asarray(weights @ self.spoken, dtype=np.float64)

    @property
    def opportunity(self) -> Floats:
        """Ulwick's I + max(I − S, 0) for us, 0 to 20, shape (F,): I ranks importance, S is nil where we lack it."""
        places = self.importance.argsort().argsort()
        wanted = 10 * (places + 0.5) / len(self.features)
        return np.asarray(wanted + np.maximum(wanted - 10 * self.served[0], 0), dtype=np.float64)


def draw_truth(rng: np.random.Generator, size: Size, *, leaning: bool) -> Truth:
    """Draw a market; with `leaning` its platforms lean, and else they are only mixed differently.

    In four cells of ten a product is liked exactly as the feature is liked at large, so that there are pairs of which
    neither is better.
    """
    count, wide = size.products, size.features
    usual = rng.normal(0.6, 0.8, size=wide)
    own = rng.normal(0.0, 0.6, size=(count, wide)) * (rng.random((count, wide)) > 0.4)
    return Truth(
        products=tuple(_product(place) for place in range(count)),
        features=tuple(f"Feature {place + 1:02}" for place in range(wide)),
        has=rng.random((count, wide)) < rng.beta(4, 1.2, size=wide),
        odds=usual + own,
        talk=np.clip(np.exp(rng.normal(-2.4, 1.0, size=wide)), 0.005, 0.5),
        impact=np.exp(rng.normal(-0.5, 0.6, size=wide)),
        mix=rng.dirichlet([1.5] * len(PLATFORMS), size=count),
        lift=np.array(LIFT) if leaning else np.zeros(len(PLATFORMS)),
        reviewers=np.maximum(60, size.reviewers * np.exp(rng.normal(0, 0.6, size=count))).astype(np.int64),
    )


def sigmoid(odds: Floats) -> Floats:
    """Return the chance of which these are the log odds."""
    return np.asarray(1 / (1 + np.exp(-odds)), dtype=np.float64)


def source_key(product: str, platform: int) -> str:
    """Return the key of a product's reviews on a platform."""
    return f"{product}/reviews" + (f"-{platform + 1}" if platform else "")


def host(platform: int) -> str:
    """Return the host of a platform."""
    return f"{PLATFORMS[platform]}.example"


def _product(place: int) -> Product:
    slug = f"made-{place + 1}"
    sources = tuple(
        Source(
            key=source_key(slug, platform),
            product=slug,
            kind=SourceKind.REVIEWS,
            url=f"https://{host(platform)}/{slug}",
        )
        for platform in range(len(PLATFORMS))
    )
    return Product(slug=slug, name=f"Made {place + 1}", ours=place == 0, sources=sources)
