"""The market in the store: what the file names, what was discovered, and names that follow an edited taxonomy."""

from dataclasses import replace

import pytest

from rivalscope.domain.market import Feature, Source, SourceKind, SourceOrigin, Taxonomy
from rivalscope.domain.reading import Aspect, Polarity, Reading
from rivalscope.errors import StoreError
from storage import reads
from storage.market import effective_taxonomy, ensure_source, products, sources, sync_market
from storage.reviews import store_readings, unread


def discovered(engine, url, kind=SourceKind.PRICING):
    return ensure_source(engine, product="rival", kind=kind, url=url, origin=SourceOrigin.DISCOVERED)


def test_the_market_comes_back_as_it_was_written(market, made):
    assert products(market) == made.products()
    sync_market(market, made.products(), made.taxonomy)
    assert products(market) == made.products()


def test_what_the_file_no_longer_names_is_not_active_and_keeps_its_history(pricing, made):
    pricing.show(0, made.plan("Pro", made.price("9")))
    sync_market(pricing.engine, made.products()[:1], made.taxonomy)
    assert [product.slug for product in products(pricing.engine)] == ["ours"]
    assert sources(pricing.engine) == []
    assert len(reads.prices(pricing.engine)) == 1


def test_a_source_and_all_that_it_carries_comes_back(market, made):
    ours, rival = made.products()
    feed = Source(
        key="rival/json",
        product="rival",
        kind=SourceKind.JSON,
        url="https://made.example/api",
        expect=3,
        terms="allowed",
        options=(("text", "/body"),),
    )
    sync_market(market, [ours, replace(rival, sources=(feed,))], made.taxonomy)
    assert sources(market, product="rival") == [feed]


def test_discovered_sources_get_the_next_free_key_and_are_found_again(market):
    first = discovered(market, "https://made.example/plans")
    assert (first.key, first.origin) == ("rival/pricing-2", SourceOrigin.DISCOVERED)
    assert discovered(market, "https://made.example/other").key == "rival/pricing-3"
    assert discovered(market, "https://made.example/plans") == first
    assert [source.key for source in sources(market)] == [
        "rival/pricing",
        "rival/reviews",
        "rival/pricing-2",
        "rival/pricing-3",
    ]


def test_a_given_source_takes_its_key_from_a_discovered_one(market, made):
    discovered(market, "https://made.example/plans")
    ours, rival = made.products()
    given = Source(
        key="rival/pricing-2", product="rival", kind=SourceKind.PRICING, url="https://made.example/more"
    )
    sync_market(market, [ours, replace(rival, sources=(*rival.sources, given))], made.taxonomy)
    keys = {source.url: source.key for source in sources(market)}
    assert keys["https://made.example/more"] == "rival/pricing-2"
    assert keys["https://made.example/plans"] == "rival/pricing-3"


def test_a_discovered_source_that_the_file_names_keeps_its_history_under_its_new_key(pricing, made):
    found = discovered(pricing.engine, "https://made.example/plans")
    pricing.source, pricing.url = found.key, found.url
    pricing.show(0, made.plan("Pro", made.price("9")))
    ours, rival = made.products()
    given = Source(key="rival/features", product="rival", kind=SourceKind.FEATURES, url=found.url)
    sync_market(pricing.engine, [ours, replace(rival, sources=(given,))], made.taxonomy)
    assert [fact.source for fact in reads.prices(pricing.engine)] == ["rival/features"]


def test_a_source_that_is_given_another_url_stays_the_same_source(market, made):
    ours, rival = made.products()
    moved = replace(rival.sources[0], url="https://made.example/new-pricing")
    sync_market(market, [ours, replace(rival, sources=(moved,))], made.taxonomy)
    assert sources(market) == [moved]


def test_a_source_of_an_unknown_product_says_what_to_do(market):
    with pytest.raises(StoreError, match=r"no product 'nobody': name it in market\.toml"):
        ensure_source(
            market,
            product="nobody",
            kind=SourceKind.DOCS,
            url="https://x.example",
            origin=SourceOrigin.DISCOVERED,
        )


def test_short_names_that_pages_use_are_searched_for_in_reviews(pricing, made):
    pricing.show(
        0,
        features=[
            made.claim("Share screen"),
            made.claim("AI notes"),
            made.claim("All that you need for work"),
        ],
    )
    taxonomy = effective_taxonomy(pricing.engine)
    assert taxonomy.version == made.taxonomy.version
    assert taxonomy.features == (*made.taxonomy.features, Feature(name="AI notes"))


def test_an_alias_gives_a_claim_its_canonical_feature(pricing, made):
    pricing.show(0, features=[made.claim("Desktop-sharing")])
    (claim,) = reads.claims(pricing.engine)
    assert (claim.feature, claim.name) == ("Screen sharing", "Desktop-sharing")


def test_claims_follow_an_edited_taxonomy_there_and_back(pricing, made):
    pricing.show(0, features=[made.claim("AI notes"), made.claim("Share screen")])
    edited = Taxonomy(
        features=(Feature(name="Meeting notes", aliases=("AI notes",)), Feature(name="Screen sharing")),
        version="b",
    )
    sync_market(pricing.engine, made.products(), edited)
    assert [claim.feature for claim in reads.claims(pricing.engine)] == ["Meeting notes", "Share screen"]
    sync_market(pricing.engine, made.products(), made.taxonomy)
    assert [claim.feature for claim in reads.claims(pricing.engine)] == ["AI notes", "Screen sharing"]
    assert [f.name for f in effective_taxonomy(pricing.engine).features] == [
        "Screen sharing",
        "Recording",
        "AI notes",
    ]


def test_phrases_wait_for_a_feature_of_their_name(pricing, reviewing, made):
    reviewing.show(
        0, reviews=[made.review("r1", "AI notes are great"), made.review("r2", "No ai note, no lasers")]
    )
    readings = []
    for stored, span in zip(
        unread(pricing.engine, model="m", taxonomy="t", limit=9), [(0, 8), (3, 10)], strict=True
    ):
        phrase = stored.text[slice(*span)]
        aspect = Aspect(
            start=span[0], end=span[1], text=phrase, feature=None, polarity=Polarity.NEUTRAL, confidence=1
        )
        readings.append((stored.id, Reading(text=stored.text, language="en", aspects=(aspect,))))
    store_readings(pricing.engine, readings, model="m", taxonomy="t")
    assert reads.unmatched(pricing.engine, limit=5) == [("AI notes", 2)]
    pricing.show(0, features=[made.claim("AI Notes")])
    assert reads.unmatched(pricing.engine, limit=5) == []
    assert {mention.feature for mention in reads.mentions(pricing.engine)} == {"AI Notes"}
