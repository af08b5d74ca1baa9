import pytest

from rivalscope.analysis.phrases import holds, stem, stems


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("sharing the screens", "share screen"),
        ("Export of PDFs", "exported PDF"),
        ("my libraries", "library"),
        ("planning", "plan"),
        ("dark-mode", "dark mode"),
    ],
)
def test_forms_of_the_same_words_have_the_same_stems(first, second):
    assert stems(first) == stems(second)


@pytest.mark.parametrize(("first", "second"), [("string", "str"), ("bed", "b"), ("calls", "calling card")])
def test_short_words_are_not_cut_to_nothing(first, second):
    assert stems(first) != stems(second)


def test_doubled_letters_are_undone_only_where_the_ending_doubled_them():
    assert stem("tagging") == "tag"
    assert stem("calling") == "call"


def test_a_phrase_of_signs_or_articles_has_no_stems():
    assert stems("!!! the") == ()


def test_words_of_other_scripts_are_kept_as_they_are():
    assert stems("功能") == ("功能",)


def test_a_phrase_holds_runs_of_neighbours_only():
    assert holds(("hd", "video", "call"), ("video", "call"))
    assert not holds(("video", "group", "call"), ("video", "call"))
