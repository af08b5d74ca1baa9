import pytest

from spiders.pages.document import Document
from spiders.pages.kinds import kind_of, kind_of_link, kind_of_url


@pytest.mark.parametrize(
    ("url", "kind"),
    [("https://a.example/", "home"), ("https://a.example/pricing", "pricing"), ("https://a.example/en/plans/", "pricing"), ("https://a.example/plans-and-pricing.html", "pricing"),
     ("https://a.example/product/pricing", "pricing"), ("https://a.example/blog/pricing", "blog"), ("https://docs.a.example/pricing", "docs"), ("https://a.example/whats-new", "changelog"),
     ("https://a.example/features", "features"), ("https://a.example/release-notes/2024", "changelog"), ("https://a.example/careers", "careers"),
     ("https://a.example/reviews/zoom", "reviews"), ("https://a.example/xyz", None), ("https://[bad", None)],
)  # fmt: skip
def test_an_address_tells_the_kind_of_page(url, kind):
    assert kind_of_url(url) == kind


@pytest.mark.parametrize(
    ("url", "text", "kind"),
    [("https://a.example/x1", "Pricing", "pricing"), ("https://a.example/x2", "What's new", "changelog"), ("https://a.example/login", "Pricing", None),
     ("https://a.example/x3", "Sign in", None), ("https://a.example/", "Home", None), ("https://a.example/careers", "", "careers")],
)  # fmt: skip
def test_a_link_tells_where_it_leads(url, text, kind):
    assert kind_of_link(url, text) == kind


def test_content_tells_where_the_address_does_not(made):
    assert kind_of(Document(made("cards.html")), "https://a.example/x") == "pricing"
    assert kind_of(Document(made("article.html")), "https://a.example/x") == "blog"
    assert kind_of(Document(made("changelog.html")), "https://a.example/x") == "changelog"
