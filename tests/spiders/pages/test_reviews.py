import datetime as dt
import json
from decimal import Decimal

from spiders.pages.reviews import read_rating


def test_reviews_are_read_from_wherever_they_are_nested_and_each_once(read):
    page = read("reviews-jsonld.html", "reviews")
    assert [
        (str(review.rating), review.best and str(review.best), review.date) for review in page.reviews
    ] == [
        ("4.5", "5", dt.date(2026, 2, 11)),
        ("2", None, None),
        ("9", "10", None),
    ]


def test_a_review_is_text_without_markup_and_without_personal_data(read):
    first, second, _ = read("reviews-jsonld.html", "reviews").reviews
    assert first.text == "Boards are fast. Write to ••••••••••••••••••• or ••••••••••••••••."
    assert first.title == "Good & steady"
    assert second.text == "Export failed twice & 2 < 3"


def test_a_review_keeps_its_own_key_and_others_get_one_from_what_they_say(read):
    first, second, third = read("reviews-jsonld.html", "reviews").reviews
    assert first.key == "https://reviews.example/r/1"
    assert len(second.key) == 16
    assert second.key != third.key
    assert second.key == read("reviews-jsonld.html", "reviews").reviews[1].key


def test_the_author_is_never_part_of_key_or_text(read):
    review = read("reviews-jsonld.html", "reviews").reviews[0]
    assert review.author == "Kim Lee"
    assert "Kim" not in repr(review)


def test_the_version_reviewed_is_kept(read):
    assert read("reviews-jsonld.html", "reviews").reviews[2].version == "4.2"


def test_microdata_is_read_too(read):
    page = read("reviews-microdata.html", "reviews")
    assert [
        (review.text, review.title, review.rating, review.best, str(review.date)) for review in page.reviews
    ] == [
        ("The grid view is what we missed.", "Lovely", Decimal(4), Decimal(5), "2025-12-24"),
        ("Too dear for a school.", None, None, None, "2025-11-02"),
    ]
    assert page.reviews[0].author == "Ola N."


def test_the_next_page_is_found_by_relation_and_by_its_words(read):
    assert read("reviews-jsonld.html", "reviews").next_page == "https://made.example/pricing?page=2"
    assert read("reviews-microdata.html", "reviews").next_page == "https://made.example/brambly/reviews?p=2"


def test_a_review_told_in_both_forms_is_one(read_html):
    data = json.dumps(
        {"@type": "Review", "reviewBody": "Lovely boards, all of them", "reviewRating": {"ratingValue": 5}}
    )
    page = read_html(
        f"<script type='application/ld+json'>{data}</script><div itemscope itemtype='https://schema.org/Review'>"
        "<p itemprop=reviewBody>Lovely boards, all of them</p><meta itemprop=reviewRating content=5></div>",
        "reviews",
    )
    assert len(page.reviews) == 1


def test_a_key_that_all_reviews_share_is_the_pages_and_not_theirs(read_html):
    data = json.dumps(
        [
            {"@type": "Review", "url": "https://made.example/product", "reviewBody": text}
            for text in ("One", "Two")
        ]
    )
    keys = [
        review.key
        for review in read_html(f"<script type='application/ld+json'>{data}</script>", "reviews").reviews
    ]
    assert len(set(keys)) == 2
    assert all(len(key) == 16 for key in keys)


def test_ratings_of_several_spellings():
    assert read_rating("4,5", "5") == (Decimal("4.5"), Decimal(5))
    assert read_rating("4 out of 5 stars") == (Decimal(4), Decimal(5))
    assert read_rating("8/10") == (Decimal(8), Decimal(10))
    assert read_rating("great") == (None, None)
