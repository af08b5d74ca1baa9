"""The taxonomy beside the store: the queue of what it lacks, and how its terms do."""

from flows.opened import OpenMarket
from rivalscope.analysis.candidates import LEAST, candidates
from rivalscope.analysis.terms import judged, term_uses
from rivalscope.domain.candidate import Candidate, TermUse
from rivalscope.domain.market import Taxonomy
from storage import reads


def queue(opened: OpenMarket, taxonomy: Taxonomy, *, least: int = LEAST) -> list[Candidate]:
    """Return what reviewers speak of and the taxonomy does not know, the likeliest feature first."""
    from nlp.chunks import GENERAL  # noqa: PLC0415  spaCy takes a second to import

    return candidates(
        reads.waiting_phrases(opened.engine),
        taxonomy=taxonomy,
        products=opened.market.products,
        general=GENERAL,
        least=least,
    )


def uses(opened: OpenMarket, taxonomy: Taxonomy, *, sample: int = 0) -> list[TermUse]:
    """Return every name and alias with its mentions in reviews, as they were read last."""
    return term_uses(taxonomy, reads.matched_phrases(opened.engine, sample=sample), sample=sample)


def judged_uses(opened: OpenMarket, taxonomy: Taxonomy, *, sample: int) -> list[TermUse]:
    """Return every name and alias with up to `sample` of its mentions read again by the encoder alone.

    Raises ModelError where no encoder can be used.
    """
    from nlp.confirm import build_judge, confirm  # noqa: PLC0415  as above

    found = uses(opened, taxonomy, sample=sample)
    numbers = [number for use in found for number in use.sample]
    if not numbers:
        return found
    places = reads.mention_places(opened.engine, numbers)
    judge = build_judge(opened.market.products, tier=opened.market.language.tier)
    return judged(found, confirm(judge, list(places.values())))
