from hypothesis import given
from hypothesis import strategies as st

from spiders.pages.text import BLOCK, clean_text, collapse, collapse_lines, plain_text


def test_controls_and_surrogates_go_and_the_rest_is_composed():
    assert clean_text("a\x00b\x07c\x9fd\ud800e\tf\ng e\u0301") == "abcd\ufffde\tf\ng é"


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text):
    assert clean_text(clean_text(text)) == clean_text(text)
    assert collapse(collapse(text)) == collapse(text)


def test_block_edges_are_spaces_on_one_line_and_breaks_on_many():
    raw = f"{BLOCK}Pro{BLOCK}{BLOCK} $10\n / month {BLOCK}"
    assert collapse(raw) == "Pro $10 / month"
    assert collapse_lines(raw) == "Pro\n$10 / month"


def test_markup_in_a_value_is_dropped_and_comparisons_stay():
    assert (
        plain_text("Fast <b>boards</b><br>and<script>alert(1)</script> 2 &lt; 3 &amp; I <3 it")
        == "Fast boards and 2 < 3 & I <3 it"
    )


def test_what_is_escaped_twice_stays_text():
    assert plain_text("&lt;script&gt;x&lt;/script&gt;") == "<script>x</script>"
