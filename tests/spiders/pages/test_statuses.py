import pytest

from spiders.pages.statuses import read_badge, read_value


@pytest.mark.parametrize(
    ("words", "status", "value"),
    [("✓", "offered", None), ("✔️"[:1], "offered", None), ("Yes", "offered", None), ("Included", "offered", None), ("—", "absent", None),
     ("✗", "absent", None), ("No", "absent", None), ("Not included", "absent", None), ("", "unknown", None), ("   ", "unknown", None),
     ("10 GB", "limited", "10 GB"), ("Unlimited", "offered", "Unlimited"), ("Add-on", "add-on", None), ("$5 add-on", "add-on", "$5 add-on"),
     ("Beta", "beta", None), ("Coming soon", "planned", None), ("Deprecated", "withdrawn", None), ("✓ Up to 5", "limited", "Up to 5"),
     ("Basic", "limited", "Basic"), ("Quick preview", "limited", "Quick preview"), ("- 5 °C", "limited", "- 5 °C")],
)  # fmt: skip
def test_what_a_cell_says(words, status, value):
    told = read_value(words)
    assert (told.status.value, told.value) == (status, value)


@pytest.mark.parametrize(
    ("text", "name", "status"),
    [("Gantt charts", "Gantt charts", "offered"), ("Timeline (Beta)", "Timeline", "beta"), ("Timeline Beta", "Timeline", "beta"),
     ("Forecasts – coming soon", "Forecasts", "planned"), ("Importer (retired)", "Importer", "withdrawn"), ("Quick Preview", "Quick Preview", "offered"),
     ("SSO (add-on)", "SSO", "add-on"), ("Watermark removed", "Watermark removed", "offered")],
)  # fmt: skip
def test_a_badge_gives_the_status_and_leaves_the_name(text, name, status):
    assert read_badge(text) == (name, status)
