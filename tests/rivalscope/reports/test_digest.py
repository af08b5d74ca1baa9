import dataclasses
from datetime import UTC, date, datetime, timedelta

import pytest

from rivalscope.domain.capture import Verdict
from rivalscope.domain.coverage import NightPages
from rivalscope.domain.fact import ChangeMode
from rivalscope.domain.noise import NoiseKind
from rivalscope.domain.week import week_of
from rivalscope.errors import UsageError
from rivalscope.reports.content import DigestState
from rivalscope.reports.digest import gap_moves, week_days
from rivalscope.reports.letter import rival_changes, write_letter

QUIET = {"changes": (), "reviews": (), "mentions": (), "intents": (), "comparisons": (), "before": None}


def test_an_iso_week_is_monday_to_sunday_and_back():
    assert week_days("2026-W47") == (date(2026, 11, 16), date(2026, 11, 22))
    assert week_days("2020-W53")[0] == date(2020, 12, 28)
    assert week_of(date(2021, 1, 3)) == "2020-W53"


@pytest.mark.parametrize("week", ["2026-47", "2026-W00", "2025-W53", "W47", "2026-W47x", "", "0000-W01"])
def test_what_is_no_week_is_refused_with_an_example(week):
    with pytest.raises(UsageError, match="2026-W47"):
        week_days(week)


def test_a_week_that_has_not_begun_has_no_digest(made):
    with pytest.raises(UsageError, match="has not begun"):
        made.digest(week="2026-W48", now=datetime(2026, 11, 22, 12, tzinfo=UTC))


def test_changes_come_by_product_the_weightiest_first_and_ours_last(made):
    digest = made.digest()
    assert digest.state is DigestState.CHANGED
    assert [group.product.slug for group in digest.groups] == ["kestrel", "tarn", "marlow", "ours"]
    scores = [[change.score for change in group.changes] for group in digest.groups]
    assert scores == [sorted(group, reverse=True) for group in scores]
    assert scores[0][0] == max(max(group) for group in scores)


def test_unstable_values_are_counted_and_not_told(made):
    digest = made.digest()
    assert digest.unstable == 1
    assert all(change.mode is not ChangeMode.UNSTABLE for group in digest.groups for change in group.changes)
    assert digest.changes + digest.unstable == len(made.changes)


def test_nights_that_ran_and_found_nothing_say_so(made):
    rows = [row for row in made.week().coverage if row.source != "marlow/reviews"]
    digest = made.digest(**QUIET, coverage=rows)
    assert digest.state is DigestState.NOTHING
    assert not digest.partial
    letter = write_letter(digest, most=5)
    assert letter.headline == "Nothing material changed: 7 nights ran, and no fact, opinion or gap moved."
    assert letter.caution == ""
    assert letter.subject == "Video meetings, week 2026-W47: nothing material changed"


def test_seven_nights_that_all_failed_to_run_are_no_data_and_never_no_change(made):
    digest = made.digest(**QUIET, coverage=())
    assert digest.state is DigestState.NO_DATA
    letter = write_letter(digest, most=5)
    assert letter.headline.startswith("No data: no night ran this week")
    assert "Nothing material" not in letter.headline
    assert letter.caution.startswith("7 nights of 7 did not run.")
    assert letter.parts[0].blocks[0].silence == "Not known: no night ran."


def test_a_week_in_which_every_source_failed_is_not_called_quiet_without_saying_so(made):
    nights = [date(2026, 11, 16) + timedelta(days=n) for n in range(7)]
    rows = [
        made.facts.night("kestrel", "pricing", n, verdict=Verdict.BLOCKED, reason="a challenge page")
        for n in nights
    ]
    letter = write_letter(made.digest(**QUIET, coverage=rows), most=5)
    assert "on the sources that could be read" in letter.headline
    assert "kestrel/pricing gave no facts last (blocked: a challenge page)" in letter.caution


def test_a_missed_night_makes_the_week_partial(made):
    rows = [
        row for row in made.coverage if row.night >= date(2026, 11, 17) and row.source != "marlow/reviews"
    ]
    digest = made.digest(coverage=rows)
    assert digest.partial
    assert write_letter(digest, most=5).caution == "1 night of 7 did not run."


def test_a_night_that_read_far_fewer_pages_than_usual_makes_the_week_partial(made):
    rows = [row for row in made.coverage if row.source != "marlow/reviews"]
    pages = [
        NightPages(night=date(2026, 11, day), ok=4 if day == 19 else 10, not_due=0, failed=0, left=0)
        for day in range(9, 23)
    ]
    digest = made.digest(coverage=rows, pages=pages)
    letter = write_letter(digest, most=5)
    assert digest.partial
    assert "was partial: 4 pages gave facts, 10 are usual." in letter.caution
    assert "Changes are told of the pages that were read alone." in letter.caution


def test_a_week_in_the_making_counts_only_the_days_gone(made):
    digest = made.digest(now=datetime(2026, 11, 18, 12, tzinfo=UTC))
    assert (digest.days, digest.until) == (3, date(2026, 11, 18))


def test_only_reviews_first_seen_in_the_week_ask_for_something(made):
    old = [dataclasses.replace(review, first_seen=made.facts.first) for review in made.reviews]
    digest = made.digest(reviews=old)
    assert (digest.new_reviews, digest.requests, digest.problems, digest.contests) == (0, (), (), ())
    assert made.digest().new_reviews == len(made.reviews)


def test_falls_of_opinion_are_told_with_both_counts(made):
    shift = next(s for s in made.digest().shifts if (s.product, s.feature) == ("kestrel", "Audio quality"))
    assert not shift.rises
    assert min(shift.n_before, shift.n_after) >= 5


def test_gaps_that_opened_closed_and_moved_are_told_apart(made):
    digest = made.digest()
    told = {
        (move.gap.feature, "closed" if move.closed else "opened" if move.before is None else "moved")
        for move in digest.gaps
    }
    analysis = made.analysis()
    assert told == {
        (analysis.gaps[0].feature, "moved"),
        (analysis.gaps[1].feature, "opened"),
        ("Gone by now", "closed"),
    }


def test_gaps_of_which_few_speak_do_not_come_and_go(made):
    analysis = made.analysis()
    ranked = dataclasses.replace(analysis, gaps=tuple(gap for gap in analysis.gaps if not gap.thin))
    assert len(ranked.gaps) < len(analysis.gaps)
    assert gap_moves(analysis, ranked) == []
    assert gap_moves(ranked, analysis) == []


def test_a_first_analysis_has_nothing_to_compare_with(made):
    assert gap_moves(made.analysis(), None) == []
    assert gap_moves(None, made.analysis()) == []
    assert gap_moves(made.analysis(), made.analysis()) == []


@pytest.mark.parametrize("most", [1, 2, 50])
def test_counts_of_the_letter_agree_with_what_it_tells(made, most):
    digest = made.digest()
    letter = write_letter(digest, most=most)
    competitors = letter.parts[0].blocks
    for group, block in zip(digest.groups, competitors, strict=False):
        assert sum(item.facts for item in block.items) + block.left == len(group.changes)
        assert block.title.endswith(f"{len(group.changes)} change{'s' if len(group.changes) > 1 else ''}")
    assert f"Competitors made {rival_changes(digest)} changes" in letter.headline
    assert f"{rival_changes(digest)} changes" in letter.subject
    gaps = letter.parts[2].blocks[0]
    assert len(gaps.items) + gaps.left == len(digest.gaps)
    assert f"{len(digest.gaps)} gaps of ours" in letter.headline


def test_every_change_stands_beside_its_words(made):
    for block in write_letter(made.digest(), most=50).parts[0].blocks:
        for item in block.items:
            assert item.proofs
            assert all(proof.quote and proof.url.startswith("https://") for proof in item.proofs)


def test_what_was_suppressed_as_noise_is_counted_by_kind(made):
    noise = {NoiseKind.DATE: 14, NoiseKind.ORDER: 6, NoiseKind.COUNTER: 3}
    told = write_letter(made.digest(noise=noise), most=5)
    assert "23 lines kept back as noise: 14 date, 6 order, 3 counter" in str(told)
    assert "suppressed" not in str(write_letter(made.digest(), most=5))
