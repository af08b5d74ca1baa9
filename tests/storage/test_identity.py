"""Identity: one review is counted once, wherever and however often it is published; every link to it is kept."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import text

from flows.identity import find_copies, tell_apart
from rivalscope.domain.reading import Aspect, Intent, IntentLabel, Polarity, Reading
from storage import likeness, reads
from storage.engine import reading
from storage.market import sync_market
from storage.reviews import import_reviews, store_readings, unread

SAID = "I wish recording worked on the train because our calls drop every ten minutes and nobody knows why."
OTHER = "Support answered within the hour and the new export keeps all of our columns in the right order."


def rows(engine, query):
    with reading(engine) as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def read_all(engine):
    """Read each unread review as a request for recording."""
    for review in unread(engine, model="m/1", taxonomy="t", limit=1000):
        aspect = Aspect(
            start=0, end=6, text="record", feature="Recording", polarity=Polarity.NEGATIVE, confidence=1
        )
        told = Reading(
            text=review.text,
            language="en",
            aspects=(replace(aspect, text=review.text[:6]),),
            intents=(Intent(label=IntentLabel.REQUEST, confidence=1, start=0, end=9),),
            polarity=Polarity.NEGATIVE,
        )
        store_readings(engine, [(review.id, told)], model="m/1", taxonomy="t")


def bring(engine, made, *reviews, product="rival", number=0, name="g2.csv"):
    """Import reviews of another site's export."""
    return import_reviews(
        engine,
        product=product,
        file_name=name,
        snapshot="f" * 64,
        night=made.night_of(number),
        seen_at=made.instant_of(number),
        reviews=reviews,
    )


@pytest.fixture
def syndicated(reviewing, made):
    """The same words on two sites, and others."""
    engine = reviewing.engine
    first = made.review("r1", SAID, rating=Decimal(2), author="k1", date=made.night_of(-9))
    reviewing.show(0, reviews=[first, made.review("r2", OTHER)])
    copy = made.review("g7", SAID.replace("nobody", "Nobody "), rating=Decimal(4), best=Decimal(10))
    bring(engine, made, copy, number=1)
    read_all(engine)
    assert tell_apart(engine) == 1
    return reviewing


def test_a_review_on_two_sites_is_linked_and_counted_once(syndicated, made):
    engine = syndicated.engine
    assert rows(
        engine, "SELECT source, counted, cluster FROM reviews WHERE text LIKE 'I wish%' ORDER BY id"
    ) == [
        ("rival/reviews", 1, 1),
        ("rival/file", 0, 1),
    ]
    assert len(rows(engine, "SELECT DISTINCT url FROM reviews WHERE cluster = 1")) == 2
    assert [fact.source for fact in reads.review_facts(engine)] == ["rival/reviews"] * 2
    assert [fact.source for fact in reads.review_facts(engine, copies=True)].count("rival/file") == 1
    assert len(reads.mentions(engine)) == len(reads.intents(engine)) == 2
    for view in ("mentions", "requests"):
        assert rows(engine, f"SELECT count(*) FROM {view}") == [(2,)]
    assert rows(engine, "SELECT n FROM feature_sentiment_weekly") == [(1,)]
    assert rows(engine, "SELECT count(*) FROM mention") == [(3,)]


def test_the_past_counts_the_copy_that_was_known_first(syndicated, made):
    found = reads.review_facts(syndicated.engine, as_of=made.instant_of(0))
    assert [fact.source for fact in found] == ["rival/reviews", "rival/reviews"]


def test_a_copy_that_is_known_earlier_elsewhere_counts_until_then(reviewing, made):
    bring(reviewing.engine, made, made.review("g7", SAID), number=1)
    reviewing.show(3, reviews=[made.review("r1", SAID)])
    assert find_copies(reviewing.engine) == 1
    (fact,) = reads.review_facts(reviewing.engine)
    assert fact.source == "rival/file"


def test_the_same_words_of_another_product_are_another_review(market, made):
    bring(market, made, made.review("a", SAID))
    bring(market, made, made.review("a", SAID), product="ours")
    assert tell_apart(market) == 0
    assert len(reads.review_facts(market)) == 2


def test_a_review_on_fifty_pages_is_one(reviewing, made):
    said = made.review("r1", SAID, rating=Decimal(2))
    for page in range(50):
        reviewing.url = f"https://made.example/reviews?page={page}"
        reviewing.show(0, reviews=[said, made.review(f"own {page}", f"Page {page}.")])
    assert tell_apart(reviewing.engine) == 0
    assert rows(reviewing.engine, "SELECT count(*) FROM reviews WHERE text LIKE 'I wish%'") == [(1,)]


def test_a_list_that_moves_while_it_is_read_gives_each_review_once(reviewing, made):
    told = [made.review(f"r{n}", f"Review number {n}.") for n in range(40)]
    shown = [told[0:20], [*told[15:20], *told[20:35]], [*told[30:35], *told[35:40]]]
    for page, reviews in enumerate(shown):
        reviewing.url = f"https://made.example/reviews?page={page}"
        reviewing.show(0, reviews=reviews)
    assert len(reads.review_facts(reviewing.engine)) == 40


def test_variants_of_one_character_are_counted_once(reviewing, made):
    letters = [place for place, letter in enumerate(SAID) if letter.isalpha()][:: len(SAID) // 12]
    told = [made.review("whole", SAID)]
    told += [made.review(f"r{n}", f"{SAID[:n]}z{SAID[n + 1 :]}") for n in letters]
    reviewing.show(0, reviews=told)
    assert tell_apart(reviewing.engine) == len(letters)
    assert len(reads.review_facts(reviewing.engine)) == 1
    assert rows(reviewing.engine, "SELECT count(*), sum(counted) FROM reviews") == [(len(letters) + 1, 1)]


def test_short_praise_of_many_people_is_counted_as_often_as_it_is_given(reviewing, made):
    day = made.night_of(0)
    told = [made.review(f"r{n}", "Great app", rating=Decimal(5), date=day, author=f"k{n}") for n in range(30)]
    reviewing.show(0, reviews=told)
    bring(reviewing.engine, made, made.review("g1", "great app!", rating=Decimal(5), date=day, author="k7"))
    assert tell_apart(reviewing.engine) == 1
    assert len(reads.review_facts(reviewing.engine)) == 30


def test_an_edited_review_and_the_copy_of_its_former_words_are_one(syndicated, made):
    now = made.review("r1", OTHER.replace("Support", "Edit: support"), rating=Decimal(5))
    syndicated.show(3, reviews=[now])
    assert [fact.rating for fact in reads.review_facts(syndicated.engine)] == [None, Decimal("5.00")]
    # The edited words are nearly those of another review of the same site: the two are then one as well.
    assert tell_apart(syndicated.engine) == 1
    assert rows(syndicated.engine, "SELECT counted, cluster FROM reviews ORDER BY edition DESC, id") == [
        (1, 1),
        (0, 1),
        (0, 1),
    ]


def test_only_what_is_new_is_compared(syndicated, made, monkeypatch):
    asked = []
    real = likeness.uncompared

    def uncompared(engine, **options):
        asked.extend(review.id for review in real(engine, **options))
        return real(engine, **options)

    monkeypatch.setattr(likeness, "uncompared", uncompared)
    assert tell_apart(syndicated.engine) == 0
    assert asked == []
    syndicated.show(2, reviews=[made.review("r3", SAID.upper())])
    assert tell_apart(syndicated.engine) == 1
    assert asked == [4]


def test_another_method_compares_everything_again(syndicated, monkeypatch):
    before = rows(syndicated.engine, "SELECT id, cluster FROM reviews ORDER BY id")
    assert likeness.forget_other_methods(syndicated.engine, method="pairs/2")
    assert rows(syndicated.engine, "SELECT DISTINCT cluster FROM reviews") == [(None,)]
    assert find_copies(syndicated.engine) == 1
    assert rows(syndicated.engine, "SELECT id, cluster FROM reviews ORDER BY id") == before


def test_nothing_changes_where_there_are_no_copies(reviewing, made):
    engine = reviewing.engine
    reviewing.show(0, reviews=[made.review(f"r{n}", f"Text of our own {n}.") for n in range(9)])
    read_all(engine)
    queries = ("SELECT id, text FROM reviews", "SELECT * FROM mentions", "SELECT * FROM requests")
    before = [rows(engine, query) for query in queries], reads.review_facts(engine), reads.mentions(engine)
    assert tell_apart(engine) == 0
    assert before == (
        [rows(engine, query) for query in queries],
        reads.review_facts(engine),
        reads.mentions(engine),
    )


def test_both_engines_find_the_same_copies_and_bursts(both_urls, made):
    from storage.migrate import ready

    answers = []
    for url in both_urls.values():
        engine = ready(url)
        sync_market(engine, made.products(), made.taxonomy)
        told = [
            made.review(
                f"r{n}", f"{SAID if n % 5 == 0 else OTHER} {n % 7} {'word ' * (n % 11)}", rating=Decimal(3)
            )
            for n in range(60)
        ]
        bring(engine, made, *told)
        daily = [
            made.review(f"d{n}", f"Number {n}.", date=made.night_of(-40 + n % 40), author=f"k{n}")
            for n in range(80)
        ]
        rush = [made.review(f"x{n}", f"Number {n} of many.", date=made.night_of(-1)) for n in range(200)]
        bring(engine, made, *daily, *rush, name="other.csv")
        copies = tell_apart(engine)
        answers.append(
            (
                copies,
                rows(engine, "SELECT id, cluster, counted, burst FROM reviews ORDER BY id"),
                rows(engine, "SELECT product, source, n, usual, round(CAST(z AS numeric), 6) FROM bursts"),
            )
        )
        engine.dispose()
    (one, clusters, bursts), other = answers
    assert (one, clusters) == other[:2]
    assert [(*map(str, burst[:2]), float(burst[2]), float(burst[4])) for burst in bursts] == [
        (*map(str, burst[:2]), float(burst[2]), float(burst[4])) for burst in other[2]
    ]
    assert one > 0
    assert [burst[2:4] for burst in bursts] == [(202, 2.0)]


def test_reviews_of_a_burst_are_marked_and_none_is_deleted(reviewing, made):
    usual = [
        made.review(f"d{n}", f"Number {n}.", date=made.night_of(0) + timedelta(days=n // 3))
        for n in range(120)
    ]
    day = made.night_of(38)
    rush = [made.review(f"x{n}", f"Rush {n}.", rating=Decimal(5), date=day) for n in range(200)]
    reviewing.show(40, reviews=[*usual, *rush])
    tell_apart(reviewing.engine)
    assert rows(reviewing.engine, "SELECT n, usual FROM bursts") == [(203, 3.0)]
    assert rows(reviewing.engine, "SELECT burst, count(*) FROM reviews GROUP BY burst ORDER BY burst") == [
        (0, 117),
        (1, 203),
    ]
    tell_apart(reviewing.engine)
    assert rows(reviewing.engine, "SELECT count(*) FROM bursts") == [(1,)]
    assert len(reads.review_facts(reviewing.engine)) == 320
