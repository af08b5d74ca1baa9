import dataclasses

from rivalscope.analysis.requests import Wishes
from rivalscope.reports.sections.requests import section


def test_wishes_are_told_with_n_interval_who_has_them_and_quotes(made):
    report = made.report()
    told = section(report)
    known = told.tables[0]
    assert known.rows[0][0].text == "Offline mode"
    asked = known.rows[0][1].value
    assert asked == report.wishes.wishes[0].voices
    assert known.rows[0][5].text == "nobody says so"
    assert "Kestrel, Marlow Rooms and Tarn" in known.rows[1][5].text
    assert all(number in report.evidence for number in told.cited())
    assert "95 %" in told.method


def test_what_we_have_and_they_ask_for_shows_both_quotes(made, facts):
    report = made.report()
    claim = facts.claim("ours", "Breakout rooms")
    review = made.reviews[0]
    assert review.product == "ours"
    made.claims.append(claim)
    made.intents.append(facts.intent(review, "Breakout rooms", words="Please add breakout rooms."))
    told = section(made.report())
    quotes = [report.evidence[one.evidence].quote for one in told.quotations]
    assert "Please add breakout rooms." in quotes
    assert quotes[quotes.index("Please add breakout rooms.") - 1].startswith("Breakout rooms")


def test_silence_is_told_with_the_number_of_those_who_were_heard(made):
    none = Wishes(wishes=(), hidden=(), heard=740, reviewers=0, named=0, single=0)
    told = section(made.report(wishes=none))
    assert told.told[0].text == "None of 740 reviewers in the window asks for anything."
    assert told.tables == told.charts == ()
    assert section(made.report(wishes=None)) is None


def test_few_voices_are_marked_and_rows_left_out_are_counted(made):
    report = made.report()
    wish = report.wishes.wishes[0]
    few = tuple(dataclasses.replace(wish, name=f"wish {i}", feature=None, voices=2) for i in range(20))
    told = section(made.report(wishes=dataclasses.replace(report.wishes, wishes=few)))
    (table,) = [one for one in told.tables if one.caption == "Wishes that no known feature answers to"]
    assert (len(table.rows), table.left) == (15, 5)
    assert all(row[1].thin for row in table.rows)
    assert told.charts == ()
