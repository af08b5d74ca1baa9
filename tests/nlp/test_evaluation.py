import pytest

from nlp.build import load_model
from nlp.evaluation import evaluate_parser, evaluate_polarity, f1, read_semeval, share
from rivalscope.domain.reading import Polarity
from rivalscope.errors import UsageError

P, N = Polarity.POSITIVE, Polarity.NEGATIVE

# Made for the tests, in the shape of SemEval-2014 task 4.
MADE = """<sentences><sentence id="1"><text>The screen is great but the fan is loud.</text><aspectTerms>
<aspectTerm term="screen" polarity="positive" from="4" to="10"/>
<aspectTerm term="fan" polarity="negative" from="28" to="31"/>
<aspectTerm term="fan" polarity="conflict" from="28" to="31"/>
</aspectTerms></sentence></sentences>"""


def test_spans_are_read_with_their_polarity(tmp_path):
    path = tmp_path / "made.xml"
    path.write_text(MADE, encoding="utf-8")
    gold = read_semeval(path)
    assert [(one.text[one.start : one.end], one.polarity.value) for one in gold] == [
        ("screen", "positive"),
        ("fan", "negative"),
        ("fan", "mixed"),
    ]


def test_conflicting_spans_are_left_out_of_the_figures(nlp, tmp_path):
    path = tmp_path / "made.xml"
    path.write_text(MADE, encoding="utf-8")
    assert evaluate_polarity(load_model(), read_semeval(path)).n == 2


def test_an_unreadable_corpus_is_named(tmp_path):
    with pytest.raises(UsageError, match=r"none\.xml"):
        read_semeval(tmp_path / "none.xml")


def test_scores_are_what_they_are_called():
    assert share([True, True, False, False]) == 0.5
    assert share([]) == 0.0
    assert f1([(P, P), (P, N), (N, N)], P) == pytest.approx(2 / 3)
    assert f1([(P, P)], N) == 0.0


@pytest.mark.shared
@pytest.mark.slow
def test_the_parser_keeps_its_figures(shared):
    figures = evaluate_parser(load_model(), shared / "data/nlp/ud_english_ewt/en_ewt-ud-dev.conllu.gz")
    print(figures)
    floors = PARSER_FLOORS
    assert figures.n == 2001
    assert not {name: figures.scores[name] for name, floor in floors.items() if figures.scores[name] < floor}


PARSER_FLOORS = {"tag_acc": 0.925, "lemma_acc": 0.944, "dep_uas": 0.828, "dep_las": 0.788, "sents_f": 0.78}


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "n", "accuracy", "macro_f1", "polar"),
    [("Laptop", 2313, 0.665, 0.635, 0.90), ("Restaurants", 3602, 0.63, 0.565, 0.89)],
)
def test_the_polarity_of_given_spans_keeps_its_figures(nlp, shared, name, n, accuracy, macro_f1, polar):
    gold = read_semeval(shared / f"data/nlp/semeval14/{name}_Train_v2.xml")
    figures = evaluate_polarity(load_model(), gold)
    print(name, figures)
    assert figures.n == n
    assert figures.scores["accuracy"] >= accuracy
    assert figures.scores["macro_f1"] >= macro_f1
    assert figures.scores["polar"] >= polar
