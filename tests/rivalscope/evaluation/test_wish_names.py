from nlp.corpus.reading import read_sentence
from rivalscope.evaluation.wish_names import measure_wishes, named


def test_a_request_of_the_corpus_is_named_by_what_is_marked_in_it():
    said = read_sentence("Please add a {sleep timer|0}. ||| request")
    assert named(said) == "sleep timer"
    assert named(read_sentence("Please fix this. ||| request")) == ""


def test_things_that_are_read_take_the_place_of_those_marked():
    said = read_sentence("{dark theme|0} when? ||| request")
    assert named(said) == named(said, ["dark theme"]) == "dark theme"
    assert named(said, []) == named(said, ["dark theme", "light theme"]) == ""


def test_names_are_seldom_wrong_and_what_is_counted_adds_up():
    report = measure_wishes(None)
    right, given = report.parts["names that are right"]
    assert report.measures["names that are right"] == round(right / given, 4) > 0.9
    assert report.parts["named"][1] + report.parts["nothing marked, no name"][1] == report.n
    right, given = report.parts["as read.names that are right"]
    assert right / given > 0.85
    assert report.parts["as read.named"][0] >= right > 0
