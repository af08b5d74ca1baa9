import pytest
from hypothesis import given
from hypothesis import strategies as st

from rivalscope.reports.inert import clean, guard, host, markdown, one_line, unguard, web_address


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\nscript:alert(1)", "data:text/html,x", "file:///etc/passwd",
     "//evil.example/x", "http:", "http://", "vbscript:x", "file:reviews.csv", "", " ", "http://[::1", "ftp://a.example/",
     "http://a.example/\u202etxt", "http://a b/"],
)  # fmt: skip
def test_only_pages_on_the_web_become_links(url):
    assert web_address(url) is None


def test_a_web_page_becomes_a_link_named_by_its_host():
    assert web_address(" https://zoom.example/pricing?a=1 ") == "https://zoom.example/pricing?a=1"
    assert host("https://zoom.example/pricing") == "zoom.example"
    assert host("file:reviews.csv") == "file:reviews.csv"


@pytest.mark.parametrize(
    "risky", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\0=1", "＝1", "＋1", "－1", "＠1"]
)
def test_what_a_spreadsheet_takes_for_a_formula_is_guarded(risky):
    assert guard(risky) == f"'{risky}"


@given(st.text())
def test_the_guard_can_be_taken_off_again(text):
    assert unguard(guard(text)) == text


@given(st.text(alphabet=st.characters(codec=None)))
def test_cleaned_text_can_always_be_written(text):
    cleaned = clean(text)
    assert cleaned.encode().decode() == cleaned
    assert not set(cleaned) & {"\0", "\x07", "\x1b", "\x7f"}
    assert len(one_line(text, limit=20)) <= 20
    assert not set(one_line(text)) & set("\n\r\t\u2028\u2029\u202e\u2066")


def test_one_line_has_no_line_ends_and_no_direction_signs():
    assert one_line("a\r\nBcc: b\u202egnp\u202c\u2028c") == "a Bcc: bgnp c"


def test_ordinary_words_stay_as_they_are_in_markdown():
    text = "USD 15.99 per seat (billed annually), 95 % – “fine”!"
    assert markdown(text) == text


@pytest.mark.parametrize(
    ("text", "escaped"),
    [("a | b", r"a \| b"), ("<b>", "&lt;b&gt;"), ("{{7*7}}", r"&#123;&#123;7\*7&#125;&#125;"), ("# x", r"\# x"),
     ("1. x", r"1\. x"), ("[a](b)", r"\[a\](b)"), ("http://x", r"http:\//x"), ("- x", r"\- x"), ("www.x", r"www\.x")],
)  # fmt: skip
def test_markup_shows_itself_in_markdown(text, escaped):
    assert markdown(text) == escaped
