"""Values that come and go: one line while they do, a change once they have come to stay."""

from sqlalchemy import select

from storage.engine import reading
from storage.tables import ChangeRow


def lines(engine):
    query = select(ChangeRow.mode, ChangeRow.before, ChangeRow.after, ChangeRow.night).order_by(ChangeRow.id)
    with reading(engine) as connection:
        return [(row.mode.value, row.before, row.after, row.night) for row in connection.execute(query)]


def show(pricing, made, amounts):
    for number, amount in enumerate(amounts):
        pricing.show(number, made.plan("Pro", made.price(str(amount))))


def test_an_experiment_is_one_line_however_often_it_turns(pricing, made):
    show(pricing, made, [9, 8, 9, 9, 8, 9, 8, 8, 9])
    ((mode, before, after, night),) = lines(pricing.engine)
    assert (mode, before[0], after[0], night) == ("unstable", "9", "8", made.night_of(1))


def test_what_an_experiment_ends_with_is_a_change_once_it_has_stood(pricing, made):
    show(pricing, made, [9, 8, 9, 8, 8, 8, 8, 8, 8])
    ((mode, _, after, night),) = lines(pricing.engine)
    assert (mode, after[0], night) == ("changed", "8", made.night_of(8))


def test_it_is_a_change_though_the_page_was_not_modified_meanwhile(pricing, made):
    show(pricing, made, [9, 8, 9, 8])
    for number in range(4, 9):
        pricing.same(number)
    ((mode, *_),) = lines(pricing.engine)
    assert mode == "changed"


def test_an_experiment_that_ends_as_it_began_is_never_a_change(pricing, made):
    show(pricing, made, [9, 8, *[9] * 12])
    ((mode, *_),) = lines(pricing.engine)
    assert mode == "unstable"


def test_a_third_price_amid_an_experiment_is_told(pricing, made):
    show(pricing, made, [9, 8, 9, 5])
    assert [(mode, after[0]) for mode, _, after, _ in lines(pricing.engine)] == [
        ("unstable", "8"),
        ("changed", "5"),
    ]


def test_a_price_that_returns_after_long_is_a_change_of_its_own(pricing, made):
    show(pricing, made, [9, *[8] * 8, 9])
    assert [mode for mode, *_ in lines(pricing.engine)] == ["changed", "changed"]


def test_a_price_tried_out_weeks_before_it_came_for_good_is_told_though_memory_of_the_trial_fades(
    pricing, made
):
    show(pricing, made, [9, 8, *[9] * 27, *[8] * 6])
    ((mode, before, after, night),) = lines(pricing.engine)
    assert (mode, before[0], after[0], night) == ("changed", "9", "8", made.night_of(34))


def test_a_price_that_came_for_good_before_its_site_was_dark_is_told_when_it_is_read_again(pricing, made):
    show(pricing, made, [9, 8, 9, 8])
    for number in range(50, 55):
        pricing.show(number, made.plan("Pro", made.price("8")))
    ((mode, _, after, night),) = lines(pricing.engine)
    assert (mode, after[0], night) == ("changed", "8", made.night_of(54))


def test_a_price_tried_out_long_ago_has_a_new_line_when_it_comes_and_no_second_one_later(pricing, made):
    show(pricing, made, [9, 8, *[9] * 31, *[8] * 9])
    assert [(mode, night) for mode, _, _, night in lines(pricing.engine)] == [
        ("unstable", made.night_of(1)),
        ("changed", made.night_of(33)),
    ]


def test_a_second_trial_after_the_memory_of_the_first_is_no_change_back_to_what_always_was(pricing, made):
    trial = [9, 8, 9, 8, 9]
    show(pricing, made, [*trial, *[9] * 24, *trial[1:], *trial[1:], *[9] * 9])
    assert [mode for mode, *_ in lines(pricing.engine)] == ["unstable"]


def test_what_a_second_trial_ends_with_is_a_change_once_it_has_stood(pricing, made):
    trial = [9, 8, 9, 8, 9]
    show(pricing, made, [*trial, *[9] * 24, *trial[1:], *trial[1:], *[8] * 7])
    assert [(mode, after[0]) for mode, _, after, _ in lines(pricing.engine)] == [("changed", "8")]


def test_a_feature_that_went_weeks_after_it_came_and_went_is_a_removal(pricing, made):
    polls = [True, False, False, *[True] * 24, *[False] * 9]
    for number, there in enumerate(polls):
        pricing.show(number, features=[made.claim("Boards"), *([made.claim("Polls")] if there else [])])
    ((mode, before, after, _),) = lines(pricing.engine)
    assert (mode, before is None, after) == ("removed", False, None)


def test_a_feature_that_comes_and_goes_is_one_line(pricing, made):
    polls = [made.claim("Polls")]
    for number, there in enumerate([False, True, False, False, True, False, False]):
        pricing.show(number, features=[made.claim("Boards"), *(polls if there else [])])
    ((mode, before, _, _),) = lines(pricing.engine)
    assert (mode, before) == ("unstable", None)


def test_a_feature_that_went_for_good_after_coming_and_going_is_a_removal_at_last(pricing, made):
    for number, there in enumerate([True, False, False, True, *[False] * 8]):
        pricing.show(number, features=[made.claim("Boards"), *([made.claim("Polls")] if there else [])])
    ((mode, before, after, _),) = lines(pricing.engine)
    assert (mode, before is None, after) == ("removed", False, None)
