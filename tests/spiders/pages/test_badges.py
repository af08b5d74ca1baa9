import pytest

from spiders.pages.badges import read_badge, split_badge


@pytest.mark.parametrize(
    ("text", "name", "status"),
    [("Gantt charts", "Gantt charts", "offered"), ("Timeline (Beta)", "Timeline", "beta"), ("Timeline Beta", "Timeline", "beta"),
     ("Forecasts – coming soon", "Forecasts", "planned"), ("Importer (retired)", "Importer", "withdrawn"), ("Quick Preview", "Quick Preview", "offered"),
     ("SSO (add-on)", "SSO", "add-on"), ("Watermark removed", "Watermark removed", "offered")],
)  # fmt: skip
def test_a_badge_gives_the_status_and_leaves_the_name(text, name, status):
    assert read_badge(text) == (name, status)


@pytest.mark.parametrize(
    ("text", "name", "status", "value"),
    [("Guests (up to 5)", "Guests", "limited", "up to 5"), ("SSO (Enterprise only)", "SSO", "limited", "Enterprise only"),
     ("SSO (Pro and above)", "SSO", "limited", "Pro and above"), ("Sync via Zapier", "Sync", "limited", "via Zapier"),
     ("SSO (not included)", "SSO", "absent", None), ("SSO (on request)", "SSO", "add-on", None), ("SEO Add-on", "SEO", "add-on", None),
     ("Timeline (end of life)", "Timeline", "withdrawn", None), ("Timeline is being retired", "Timeline is being retired", "withdrawn", None),
     ("Coming soon: guest access", "guest access", "planned", None), ("Webhooks New", "Webhooks", "offered", None), ("Webhooks:", "Webhooks", "offered", None)],
)  # fmt: skip
def test_a_badge_says_how_a_feature_stands_and_within_what_limit(text, name, status, value):
    assert split_badge(text) == (name, status, value)


@pytest.mark.parametrize(
    "text",
    ["Deprecated API report", "Manage your beta programme", "Discontinued products report", "Build coming soon pages", "Publish a public roadmap",
     "Retired employee records", "Custom add-ons", "Preview links", "Limited access roles", "New hire onboarding"],
)  # fmt: skip
def test_a_word_of_the_name_is_no_badge(text):
    assert read_badge(text) == (text, "offered")


@pytest.mark.parametrize(
    ("text", "name", "status"),
    [("WhatsApp (em breve)", "WhatsApp", "planned"), ("AI要約（ベータ版）", "AI要約", "beta"), ("Editor (retired in January)", "Editor", "withdrawn"),
     ("Fax (eingestellt)", "Fax", "withdrawn"), ("Paie (en option)", "Paie", "add-on"), ("SSO (nicht enthalten)", "SSO", "absent"),
     ("Revenue (planned for summer)", "Revenue", "planned"), ("Link (Vorschau)", "Link", "beta"), ("Vorschau im Browser", "Vorschau im Browser", "offered")],
)  # fmt: skip
def test_a_badge_is_read_in_many_languages(text, name, status):
    assert read_badge(text) == (name, status)
