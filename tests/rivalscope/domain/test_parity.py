import pytest

from rivalscope.domain.page import ClaimStatus
from rivalscope.domain.parity import ORDER, merge

S = ClaimStatus


@pytest.mark.parametrize(
    ("statuses", "merged"),
    [
        ([], S.UNKNOWN),
        ([S.ABSENT, S.OFFERED, S.ABSENT], S.OFFERED),
        ([S.LIMITED, S.OFFERED], S.OFFERED),
        ([S.ADD_ON, S.BETA], S.BETA),
        ([S.PLANNED, S.ABSENT], S.PLANNED),
        ([S.ABSENT, S.WITHDRAWN], S.ABSENT),
        ([S.UNKNOWN, S.ABSENT], S.ABSENT),
        ([S.UNKNOWN], S.UNKNOWN),
    ],
)
def test_the_most_that_any_page_states_holds(statuses, merged):
    assert merge(statuses) is merged
    assert merge(reversed(statuses)) is merged


def test_every_status_has_a_place():
    assert set(ORDER) == set(S)
