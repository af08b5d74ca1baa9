import pytest

from nlp.borders import Borders, find_line_starts, mark_borders
from nlp.splitter import load_splitter


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


RUN_ON = (
    "the new update is terrible it crashes every time i open it i have to log in again and again"
    " please fix this i used to love this app"
)


@pytest.fixture(scope="module")
def borders():
    return Borders(load_splitter())


def starts(doc):
    return [doc[token.i : token.i + 2].text for token in doc if token.i and token.is_sent_start]


def test_a_run_on_without_marks_is_cut_where_sentences_begin(blank, borders):
    found = starts(borders(blank(RUN_ON)))
    assert {"please fix", "i used"} <= set(found)
    assert len(found) <= 5


def test_a_sentence_with_its_marks_is_left_to_the_grammar(blank, borders):
    text = "The editor, which my team has used for years, opens every file we have ever thrown at it. Great!"
    assert starts(borders(blank(text))) == []


def test_short_texts_are_not_cut(blank, borders):
    assert starts(borders(blank("love it works great no issues"))) == []


def test_no_cut_falls_behind_an_open_word_or_across_lines(blank, borders):
    doc = borders(blank(f"{RUN_ON}\n{RUN_ON}"))
    lines = [start for start in find_line_starts(doc) if doc[start].is_sent_start]
    assert len(lines) == 1
    assert all(
        doc[token.i - 1].lower_ not in {"the", "is", "to", "and"} for token in doc if token.is_sent_start
    )


def test_documents_in_a_batch_are_cut_as_alone(blank, borders):
    texts = [RUN_ON, "", "ok", f"{RUN_ON} {RUN_ON}", "  \n  "]
    together = [starts(doc) for doc in borders.pipe(map(blank, texts), batch_size=3)]
    assert together == [starts(borders(blank(text))) for text in texts]
