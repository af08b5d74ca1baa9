import pytest

from nlp.build import model_version
from nlp.reading_errors import measured
from nlp.tiers import find_objection
from rivalscope.analysis.correction import LEAST, Correction
from rivalscope.domain.settings import Tier


@pytest.mark.parametrize("tier", list(Tier))
def test_the_errors_of_every_tier_as_it_is_shipped_are_known(tier):
    """A new model without measured errors is corrected by nothing: python -m rivalscope.evaluation.reading.errors."""
    if (objection := find_objection(tier)) is not None:
        pytest.skip(objection)
    correction = Correction(measured(), models=[f"{model_version(tier=tier)}+names/12345678"])
    assert correction.uncounted == []
    (errors,) = correction.used
    assert errors.sensitivity + errors.specificity - 1 >= LEAST
    assert min(errors.good, errors.bad) >= 100


def test_better_tiers_turn_fewer_opinions_round():
    youden = [one.sensitivity + one.specificity for one in measured()]
    assert youden[0] > youden[1] > youden[2]
