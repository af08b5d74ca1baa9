from rivalscope.evaluation.reading.figures import Figures, class_parts, f1, joined, label_parts, report


def test_f1_is_twice_the_hits_over_what_is_labelled_and_found():
    assert f1(3, 4, 8) == (6, 12)


def test_classes_are_those_that_are_true_somewhere_and_their_mean_is_of_them_alone():
    figures = class_parts(
        "polarity", [("neutral", "neutral"), ("neutral", "mixed"), ("positive", "positive")]
    )
    assert figures.parts == {
        "polarity": (2, 3),
        "polarity, neutral F1": (2, 3),
        "polarity, positive F1": (2, 2),
    }
    assert figures.measures()["polarity, macro F1"] == round((0.6667 + 1) / 2, 4)


def test_a_case_may_bear_several_labels():
    figures = label_parts("intents", [(frozenset({"problem", "churn"}), frozenset({"problem", "praise"}))])
    assert figures.parts == {"intents, churn F1": (0, 1), "intents, problem F1": (2, 2)}
    assert figures.measures()["intents, macro F1"] == 0.5


def test_figures_of_several_readers_keep_their_means_apart():
    one = label_parts("intents", [(frozenset({"praise"}), frozenset({"praise"}))])
    other = label_parts("intents", [(frozenset({"praise"}), frozenset())])
    measures = joined([("quality", one), ("lite", other)]).measures()
    assert (measures["quality.intents, macro F1"], measures["lite.intents, macro F1"]) == (1.0, 0.0)


def test_a_report_gives_numerators_denominators_and_notes():
    made = report(7, Figures(parts={"a": (1, 4)}), notes=["recorded: b 0.5"])
    assert (made.n, made.parts, made.measures, made.notes) == (
        7,
        {"a": (1, 4)},
        {"a": 0.25},
        ("recorded: b 0.5",),
    )
