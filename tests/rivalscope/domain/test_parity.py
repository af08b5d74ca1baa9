import pytest

from rivalscope.domain.page import ClaimStatus
from rivalscope.domain.parity import STRENGTH, merge, strength

S = ClaimStatus


@pytest.mark.parametrize(
    ("statuses", "merged"),
    [
        ([], S.UNKNOWN),
        ([S.ABSENT, S.OFFERED, S.ABSENT], S.OFFERED),
        ([S.LIMITED, S.OFFERED], S.OFFERED),
        ([S.ADD_ON, S.BETA], S.BETA),
        ([S.PLANNED, S.ABSENT], S.PLANNED),
        ([S.ABSENT, S.ABSENT], S.ABSENT),
        ([S.UNKNOWN, S.ABSENT], S.UNKNOWN),
    ],
)
def test_the_best_that_any_page_states_holds(facts, statuses, merged):
    claims = [facts.claim("zoom", "SSO", status) for status in statuses]
    assert merge("zoom", "SSO", claims).status is merged
    assert merge("zoom", "SSO", claims[::-1]).status is merged


def test_every_status_has_a_place():
    assert set(STRENGTH) == set(S)
    assert min(S, key=strength) is S.OFFERED
