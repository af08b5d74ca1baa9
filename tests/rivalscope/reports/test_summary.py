import dataclasses

from rivalscope.analysis.coverage import summarise
from rivalscope.domain.finding import CoverageSummary
from rivalscope.reports.summary import partial, summary


def lacking(**given):
    settled = {"first_night": None, "last_night": None, "nights": 1, "sources": 9, "ok": 0, "failing": (), "stale": (),
               "captures": 0, "reviews": 0}  # fmt: skip
    return CoverageSummary(**(settled | given))


def test_three_sentences_say_what_we_know_and_how_sure(made):
    gap, moves, certainty = summary(made.report())
    assert gap.text.startswith("Our largest gap is Battery use, opportunity 7.9 of 20 (")
    assert "31 % of the opinions are positive at Marlow Rooms, the best of 4 (n = 30)." in gap.text
    assert "rivals made 5 changes; the weightiest: Kestrel, price: Pro went from USD 15.99" in moves.text
    assert certainty.text.startswith("This rests on 8 of 9 sources that gave facts every time on 21 nights")
    assert "marlow/reviews gave nothing last" in certainty.text
    assert gap.evidence
    assert moves.evidence


def test_without_enough_reviewers_no_gap_is_called_the_largest(made):
    analysis = made.analysis()
    thin = tuple(dataclasses.replace(gap, thin=True) for gap in analysis.gaps)
    text = summary(made.report(analysis=dataclasses.replace(analysis, gaps=thin)))[0].text
    assert text == "There are 9 gaps, and none has the 5 reviewers that it takes to be ranked."


def test_no_night_is_not_called_no_change(made):
    empty = made.report(changes=(), coverage=summarise([], until=made.facts.as_of.date(), reviews=0))
    texts = [sentence.text for sentence in summary(empty)]
    assert "nothing was read, so nothing can be said of changes" in texts[1]
    assert texts[2].startswith("No night ran between 25 October 2026 and 22 November 2026")


def test_sources_that_failed_alike_are_told_together():
    failing = (
        *tuple((f"notion/{n}", "blocked: a challenge page") for n in range(6)),
        ("zoom/pricing", "login"),
    )
    assert partial(lacking(failing=failing)) == (
        "notion/0, notion/1, notion/2 and 3 more gave no facts last (blocked: a challenge page). "
        "zoom/pricing gave no facts last (login)."
    )


def test_a_stale_source_is_told_once_and_with_its_day():
    told = partial(
        lacking(failing=(("a/home", "login"),), stale=(("a/home", "never"), ("b/home", "2026-11-01")))
    )
    assert (
        told == "a/home gave no facts last (login). b/home (since 2026-11-01) gave none for a week or more."
    )
    assert partial(lacking()) == ""
    assert partial(lacking(nights=0)) == "No night ran in the window."
