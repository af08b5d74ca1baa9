import json
from pathlib import Path

from rivalscope.commands.extract import render
from rivalscope.domain.market import SourceKind
from rivalscope.shapes import page_shape
from spiders.pages.reader import read_page

MADE = Path(__file__).resolve().parents[1] / "pages" / "made"


def shape(name: str, kind: str) -> dict:
    page = read_page((MADE / name).read_bytes(), url="https://made.example/pricing", kind=SourceKind(kind))
    return json.loads(json.dumps(page_shape(page)))


def test_the_keys_of_a_page_and_their_order_are_fixed():
    assert list(shape("cards.html", "pricing")) == [
        "url",
        "kind",
        "verdict",
        "title",
        "text",
        "product",
        "plans",
        "features",
        "releases",
        "reviews",
        "links",
        "roles",
        "statements",
        "main_text",
        "extras",
    ]


def test_the_keys_of_a_plan_and_of_all_in_it_are_fixed():
    crew = shape("cards.html", "pricing")["plans"][1]
    assert list(crew) == ["name", "prices", "features", "limits"]
    assert crew["prices"] == [
        {
            "raw": "$9.50/user/month",
            "kind": "priced",
            "amount": "9.50",
            "currency": "USD",
            "period": "month",
            "billed": "monthly",
            "unit": "seat",
            "qualifier": None,
        }
    ]
    assert crew["features"][0] == {
        "name": "projects",
        "status": "offered",
        "value": "Unlimited",
        "quote": "Unlimited projects",
    }
    assert crew["limits"][1] == {"name": "Storage", "value": "20", "unit": "GB"}


def test_features_releases_and_reviews_have_their_keys():
    assert shape("features.html", "features")["features"][1] == {
        "name": "Workload view",
        "status": "beta",
        "quote": "Workload view Beta Know who has too much on their plate.",
    }
    assert shape("changelog-flat.html", "changelog")["releases"][1] == {
        "date": "2025-06-30",
        "title": "2.0.0 (2025-06-30)",
        "items": ["New editor"],
        "version": "2.0.0",
        "entries": [{"type": "added", "text": "New editor"}],
    }
    review = shape("reviews-jsonld.html", "reviews")["reviews"][0]
    assert list(review) == ["date", "rating", "best", "title", "text"]
    assert (review["date"], review["rating"], review["best"]) == ("2026-02-11", 4.5, 5)


def test_a_free_plan_has_the_amount_zero_and_what_is_absent_is_null():
    solo = shape("table.html", "pricing")["plans"][0]["prices"][0]
    assert solo == {
        "raw": "Free",
        "kind": "free",
        "amount": "0",
        "currency": None,
        "period": None,
        "billed": None,
        "unit": None,
        "qualifier": None,
    }
    company = shape("table.html", "pricing")["plans"][2]["prices"][0]
    assert (company["kind"], company["amount"]) == ("contact", None)


def test_names_of_reviewers_are_not_printed():
    assert "Kim" not in json.dumps(shape("reviews-jsonld.html", "reviews")["reviews"])


def test_a_role_has_its_keys():
    posting = {
        "@type": "JobPosting",
        "title": "Engineer",
        "datePosted": "2026-10-05",
        "jobLocation": {"name": "Lisbon"},
    }
    script = f"<script type='application/ld+json'>{json.dumps(posting)}</script>"
    body = f"<html><body><h1>Careers</h1>{script}<p>{'We make boards. ' * 40}</p></body></html>"
    page = read_page(body.encode(), url="https://made.example/careers", kind=SourceKind.CAREERS)
    assert page_shape(page)["roles"] == [
        {"title": "Engineer", "team": None, "location": "Lisbon", "date": "2026-10-05"}
    ]
    assert "2026-10-05  Engineer (Lisbon)" in render(page, name="careers.html")
