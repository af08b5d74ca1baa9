"""Matches of the taxonomy read again without it: whether the encoder, which knows no names, sees a feature there too."""

from collections.abc import Sequence

from spacy.language import Language

from nlp.build import build
from nlp.read import read_texts
from nlp.tiers import find_objection
from rivalscope.domain.candidate import MentionPlace
from rivalscope.domain.market import Product, Taxonomy
from rivalscope.domain.settings import Tier
from rivalscope.errors import ModelError

AROUND = 400
"""Characters of a review on either side of a mention that are read again."""


def build_judge(products: Sequence[Product], *, tier: Tier = Tier.FAST) -> Language:
    """Return a pipeline with an encoder and an empty taxonomy; ModelError where no encoder can be used."""
    wanted = Tier.FAST if tier is Tier.LITE else tier
    objection = find_objection(wanted)
    if objection is not None:
        raise ModelError(f"terms are judged by the encoder, which cannot be used here: {objection}")
    return build(taxonomy=Taxonomy(), products=products, tier=wanted)


def confirm(nlp: Language, places: Sequence[MentionPlace]) -> dict[int, bool]:
    """Return by number of the mention whether an aspect overlaps it; texts that are read as no English are left out."""
    cuts = [_around(place) for place in places]
    found: dict[int, bool] = {}
    readings = read_texts(nlp, [text for text, _ in cuts])
    for place, (_, start), reading in zip(places, cuts, readings, strict=True):
        if reading.language in {"en", None}:
            end = start + place.end - place.start
            found[place.mention] = any(one.start < end and start < one.end for one in reading.aspects)
    return found


def _around(place: MentionPlace) -> tuple[str, int]:
    """Return the words around a mention, whole ones, and where it begins in them."""
    start, end = max(0, place.start - AROUND), min(len(place.text), place.end + AROUND)
    if start:
        space = place.text.find(" ", start, place.start)
        start = space + 1 if space != -1 else start
    if end < len(place.text):
        space = place.text.rfind(" ", place.end, end)
        end = space if space != -1 else end
    return place.text[start:end], place.start - start
