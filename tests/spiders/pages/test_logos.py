"""Pages of our own making with rows of logos."""

from rivalscope.domain.market import SourceKind
from spiders.pages.reader import read_page

LOGOS = "".join(
    f'<div><img src="/{name}.svg" alt="{name} logo white"></div>'
    for name in ("Northwind", "Fabrikam", "Contoso", "Adatum")
)


def named(html: str) -> dict[str, list[str]]:
    page = read_page(
        f"<body><main><h1>Boards for teams</h1><p>Draw what you plan to do.</p>{html}</main>".encode(),
        url="https://acme.example/",
        kind=SourceKind.HOME,
    )
    found: dict[str, list[str]] = {}
    for one in page.statements:
        found.setdefault(one.kind.value, []).append(one.subject)
    return found


def test_a_row_of_logos_without_words_shows_customers():
    assert named(f"<div class=row>{LOGOS}</div>")["customer"] == [
        "Northwind",
        "Fabrikam",
        "Contoso",
        "Adatum",
    ]


def test_the_words_above_tell_integrations_from_customers():
    found = named(f"<h2>Connect your data sources</h2><div class=row>{LOGOS}</div>")
    assert "customer" not in found
    assert found["integration"] == ["Northwind", "Fabrikam", "Contoso", "Adatum"]


def test_awards_press_and_pictures_that_are_no_logos_name_nobody():
    assert "customer" not in named(f"<h2>Awards we won</h2><div class=row>{LOGOS}</div>")
    pictures = "".join(f'<img src="/{n}.png" alt="Sunset {n}">' for n in range(5))
    assert "customer" not in named(f"<div>{pictures}</div>")


def test_a_name_in_the_file_name_of_a_logo_is_read_and_one_with_a_hyphen_too():
    slugs = "".join(
        f'<img src="x" alt="{alt}">'
        for alt in (
            "logo-northwind-2026",
            "logo-williams-sons-2026",
            "Fabrikam-Werke logo",
            "Adatum_Default_Light",
            "Contoso logo",
        )
    )
    assert named(f"<h2>Trusted by 900 teams</h2><div>{slugs}</div>")["customer"] == [
        "northwind",
        "williams-sons",
        "Fabrikam-Werke",
        "Adatum",
        "Contoso",
    ]


def test_the_link_to_a_status_page_is_a_statement_and_a_post_on_a_social_site_is_none():
    assert named('<a href="https://status.acme.example/">All systems operational</a>')["status"] == [
        "status page"
    ]
    assert named('<a href="/health">Status</a>')["status"] == ["status page"]
    assert "status" not in named('<a href="https://x.example/jo/status/12">Jo says</a>')


def test_laws_in_a_list_of_what_is_met_are_certificates_and_one_that_is_explained_is_none():
    assert named("<p>Meet SOC 2 Type 2, HIPAA and GDPR requirements without overhead.</p>")[
        "certification"
    ] == ["SOC 2 Type 2", "HIPAA", "GDPR"]
    assert named("<p>GDPR/CCPA compliant</p>")["certification"] == ["GDPR", "CCPA"]
    assert "certification" not in named("<p>Read what GDPR means for you.</p>")
