import pytest

from spiders.pages.document import Document
from spiders.pages.statuses import read_cell, read_value


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


@pytest.mark.parametrize("words", ["?", "TBD", "Not stated", "Under review"])
def test_a_cell_that_leaves_it_open_says_neither_yes_nor_no(words):
    assert read_value(words).status.value == "unknown"


@pytest.mark.parametrize(
    ("html", "status", "value"),
    [("Yes<sup>2</sup>", "offered", None), ("✓*", "offered", None), ("10<sup>2</sup> GB", "limited", "10 2 GB"), ("<s>SSO</s>", "absent", None),
     ("<del>5</del> up to 10 seats each", "limited", "5 up to 10 seats each"), ('<i class="fa-solid fa-xmark"></i>', "absent", None),
     ('<i class="icon icon-x"></i>', "absent", None), ('<i class="overflow-x-auto space-x-2"></i>', "unknown", None),
     ("No (coming soon)", "planned", None), ("✗ Coming soon", "planned", None), ("Q4 2026", "planned", None), ("On request", "add-on", None),
     ("+$5/user", "add-on", "+$5/user"), ("Optional", "add-on", None), ("EOL", "withdrawn", None), ("Out of beta", "offered", None)],
)  # fmt: skip
def test_marks_strikes_and_icons_say_how_a_cell_stands(html, status, value):
    document = Document(f"<table><tr><td>{html}</td></tr></table>".encode())
    told = read_cell(document, document.named["td"][0])
    assert (told.status.value, told.value if status == "limited" or value else None) == (status, value)


@pytest.mark.parametrize(
    ("words", "status"),
    [("Bêta", "beta"), ("Oui (bêta)", "beta"), ("ベータ版", "beta"), ("Em breve", "planned"), ("wkrótce", "planned"), ("قريبًا", "planned"), ("提供終了", "withdrawn"),
     ("Eingestellt", "withdrawn"), ("Complemento", "add-on"), ("option", "add-on"), ("إضافة", "add-on"), ("نعم", "offered"), ("لا", "absent"), ("Nej", "absent"),
     ("Neomezené", "offered"), ("Linkvorschau", "limited"), ("Modulbau", "limited")],
)  # fmt: skip
def test_cells_say_in_many_languages_how_a_feature_stands(words, status):
    assert read_value(words).status.value == status


@pytest.mark.parametrize(
    ("html", "status"),
    [('<i class="icon-check"></i><span class="sr-only">Yes</span><span class="pill">beta</span>', "beta"), ("<b>Ja</b><em>geplant</em>", "planned"),
     ("<b>Yes</b><em>5 a day</em>", "limited")],
)  # fmt: skip
def test_a_badge_beside_a_yes_says_more_than_the_yes(html, status):
    document = Document(f"<table><tr><td>{html}</td></tr></table>".encode())
    assert read_cell(document, document.named["td"][0]).status.value == status


def test_a_ring_with_a_remark_is_read_by_the_remark_in_japanese():
    document = Document('<html lang="ja"><table><tr><td>○（ベータ版）</td></tr></table>'.encode())
    assert read_cell(document, document.named["td"][0]).status.value == "beta"
