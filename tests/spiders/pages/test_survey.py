import pytest

from spiders.pages.survey import survey


@pytest.mark.parametrize(
    ("source", "cut"),
    [("<html><body><main><p>Pro", "main"), ("<body><div><p>Pro</p></div><p>$1", ""), ("<ul><li>a</li></ul><p class='x", "inside a tag"),
     ("<p>a</p><script>var a = 1;", "script"), ("<p>a &am", "character reference"), ("<p>a</p><!-- b", "comment"), ("<p>a<p>b", ""),
     ("<html><body><div>a</body></html>", ""), ("<table><tr><td>1</td><td>2", "table")],
)  # fmt: skip
def test_a_page_that_stops_midway_is_told_from_one_that_is_careless(source, cut):
    found = survey(source).cut
    assert cut in found
    assert bool(found) == bool(cut)


def test_depth_and_crowds_of_attributes_are_seen_before_parsing():
    assert survey("<div>" * 300 + "</div>" * 300).hostile
    assert survey("<a " + " ".join(f"a{i}" for i in range(5000)) + ">x</a>").hostile
    assert survey("<a x='>' " + " ".join(f"a{i}=1" for i in range(5000)) + ">x</a>").hostile
    assert not survey('<p data-x="' + "a b " * 20_000 + '">x</p>').hostile
    assert survey("<b>" * 6000).hopeless
