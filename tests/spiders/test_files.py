from datetime import date
from decimal import Decimal

import pytest

from rivalscope.errors import UsageError
from spiders.files import read_reviews
from spiders.pages.passages import Selections


@pytest.fixture
def write(tmp_path):
    def write_file(content, name="reviews.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write_file


CSV = "reviewId,userName,content,score,at,thumbs\n1,Ann,Calls drop,2,2024-05-01,3\n2,Bo,I like it,5,2024-05-02,0\n"


def test_columns_are_guessed_from_their_names(write):
    file = read_reviews(write(CSV))
    assert file.mapping == {
        "text": "content",
        "rating": "score",
        "date": "at",
        "id": "reviewId",
        "author": "userName",
    }
    first = file.reviews[0]
    assert (first.text, first.rating, first.date, first.key, first.author) == (
        "Calls drop",
        Decimal(2),
        date(2024, 5, 1),
        "1",
        "Ann",
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_usual_delimiter_is_recognised(write, delimiter):
    file = read_reviews(write(CSV.replace(",", delimiter)))
    assert [review.text for review in file.reviews] == ["Calls drop", "I like it"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_encoding_is_recognised(write, encoding):
    file = read_reviews(write("text,score\nThé café’s call – dropped,1\n".encode(encoding)))
    assert file.reviews[0].text == "Thé café’s call – dropped"


def test_a_cell_may_hold_delimiters_quotes_and_line_breaks(write):
    file = read_reviews(write('text,score\n"Good, but ""slow""\nand old",3\nFine,4\n'))
    assert [review.text for review in file.reviews] == ['Good, but "slow" and old', "Fine"]


def test_every_review_is_found_again_in_the_file_at_its_passage(write):
    for name, content in (
        ("a.csv", 'id,text\n7,"Two\nlines, mail me@example.com"\n\n8,Plain & simple\n'),
        (
            "a.jsonl",
            '{"id": 7, "text": "One\\ntwo"}\n\n{"id": 8, "data": {"x": 1}, "text": "Two &amp; three"}\n',
        ),
    ):
        file = read_reviews(write(content, name))
        selections = Selections(file.body)
        assert len(file.reviews) == 2
        assert all(selections.confirm(review.passage) for review in file.reviews)


def test_personal_data_is_masked_in_text_and_title(write):
    review = read_reviews(write("title,text\nAsk me@example.com,Write to me@example.com now\n")).reviews[0]
    assert "example.com" not in review.text + review.title
    assert review.text.startswith("Write to •")


def test_a_nested_field_of_json_lines_is_mapped_with_a_dot(write):
    path = write('{"user": {"name": "Ann"}, "review": {"body": "Good"}, "stars": 4}\n', "a.jsonl")
    file = read_reviews(path, mapping={"text": "review.body"})
    assert file.reviews[0].text == "Good"
    assert Selections(file.body).confirm(file.reviews[0].passage)


def test_a_file_without_a_text_column_says_which_columns_it_has_and_how_to_map(write):
    with pytest.raises(UsageError) as caught:
        read_reviews(write("who,what,when\nAnn,Calls drop,2024-05-01\n"))
    message = str(caught.value)
    assert "who, what, when" in message
    assert "--map text=" in message
    assert "\n" not in message


def test_a_mapped_column_is_used_whatever_its_name(write):
    file = read_reviews(write("who,what\nAnn,Calls drop\n"), mapping={"text": "what"})
    assert file.reviews[0].text == "Calls drop"


@pytest.mark.parametrize("mapping", [{"text": "missing"}, {"colour": "what"}])
def test_a_mapping_that_cannot_be_is_refused(write, mapping):
    with pytest.raises(UsageError, match="--map"):
        read_reviews(write("who,what\nAnn,Calls drop\n"), mapping=mapping)


def test_bad_lines_are_named_by_line_and_the_others_are_kept(write):
    file = read_reviews(write('text,score\n"A\nB",5\n,4\nC,3,extra,cells\nD,2\n"never closed,1\nE,1\n'))
    assert [review.text for review in file.reviews] == ["A B", "D"]
    assert [line for line, _ in file.skipped] == [4, 5, 7]


def test_bad_json_lines_are_named_by_line(write):
    file = read_reviews(write('{"text": "A"}\nnot json\n[1]\n{"text": ""}\n{"text": "B"}\n', "a.jsonl"))
    assert [review.text for review in file.reviews] == ["A", "B"]
    assert [line for line, _ in file.skipped] == [2, 3, 4]


def test_what_cannot_be_read_for_certain_is_left_out_and_named(write):
    file = read_reviews(write("text,score,date\nA,five,2024-05-01\nB,4,02/03/2024\nC,4,\n"))
    assert [(review.rating, review.date) for review in file.reviews] == [
        (None, date(2024, 5, 1)),
        (Decimal(4), None),
        (Decimal(4), None),
    ]
    assert [line for line, _ in file.doubts] == [2, 3]


@pytest.mark.parametrize(("highest", "best"), [(5, 5), (10, 10), (100, 100), (7, None)])
def test_the_scale_is_known_only_when_the_highest_rating_shows_it(write, highest, best):
    file = read_reviews(write(f"text,score\nA,1\nB,{highest}\n"))
    assert file.best == best
    assert file.reviews[0].best == best


def test_a_column_called_id_that_does_not_tell_reviews_apart_is_not_their_key(write):
    file = read_reviews(write("id,text\napp,A\napp,B\n"))
    assert "id" not in file.mapping
    assert len({review.key for review in file.reviews}) == 2


def test_the_same_file_gives_the_same_keys(write):
    path = write("text,score\nA,1\nB,2\n")
    assert [r.key for r in read_reviews(path).reviews] == [r.key for r in read_reviews(path).reviews]


@pytest.mark.parametrize("content", [b"", b"  \n ", b"PK\x03\x04rest"])
def test_an_empty_file_or_a_spreadsheet_is_refused_in_one_line(write, content):
    with pytest.raises(UsageError) as caught:
        read_reviews(write(content))
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(UsageError, match="cannot be read"):
        read_reviews(tmp_path / "none.csv")


@pytest.mark.shared
@pytest.mark.parametrize(
    ("folder", "rows"), [("reviews_zoom_webex_firefox_play", 11_100), ("reviews_meditation_ios", 2_940)]
)
def test_real_exports_are_read_without_a_mapping(shared, tmp_path, folder, rows):
    import gzip

    path = tmp_path / "reviews.csv"
    path.write_bytes(gzip.decompress((shared / "data" / "reviews" / folder / "reviews.csv.gz").read_bytes()))
    file = read_reviews(path)
    assert len(file.reviews) + len(file.skipped) == rows
    assert len(file.skipped) < rows / 100
    selections = Selections(file.body)
    assert all(selections.confirm(review.passage) for review in file.reviews[:: rows // 50])
