import stat

import pytest

from pipelines.authors import FILE_NAME, Authors, open_authors
from pipelines.normalise import NormalisePipeline
from rivalscope.errors import StoreError


def _normalise(item):
    return NormalisePipeline(Authors(b"k" * 32)).process_item(item)


def test_addresses_and_numbers_are_masked_in_place(made):
    text = "Write to ann@example.org or call +49 30 1234567, really."
    review = _normalise(
        made.fetched(reviews=(made.review(text=text, title="By ann@example.org"),))
    ).page.reviews[0]
    for said in (review.text, review.title, review.passage.quote):
        assert "ann" not in said
        assert "1234567" not in said
    assert len(review.text) == len(text)
    assert review.text.endswith("really.")


def test_an_author_becomes_a_keyed_hash(made):
    reviews = tuple(
        made.review(key=str(n), author=name)
        for n, name in enumerate(("Ann Other", " ann  other ", "Bo", None))
    )
    first, second, third, none = (
        review.author for review in _normalise(made.fetched(reviews=reviews)).page.reviews
    )
    assert first == second != third
    assert len(first) == 32
    assert "ann" not in first
    assert none is None


def test_another_key_gives_other_hashes():
    assert Authors(b"a" * 32).hash("Ann") != Authors(b"b" * 32).hash("Ann")


def test_the_key_is_made_once_for_its_owner_only(tmp_path):
    archive = tmp_path / "archive"
    first, second = open_authors(archive).hash("Ann"), open_authors(archive).hash("Ann")
    assert first == second
    assert stat.S_IMODE((tmp_path / FILE_NAME).stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


@pytest.mark.parametrize("content", ["", "abcd", "no key at all"])
def test_a_damaged_key_is_named_and_never_replaced(tmp_path, content):
    (tmp_path / FILE_NAME).write_text(content)
    with pytest.raises(StoreError, match=FILE_NAME):
        open_authors(tmp_path / "archive")
    assert (tmp_path / FILE_NAME).read_text() == content


def test_an_answer_without_reviews_passes(made):
    for item in (made.bare(made.fetched()), made.fetched()):
        assert _normalise(item) == item
