import pytest
from bs4 import BeautifulSoup

from spiders.pages.soup import brew
from spiders.pages.text import collapse, lowered

# A page of our own making.
PAGE = """<html><body><main><h2>Plans</h2><div><p>a <b>b</b></p><ul><li>c</li><li>d <i>e</i></li></ul></div>
<!-- note --><dl><dt>f</dt><dd>g</dd></dl><p></p></main><footer><a href=x>h</a></footer></body></html>"""
QUESTIONS = (True, "li", "nothing", ["h2", "b", "a"], ("dt", "i"), frozenset({"p", "dd"}))


def _told(found):
    return [(one.name, str(one)) for one in found]


@pytest.mark.parametrize("question", QUESTIONS, ids=["all", "one", "none", "list", "tuple", "set"])
def test_what_stands_within_and_around_is_what_the_library_finds(question):
    ours, theirs = brew(PAGE), BeautifulSoup(PAGE, "lxml", multi_valued_attributes=None)
    for one, other in zip(ours.find_all(True), theirs.find_all(True), strict=True):
        for limit in (None, 1, 2):
            assert _told(one.find_all(question, limit=limit)) == _told(other.find_all(question, limit=limit))
            assert _told(one.find_previous_siblings(question, limit=limit)) == _told(
                other.find_previous_siblings(question, limit=limit)
            )
        for step in ("find", "find_parent", "find_previous", "find_next", "find_next_sibling"):
            mine, told = getattr(one, step)(question), getattr(other, step)(question)
            assert (mine is None, str(mine)) == (told is None, str(told)), step


def test_questions_for_more_than_names_are_left_to_the_library():
    soup = brew(PAGE)
    main = soup.find("main")
    assert [one.name for one in main.find_all(True, recursive=False)] == ["h2", "div", "dl", "p"]
    assert main.find_all(lambda tag: tag.name == "dt")[0].get_text() == "f"
    assert soup.find("footer").find("a", attrs={"href": "y"}) is None


def test_white_space_of_any_kind_is_one_space_and_controls_go():
    assert collapse(" a\u2003\x1eb\x00 \x07 c\t") == "a b c"


def test_the_capitals_of_turkish_are_the_letters_that_patterns_mean():
    assert lowered("TEKLİF") == "teklif"
    assert lowered("Free") == "free"
