from nlp.corpus.reading import read_sentence
from rivalscope.analysis.reasons import Theme
from rivalscope.evaluation.switch_reasons import coded, measure_reasons


def test_a_reason_that_is_marked_is_found_by_name_where_the_taxonomy_has_it():
    said = read_sentence(
        "Moved to Yarrow because of its {threads|+}. ||| information; sw=this->Yarrow:done@threads"
    )
    (switch,) = said.switches
    assert [(one.theme, one.feature) for one in coded(said, switch, known=True)] == [
        (Theme.FEATURE, "threads")
    ]
    assert [one.theme for one in coded(said, switch, known=False)] == [Theme.OTHER]


def test_switches_with_and_without_a_marked_reason_are_all_judged():
    report = measure_reasons(None)
    known, unmarked = report.parts["found where in the taxonomy"], report.parts["unmarked left so"]
    assert known[1] + unmarked[1] == report.n
    assert known[1] == report.parts["found where unknown"][1]
    assert report.measures["found where in the taxonomy"] > 0.9
