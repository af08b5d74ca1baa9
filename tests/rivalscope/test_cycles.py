"""The search for cycles of objects is put off, and taken up again."""

import gc

import pytest

from rivalscope.cycles import undisturbed


def test_the_search_is_taken_up_again_after_the_outermost_call_and_after_an_error():
    @undisturbed()
    def inner():
        return gc.isenabled()

    with undisturbed():
        assert not inner()
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(ZeroDivisionError), undisturbed():
        raise ZeroDivisionError
    assert gc.isenabled()


def test_a_search_that_somebody_else_put_off_stays_so():
    gc.disable()
    try:
        with undisturbed():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
