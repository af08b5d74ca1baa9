"""Lines of made pages: what two captures differ in and say the same, told from their marks alone."""

import pytest

from rivalscope.domain.lines import marks, noise_between
from rivalscope.domain.noise import NoiseKind

PAGE = ["Acme for teams", "Pro costs $9 a month", "Unlimited polls", "Ask us anything"]


def noise_of(before, after, quoted=()):
    return dict(noise_between(marks([*PAGE, *before]), marks([*PAGE, *after], quoted=quoted)))


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("Updated 3 May 2026", "Updated 4 May 2026", NoiseKind.DATE),
        ("Loved by 12,400 users", "Loved by 12,901 users", NoiseKind.COUNTER),
        ("© 2025 Acme", "© 2026 Acme", NoiseKind.COPYRIGHT),
        ("Start at https://a.example/?sid=91f0", "Start at https://a.example/?sid=77ab", NoiseKind.TOKEN),
        ("See our Plans", "See our plans.", NoiseKind.MARKUP),
        ("We organise it", "We organize it", NoiseKind.SPELLING),
    ],
)
def test_a_line_that_says_the_same_is_noise_of_its_kind(before, after, kind):
    assert noise_of([before], [after]) == {kind: 1}


def test_lines_that_say_something_else_are_no_noise():
    assert noise_of(["Team costs $19 a month"], ["Team costs $29 a month", "And more"]) == {}


def test_lines_in_a_quotation_take_turns_whatever_their_marks():
    assert noise_of(
        [], ["It changed how our whole team works here"], ["It changed how our whole team works here"]
    ) == {NoiseKind.ROTATION: 1}


def test_a_banner_is_counted_with_its_buttons_and_a_part_that_did_not_load_alone():
    banner = ["We use cookies: accept or reject them.", "Accept all"]
    assert noise_of([], banner) == {NoiseKind.COOKIE: 2}
    assert noise_of(["A clause that binds us all"], ["Something went wrong"]) == {NoiseKind.FAILURE: 1}


def test_only_lines_that_stand_once_can_have_moved():
    assert noise_of([], []) == {}
    turned = noise_between(marks(PAGE), marks([PAGE[-1], *PAGE[:-1]]))
    assert turned == {NoiseKind.ORDER: 1}
    table = ["Yes", "Polls", "Yes", "Recording", "Yes"]
    assert noise_between(marks(table), marks(["Yes", "Whiteboard", *table])) == {}


def test_marks_hold_no_words_and_a_page_has_a_limit():
    (mark,) = marks(["Ann Smith, ann@a.example"])
    assert "Ann" not in mark
    assert len(marks(f"line {number}" for number in range(5_000))) == 2_000
