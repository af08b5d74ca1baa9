import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.pages.document import Document


def body(html: str) -> Document:
    return Document(f"<html><body>{html}</body></html>".encode())


def test_inline_elements_join_words_and_blocks_part_them():
    document = body("<p><strong>$15</strong><span>/user</span></p><div>Pro</div><div>Max</div>a<br>b")
    assert document.text == "$15/user\nPro\nMax\na\nb"


def test_scripts_styles_templates_and_comments_are_not_text():
    assert body("a<script>b</script><style>c</style><template>d</template><!-- e -->f").text == "a\nf"


def test_icons_are_the_words_that_a_screen_reader_says():
    assert (
        body(
            '<p>SSO <img alt="included"><svg><title>yes</title></svg><i aria-hidden="true" title="x"></i></p>'
        ).text
        == "SSO included yes"
    )


def test_what_a_visitor_without_scripts_reads_is_text():
    assert body("<noscript><p>The whole post</p></noscript>").text == "The whole post"


def test_a_path_is_css_and_leads_back():
    document = body("<main><p>a</p><p>b <i>c</i></p></main>")
    for element in document.elements:
        path = document.path_of(element)
        assert document.find(path) is element
        assert document.soup.select_one(path) is element


@pytest.mark.parametrize(
    "path", ["html > body > p:nth-of-type(3)", "html > main", "html >> p", "p:first-child", ""]
)
def test_a_path_that_leads_nowhere_is_a_lookup_error(path):
    with pytest.raises(LookupError):
        body("<p>a</p>").find(path)


def test_text_deeper_than_the_parser_reads_is_not_lost():
    deep = "<p>before</p>" + "<div>" * 400 + "deep" + "</div>" * 400 + "<p>after</p>"
    assert body(deep).text == "before\ndeep\nafter"


def test_much_text_of_which_nothing_is_left_is_lost():
    words = "made for this test " * 2_000
    assert not body(f"<p>{words}</p>").lost
    assert body(f"<p>few</p></ {words}>").lost  # to a parser an end tag without a name is a comment
    assert not body(f"<p>few</p><template>{words}</template>").lost
    assert not body(f"<p>few</p><script>{words}</script>").lost


@pytest.mark.timeout(20)
def test_a_hundred_thousand_attributes_do_not_stop_the_reader():
    assert body("<a " + " ".join(f"a{i}=1" for i in range(100_000)) + ">x</a><p>y</p>").text == "x\ny"


@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<div>",
                "</div>",
                "<b>",
                "</b>",
                "<li>",
                "<table><tr><td>",
                "</table>",
                "a",
                "é",
                "•",
                " ",
                "<a:b>",
                "<x y=z>",
                "&amp;",
            ]
        )
    )
)
def test_every_element_of_any_page_is_found_again(pieces):
    page = "".join(pieces).encode()
    document, again = Document(page), Document(page)
    for element in document.elements:
        assert again.text_of(again.find(document.path_of(element))) == document.text_of(element)


def test_a_block_is_found_in_the_text_around_it():
    document = body("<section><h2>Pro</h2><p>$1</p><p>$1</p></section>")
    section, second = document.named["section"][0], document.named["p"][1]
    assert document.offset_of(second, section) == len("Pro $1 ")
