"""Reading: reviews that today's model and taxonomy have not read, all of them or a range."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

from flows.opened import OpenMarket
from rivalscope.domain.market import Product, Taxonomy
from rivalscope.domain.reading import Annotated
from rivalscope.domain.settings import Tier
from rivalscope.errors import ConfigError
from storage.engine import Connection
from storage.market import effective_taxonomy
from storage.reviews import count_unread, unread_ranges

SHARE = 5_000
"""Reviews of a shard where several processes read: half a minute's work or more, so that loading a pipeline is little."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """How a market is read: the same in every process that shares the work."""

    model: str
    taxonomy: Taxonomy
    tier: Tier

    @classmethod
    def of(cls, opened: OpenMarket) -> "Reader":
        """Return how today's market file has reviews read."""
        # spaCy takes a second to import, and most stages need none of it.
        from nlp.build import model_version  # noqa: PLC0415
        from nlp.tiers import settle  # noqa: PLC0415

        options = opened.market.language
        tier = settle(options.tier)
        model = model_version(tier=tier, products=opened.market.products, grammar=options.grammar)
        return cls(model=model, taxonomy=effective_taxonomy(opened.engine), tier=tier)


def shares(opened: OpenMarket) -> Iterator[dict[str, Any]]:
    """Yield ranges of unread reviews to be read by one process each: a single one unless the market has several."""
    reader = Reader.of(opened)
    versions = {"model": reader.model, "taxonomy": reader.taxonomy.version}
    waiting = count_unread(opened.engine, **versions)
    if not waiting:
        return
    most = SHARE if opened.market.farm.workers > 1 else waiting
    for after, upto in unread_ranges(opened.engine, **versions, size=most):
        yield {"after": after, "upto": upto, **versions}


def read(
    opened: OpenMarket,
    share: dict[str, Any],
    *,
    fence: Callable[[Connection], None] | None = None,
    progress: Callable[[int], None] | None = None,
) -> Annotated:
    """Read a share, many reviews in several processes.

    `fence` as for `storage.reviews.store_readings`. Raises ConfigError when this process would read otherwise than the
    one that dealt the share.
    """
    from nlp.annotate import Part, annotate  # noqa: PLC0415  as above
    from nlp.workers import PORTION, WORTH, alone, available, workers  # noqa: PLC0415

    market, engine = opened.market, opened.engine
    reader, options = Reader.of(opened), market.language
    taxonomy = reader.taxonomy
    if (reader.model, taxonomy.version) != (share["model"], share["taxonomy"]):
        raise ConfigError(
            f"this process reads with {reader.model} and the night with {share['model']}: give every worker the same "
            "release of rivalscope, market.toml and taxonomy.yml"
        )
    read_all = partial(
        annotate,
        engine,
        taxonomy_version=taxonomy.version,
        model=reader.model,
        part=Part(after=share["after"], upto=share["upto"], fence=fence),
        progress=progress,
    )
    products, processes = market.products, options.processes or available()
    if processes == 1 or share["upto"] - share["after"] < WORTH:
        return read_all(alone(_language(taxonomy, products, reader.tier, options.grammar)))
    with workers(taxonomy, products, tier=reader.tier, processes=processes, grammar=options.grammar) as start:
        return read_all(start, batch=processes * PORTION)


@lru_cache(maxsize=1)
def _language(taxonomy: Taxonomy, products: tuple[Product, ...], tier: Tier, grammar: str | None) -> Any:
    """Return the pipeline for a market; its type is spaCy's and stays in nlp."""
    from nlp.build import build  # noqa: PLC0415  as above

    return build(taxonomy=taxonomy, products=products, tier=tier, grammar=grammar)
