from rivalscope.evaluation.rivals import Naming, namings, tally_naming
from rivalscope.evaluation.statements import read_labels, tally_features
from rivalscope.evaluation.statuses import wordings
from rivalscope.evaluation.tally import measures_of, parts_of, tally_names


def test_names_count_once_for_each_label_and_what_may_be_named_counts_for_nothing():
    told = tally_names("customer", ["Foo logo", "Bar", "Press Ltd"], ["Foo", "Baz"], also=["Press"])
    assert (told.given, told.right, told.true, told.found) == (2, 1, 2, 1)
    parts = parts_of([told])
    assert parts["customer.precision"] == (1, 2)
    assert measures_of({"none": (0, 0), **parts})["none"] == 1.0


def test_a_claim_that_nobody_judged_is_counted_as_false():
    row = {
        "claimed": ["Guest access", "Audit log"],
        "right": ["Guest access for all"],
        "wrong": ["Get going"],
    }
    precise, recalled, wrong = tally_features(row, ["Guest access for all", "Get going", "Something new"])
    assert (precise, recalled) == ((1, 3), (1, 2))
    assert "nobody judged: Something new" in wrong


def test_a_rival_in_another_way_is_right_by_name_alone():
    page = Naming(name="made", real=False, rivals=(("Foo", "switch"),), also=())
    names, ways, wrong = tally_naming(page, [("Foo", "compared"), ("Bar", "compared")])
    assert (names.right, names.given, ways.right, ways.given) == (1, 2, 0, 1)
    assert len(wrong) == 1


def test_the_gold_holds_enough_and_both_halves():
    pages = namings()
    assert sum(page.real and bool(page.rivals) for page in pages) >= 25
    assert sum(page.real and not page.rivals for page in pages) >= 25
    assert sum(not page.real for page in pages) >= 20
    assert len(read_labels("pages")) >= 60
    assert len(read_labels("features")) >= 40
    assert sum("claimed" in row for row in read_labels("features").values()) >= 15
    assert 0.4 < sum(one.held_out for one in wordings()) / len(wordings()) < 0.6
    assert len(wordings()) >= 200
