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


@pytest.mark.parametrize(
    "hidden",
    ["<div></x>", "<!--><div>", "<!---><div>", "<a title='<script>'><div>", "<a title='<!--'><div>", '<a "><div><i ">', "<script></scripts></script><div>"],
)  # fmt: skip
def test_depth_is_seen_whatever_hides_it(hidden):
    assert survey(hidden * 250).depth >= 250


@pytest.mark.parametrize("shown", ["<script>'<div>'</script>", "<!-- <div> -->", "<a title='<div>'>x</a>", "<style><div></style>", "<textarea><div></textarea>", "<br><img src=x><p/>"])  # fmt: skip
def test_what_is_no_element_is_no_depth(shown):
    assert survey(shown * 250).depth <= 1


def test_characters_between_tags_are_counted():
    assert survey("<!doctype html><p class='a>b'> ab <b>c</b>d<!-- e --><script>f</script> g").text == 5


@pytest.mark.parametrize("name", ["script", "style", "textarea", "title"])
def test_an_element_of_raw_text_that_never_ends_is_a_page_that_stops(name):
    assert name in survey(f"<p>a</p><{name}><p>b</p>").cut
    assert not survey(f"<p>a</p><{name}><p>b</p></{name.upper()} >").cut


@pytest.mark.timeout(20)
@pytest.mark.parametrize("piece", ["<", "<!--", "<!", "<a '", '<a "', '<a x="', "<a =", "</", "<script>", "</script", "<a " + "b" * 50, "&amp", "<title>", "--!>", "<?"])  # fmt: skip
def test_a_survey_takes_time_that_grows_with_length_alone(piece):
    survey(piece * (1_000_000 // len(piece)))
