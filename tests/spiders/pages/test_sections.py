import pytest

from spiders.pages.document import Document
from spiders.pages.features import read_features
from spiders.pages.sections import is_no_feature


def names_on(*parts: str) -> list[str]:
    document = Document(f"<title>Acme</title><body><main><h1>Boards</h1>{''.join(parts)}</main>".encode())
    return [claim.name for claim in read_features(document)]


def part(rank: int, name: str) -> str:
    return f"<h{rank}>{name}</h{rank}><p>It does what it is there to do.</p>"


@pytest.mark.parametrize(
    "text",
    ["Get started", "Why choose Acme", "Talk to an expert", "Ready to switch?", "Thank you", "167%", "Premium", "Enterprise plan", "“It saved us weeks”",
     "Named a Leader in the Gartner Magic Quadrant", "Customer stories", "Plans and pricing", "acme-labs/tiny-model-2b", "How Acme works", "Products",
     "Join 74,000+ companies", "Trusted by 20,000 teams", "Frequently asked questions", "The 2026 buyer's guide", "Step-by-step guide"],
)  # fmt: skip
def test_a_call_a_plan_a_figure_a_quotation_or_a_section_is_no_feature(text):
    assert is_no_feature(text)


@pytest.mark.parametrize(
    "text",
    ["Guest access", "Price optimization", "Customer insights", "Real-time insights", "CI/CD", "C/C++", "Ready to use blocks", "Up to 10 users",
     "Share boards with your team", "Plugins and integrations", "Advanced reports", "Free contact management"],
)  # fmt: skip
def test_the_name_of_a_capability_is_a_feature(text):
    assert not is_no_feature(text)


def test_what_stands_below_stories_or_questions_is_no_feature():
    stories = part(2, "Customer stories") + part(3, "Northwind ships weekly") + part(3, "Jo Doe")
    asked = part(2, "FAQ") + part(3, "Moving a board")
    assert names_on(part(2, "Guest access"), stories, part(2, "Offline mode"), asked) == [
        "Guest access",
        "Offline mode",
    ]


def test_what_stands_below_integrations_is_of_others_and_the_heading_is_ours():
    assert names_on(part(2, "More with our integrations"), part(3, "Slackline"), part(3, "Trellis")) == [
        "More with our integrations"
    ]


def test_a_heading_over_three_features_only_names_the_group():
    parts = (part(3, name) for name in ("Guest access", "Offline mode", "Audit log"))
    assert names_on(part(2, "Built to move fast"), *parts) == ["Guest access", "Offline mode", "Audit log"]


def test_a_heading_over_one_feature_is_one_too():
    assert names_on(part(2, "Boards for guests"), part(3, "Guest links")) == [
        "Boards for guests",
        "Guest links",
    ]


def test_a_call_to_act_over_features_takes_none_of_them_away():
    assert names_on(part(2, "Start with a free account"), part(3, "Guest access"), part(3, "Audit log")) == [
        "Guest access",
        "Audit log",
    ]


def test_the_last_of_several_sections_calls_to_act_unless_it_has_parts():
    sections = [
        part(2, name) for name in ("Guest access", "Offline mode", "Audit log", "Make every board count")
    ]
    assert names_on(*sections) == ["Guest access", "Offline mode", "Audit log"]
    assert names_on(*sections, part(3, "Board links"))[-1] == "Board links"
    assert names_on(*sections[1:]) == ["Offline mode", "Audit log", "Make every board count"]


def test_a_list_of_features_is_read_even_in_the_last_section():
    listed = "<h2>All features</h2><ul><li>5 guests</li><li>100+ templates</li><li>No SSO</li><li>❌ Offline mode</li><li>24/7 support</li></ul>"
    document = Document(f"<main>{''.join(part(2, n) for n in ('Aa', 'Bb', 'Cc'))}{listed}</main>".encode())
    told = [(claim.name, claim.status.value, claim.value) for claim in read_features(document)][3:]
    assert told == [
        ("guests", "limited", "5"),
        ("templates", "offered", "100+"),
        ("SSO", "absent", None),
        ("Offline mode", "absent", None),
        ("24/7 support", "offered", None),
    ]
