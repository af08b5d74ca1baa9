import pytest

from nlp.encoder.windows import ROOM, TOGETHER, Window, batches, find_windows


@pytest.mark.parametrize("length", [1, 5, ROOM, ROOM + 1, 2 * ROOM, 1000, 10_001])
def test_every_piece_is_believed_of_just_one_window(length):
    windows = find_windows(3, length)
    kept = [place for one in windows for place in range(one.kept_from, one.kept_to)]
    assert kept == list(range(length))
    assert all(one.start <= one.kept_from < one.kept_to <= one.end for one in windows)
    assert all(one.end - one.start <= ROOM for one in windows)


def test_a_sentence_that_fits_has_one_window():
    assert len(find_windows(0, ROOM)) == 1
    assert len(find_windows(0, ROOM + 1)) == 2


def test_inner_borders_have_context_on_both_sides():
    first, second, *_ = find_windows(0, 300)
    assert first.end - first.kept_to >= 16
    assert second.kept_from - second.start >= 16


def window(length):
    return Window(sentence=0, start=0, end=length, kept_from=0, kept_to=length)


def test_batches_hold_every_window_once_and_keep_to_the_cap():
    windows = [window(1 + number % ROOM) for number in range(700)]
    found = list(batches(windows))
    assert sorted(one.end for batch in found for one in batch) == sorted(one.end for one in windows)
    assert all(sum(one.end + 2 for one in batch) <= TOGETHER for batch in found)


def test_the_windows_of_a_batch_are_of_one_length_so_that_nothing_is_padding():
    windows = [window(1 + number % 9) for number in range(200)]
    found = list(batches(windows))
    assert all(len({one.end for one in batch}) == 1 for batch in found)
    assert len(found) < 60


def test_a_window_over_the_cap_goes_alone():
    assert [len(batch) for batch in batches([window(50), window(60)], most=10)] == [1, 1]
