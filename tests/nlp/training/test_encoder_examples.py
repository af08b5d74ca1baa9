import gzip
from pathlib import Path

import pytest

from nlp.training.encoder_examples import (
    hu_liu_examples,
    hu_liu_texts,
    listed_texts,
    mams_examples,
    own_examples,
    pros_cons_examples,
    semeval_examples,
    treebank_texts,
)
from rivalscope.errors import UsageError

XML = """<sentences>
<sentence id="1"><text>The decor is dull but the food is fine.</text><aspectTerms>
<aspectTerm term="food" polarity="conflict" from="26" to="30"/>
<aspectTerm term="decor" polarity="negative" from="4" to="9"/></aspectTerms></sentence>
<sentence id="2"><text>We came by bus.</text></sentence>
</sentences>"""


def hu_liu(tmp_path: Path, *lines: str):
    folder = tmp_path / "nlp/nltk_opinion/product_reviews_1"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "Camera.txt").write_text("\n".join(["* Product", "[t]a title", *lines]), encoding="latin-1")
    return hu_liu_examples(tmp_path)


def marked(example):
    return [(example.text[one.start : one.end], one.polarity) for one in example.spans]


def test_aspects_without_a_place_are_found_by_their_words_in_either_number(tmp_path):
    (one,) = hu_liu(
        tmp_path, "picture[+2],battery lives[-1][p]##The pictures are fine , the battery life is not ."
    )
    assert marked(one) == [("pictures", "positive")]
    (two,) = hu_liu(tmp_path, "menu[-2]##menus upon menus")
    assert marked(two) == [("menus", "negative"), ("menus", "negative")]


def test_an_aspect_that_is_not_in_the_words_leaves_the_borders_of_its_sentence_unlearnt(tmp_path):
    marks = "size[+2][u],zoom[+1]##fits in a pocket , has a zoom ."
    partly, whole = hu_liu(tmp_path, marks, "zoom[+1]##has a zoom .")
    assert (partly.bordered, whole.bordered) == (False, True)


def test_sentences_in_which_nobody_marked_an_aspect_teach_nothing(tmp_path):
    assert hu_liu(tmp_path, "##the zoom is there .", "size[+2][u]##fits in a pocket .") == []


def test_the_whole_product_lends_its_opinion_and_not_its_border(tmp_path):
    (one,) = hu_liu(tmp_path, "camera[+3],zoom[+1]##this camera has a good zoom")
    assert marked(one) == [("camera", "positive"), ("zoom", "positive")]
    assert one.unbordered == (5,)


def test_a_word_inside_another_is_not_the_aspect(tmp_path):
    (one,) = hu_liu(tmp_path, "art[+1],start[-1]##the start is slow")
    assert marked(one) == [("start", "negative")]


def test_labellers_who_knew_two_opinions_say_nothing_about_the_others(tmp_path):
    (one,) = hu_liu(tmp_path, "zoom[-1]##no zoom")
    assert one.polarities == {"positive", "negative"}
    assert one.intents is None


def test_lines_of_pros_and_cons_are_praised_or_blamed_whole_and_empty_ones_left_out(tmp_path):
    folder = tmp_path / "nlp/nltk_opinion/pros_cons"
    folder.mkdir(parents=True)
    (folder / "IntegratedPros.txt").write_text("        <Pros>Fast &amp; small</Pros>\n", encoding="latin-1")
    cons = ["<Cons>None that I found</Cons>", "", "", "", "<Cons>battery drain</Cons>"]
    (folder / "IntegratedCons.txt").write_text("\n".join(cons), encoding="latin-1")
    found = pros_cons_examples(tmp_path)
    assert [mark for one in found for mark in marked(one)] == [
        ("Fast & small", "positive"),
        ("battery drain", "negative"),
    ]
    assert not any(one.bordered for one in found)


def test_terms_stand_in_order_and_a_conflict_is_mixed(tmp_path):
    folder = tmp_path / "nlp/mams"
    folder.mkdir(parents=True)
    (folder / "MAMS-ATSA-train.xml").write_text(XML, encoding="utf-8")
    first, second = mams_examples(tmp_path)
    assert marked(first) == [("decor", "negative"), ("food", "mixed")]
    assert second.spans == ()


def test_what_is_held_out_of_semeval_is_not_learnt_from(tmp_path):
    folder = tmp_path / "nlp/semeval14"
    folder.mkdir(parents=True)
    rows = "".join(f'<sentence id="{n}"><text>Sentence {n}.</text></sentence>' for n in range(100))
    (folder / "Laptop_Train_v2.xml").write_text(f"<sentences>{rows}</sentences>", encoding="utf-8")
    learnt = {one.text for one in semeval_examples(tmp_path, domain="laptops", held_out=5, test=False)}
    held = {one.text for one in semeval_examples(tmp_path, domain="laptops", held_out=5, test=True)}
    assert not learnt & held
    assert len(learnt | held) == 100
    assert 10 <= len(held) <= 30


def test_sentences_of_one_review_bear_its_number(tmp_path):
    lines = ["product: P", "about: notes", "split: train", "", "== stars=2 source=app style=casual"]
    lines += ["{sync|-} fails ||| problem", "bye ||| churn", "== stars=- source=app style=terse", "ok |||"]
    (tmp_path / "p.txt").write_text("\n".join(lines), encoding="utf-8")
    found = own_examples("train", folder=tmp_path)
    assert [one.review for one in found] == [0, 0, 1]
    assert found[1].intents == {"churn"}


def test_a_folder_without_the_sets_is_named(tmp_path):
    with pytest.raises(UsageError, match=r"nltk_opinion.*--data"):
        hu_liu_examples(tmp_path)
    with pytest.raises(UsageError, match=r"Laptop_Train_v2\.xml"):
        semeval_examples(tmp_path, domain="laptops", held_out=5, test=True)


def test_of_the_treebank_reviews_alone_are_read_unless_all_is_asked_for(tmp_path):
    folder = tmp_path / "nlp/ud_english_ewt"
    folder.mkdir(parents=True)
    text = "# newdoc id = reviews-1\n# text = Great place.\n\n# newdoc id = weblog-2\n# text = News.\n"
    (folder / "en_ewt-ud-train.conllu.gz").write_bytes(gzip.compress(text.encode()))
    assert treebank_texts(tmp_path) == ["Great place."]
    assert treebank_texts(tmp_path, reviews=False) == ["Great place.", "News."]


@pytest.mark.shared
def test_every_set_is_read_whole_and_its_marks_stand_on_words(shared):
    data = shared / "data"
    reviews = hu_liu_examples(data)
    assert len(reviews) > 3000
    assert sum(len(one.spans) for one in reviews) > 3500
    for one in reviews:
        assert all(one.text[span.start : span.end].strip() for span in one.spans)
    assert len(mams_examples(data)) == 4297
    assert len(hu_liu_texts(data)) > 7_000
    assert len(listed_texts(data)) > 10_000
