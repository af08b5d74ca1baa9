import pytest

from rivalscope.domain.market import SourceKind
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


PROSE = (
    "<p>" + "A long paragraph of an article says one thing after another until it has said all. " * 3 + "</p>"
)
SECTIONS = "".join(f"<section><h2>Part {n}</h2><p>It does this.</p></section>" for n in range(5))


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ("<link rel=canonical href=https://made.example/pricing><body>Words</body>", SourceKind.PRICING),
        ("<link rel=canonical href=https://made.example/en/><body>Words</body>", SourceKind.HOME),
        ("<meta name=generator content='Docusaurus v3'><body><h1>Start</h1></body>", SourceKind.DOCS),
        ("<title>Reference manual</title><body><pre>make all</pre></body>", SourceKind.DOCS),
        (
            "<meta property=article:published_time content=2026-01-02><body><h1>Why</h1></body>",
            SourceKind.BLOG,
        ),
        (f"<body><h1>Why we meet</h1>{PROSE * 15}</body>", SourceKind.BLOG),
        (f"<body><h1>Video rooms</h1><a href=/s>Start free trial</a>{SECTIONS}</body>", SourceKind.FEATURES),
        (f"<body><h1>Video rooms</h1>{SECTIONS}</body>", SourceKind.HOME),
    ],
)
def test_a_page_at_an_address_that_says_nothing_is_told_by_what_it_holds(html, kind):
    assert kind_of(Document(f"<!-- made -->{html}".encode()), "https://made.example/x7") is kind


def test_an_address_that_is_the_title_of_something_names_no_kind_by_a_word_of_it():
    assert kind_of_url("https://made.example/comparing-social-media-platforms") is None
    assert kind_of_url("https://made.example/our-platform") is SourceKind.FEATURES


@pytest.mark.parametrize(
    ("title", "body", "kind"),
    [
        ("Terms of Service - Made", "<h1>Terms of Service</h1><p>Fees are due in advance.</p>", "legal"),
        ("Careers - Made", "<h1>Join our team</h1><p>Backend engineer, remote, full-time</p>", "careers"),
        ("Careers in accounting", "<h1>Careers in accounting</h1><p>What to learn first.</p>", "home"),
        ("Guides | Made Docs", "<h1>Writing workflows</h1><h2>A</h2><h2>B</h2><h2>C</h2><h2>D</h2><a>Try it free</a>", "docs"),
        ("Planning software | Made", "<h1>Plan</h1><h2>A</h2><h2>B</h2><h2>C</h2><h2>D</h2>", "features"),
        ("10 best planning tools", "<h1>Tools</h1><h2>A</h2><h2>B</h2><h2>C</h2><h2>D</h2>" + f"<p>{'One of them plans weeks. ' * 80}</p>", "blog"),
    ],
)  # fmt: skip
def test_title_and_make_tell_the_kind_together(title, body, kind):
    page = f"<html><head><title>{title}</title></head><body>{body}</body></html>"
    assert kind_of(Document(page.encode()), "https://a.example/x7") == kind
