import pytest

from nlp.borders import find_line_starts, mark_borders


@pytest.mark.parametrize("mark", ["\n", "\r\n", "\n\n", "\u2028"])
def test_a_new_line_starts_a_sentence(blank, mark):
    doc = mark_borders(blank(f"Pros: fast{mark}Cons: none"))
    start = find_line_starts(doc)[0]
    assert doc[start].text == "Cons"
    assert doc[start].is_sent_start


def test_a_line_break_at_the_end_starts_nothing(blank):
    assert find_line_starts(blank("fast\n")) == []


def test_the_parser_keeps_the_borders_of_lines(nlp):
    doc = nlp("great sound\nbad picture")
    assert [sentence.text.strip() for sentence in doc.sents] == ["great sound", "bad picture"]


def test_no_sentence_ends_at_a_comma_or_after_a_word_that_opens_something(nlp):
    doc = nlp("I used to use Webex, now I use Zoom every day.")
    assert len(list(doc.sents)) == 1
