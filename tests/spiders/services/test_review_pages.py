"""Pages of review sites in their real shapes: schema.org and Next.js data, with words of our own."""

import datetime as dt
import json
from decimal import Decimal

import pytest

FILLER = "<p>" + "Words of our own making, so that the page has something to say to its reader. " * 8 + "</p>"
SITES = {
    "g2": "https://www.g2.com/products/acme/reviews",
    "capterra": "https://www.capterra.com/p/1/Acme/reviews/",
    "trustradius": "https://www.trustradius.com/products/acme/reviews",
}


def page_of(reviews, *, stated=None, head=""):
    document = {
        "@context": "https://schema.org",
        "@type": "SoftwareApplication",
        "name": "Acme",
        "aggregateRating": {"@type": "AggregateRating", "ratingValue": "4.4", "bestRating": 5, "reviewCount": stated},
        "review": [
            {"@type": "Review", "@id": f"#r{n}", "author": {"@type": "Person", "name": "Ann"}, "datePublished": "2026-10-01",
             "reviewBody": text, "reviewRating": {"@type": "Rating", "ratingValue": 4, "bestRating": 5}}
            for n, text in enumerate(reviews)
        ],
    }  # fmt: skip
    listed = "".join(f"<article><p>{text}</p></article>" for text in reviews)
    return (
        f"<!doctype html><html lang=en><head><title>Acme reviews</title>{head}"
        f"<script type='application/ld+json'>{json.dumps(document)}</script></head>"
        f"<body><h1>Acme reviews</h1>{FILLER}{listed}</body></html>"
    ).encode()


@pytest.mark.parametrize("name", list(SITES))
def test_a_licensed_page_is_read_by_its_schema_org_reviews(service, name):
    body = page_of(["Reports are slow.", "Support answers fast."], stated="1,204")
    page = service.read(name, body, SITES[name])
    assert [(review.text, review.rating) for review in page.reviews] == [
        ("Reports are slow.", Decimal(4)),
        ("Support answers fast.", Decimal(4)),
    ]
    assert (page.stated, page.next_page) == (1204, f"{SITES[name]}?page=2")
    assert service.evident(page, body)


def test_the_last_page_is_the_one_with_which_all_that_is_stated_was_seen(service):
    body = page_of(["One.", "Two."], stated=4)
    assert service.read("g2", body, f"{SITES['g2']}?page=2").next_page is None
    assert service.read("g2", page_of(["One."]), SITES["g2"]).next_page is None


def test_a_link_to_the_next_page_goes_before_counting(service):
    body = page_of(["One."], stated=40, head="<link rel=next href='/products/acme/reviews?after=x'>")
    assert (
        service.read("g2", body, SITES["g2"]).next_page == "https://www.g2.com/products/acme/reviews?after=x"
    )


def test_a_wall_is_a_wall(service):
    wall = (
        b"<html><head><title>Just a moment...</title></head><body><h1>Checking your browser</h1>"
        b"<script src='/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1'></script></body></html>"
    )
    for name in ("g2", "trustpilot"):
        assert service.read(name, wall, "https://www.example.com/").verdict == "blocked"


TRUSTPILOT = "https://www.trustpilot.com/review/example.com?sort=recency"


def trustpilot(reviews, *, pages=3, total=52):
    props = {
        "businessUnit": {"id": "1", "displayName": "Acme", "numberOfReviews": 90, "trustScore": 3.9},
        "reviews": reviews,
        "filters": {
            "pagination": {"currentPage": 1, "perPage": 20, "totalCount": total, "totalPages": pages}
        },
    }
    data = json.dumps({"props": {"pageProps": props}, "page": "/review/[businessUnit]", "buildId": "x"})
    listed = "".join(f"<p>{review.get('text')}</p>" for review in reviews)
    return (
        f"<!doctype html><html lang=en><head><title>Acme</title></head><body><h1>Acme</h1>{FILLER}{listed}"
        f"<script id='__NEXT_DATA__' type='application/json'>{data}</script></body></html>"
    ).encode()


def rated(number, text="Refund came late.", stars=2):
    return {
        "id": f"6650{number}",
        "text": text,
        "title": "Late",
        "rating": stars,
        "dates": {"experiencedDate": "2026-10-01T00:00:00.000Z", "publishedDate": "2026-10-04T09:00:00.000Z"},
        "consumer": {"id": "c", "displayName": "Ann Other", "countryCode": "GB"},
    }


def test_the_data_of_the_page_s_scripts_is_read_and_can_be_found_again(service):
    body = trustpilot([rated(1), rated(2, "All <b>good</b> now.", 5)])
    page = service.read("trustpilot", body, TRUSTPILOT)
    assert [(one.key, one.text, one.rating, one.date) for one in page.reviews] == [
        ("66501", "Refund came late.", Decimal(2), dt.date(2026, 10, 4)),
        ("66502", "All good now.", Decimal(5), dt.date(2026, 10, 4)),
    ]
    assert (page.stated, page.next_page) == (52, f"{TRUSTPILOT}&page=2")
    assert service.evident(page, body)


def test_the_list_ends_on_its_last_page(service):
    assert service.read("trustpilot", trustpilot([rated(1)]), f"{TRUSTPILOT}&page=3").next_page is None


def test_a_page_without_the_data_is_read_by_its_schema_org_reviews(service):
    page = service.read("trustpilot", page_of(["Fine."], stated=1), TRUSTPILOT)
    assert [review.text for review in page.reviews] == ["Fine."]


def test_trustpilot_s_interface_gives_reviews_to_those_with_a_key(service):
    document = {
        "links": [{"href": "https://api.trustpilot.com/v1/other?page=2", "method": "GET", "rel": "next-page"}],
        "reviews": [
            {"id": "5f1", "stars": 3, "title": "Fair", "text": "Does the job.", "createdAt": "2026-09-07T13:37:00Z",
             "language": "en", "consumer": {"displayName": "Ann"}}
        ],
    }  # fmt: skip
    url = "https://api.trustpilot.com/v1/business-units/1/reviews?page=1&perPage=100"
    page = service.read("trustpilot-api", document, url)
    assert [(one.key, one.rating, one.date) for one in page.reviews] == [
        ("5f1", Decimal(3), dt.date(2026, 9, 7))
    ]
    assert page.next_page == "https://api.trustpilot.com/v1/business-units/1/reviews?page=2&perPage=100"
    assert service.evident(page, document)
    assert service.read("trustpilot-api", {"message": "Unknown API key"}, url).verdict == "partial"
    assert service.read("trustpilot-api", {"links": [], "reviews": []}, url).next_page is None
