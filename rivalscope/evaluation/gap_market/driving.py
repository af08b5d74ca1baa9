"""What drives the ratings of a made market, held against the weights by which they were drawn."""

import numpy as np

from rivalscope.analysis.drivers import drivers
from rivalscope.evaluation.gap_market.judging import Tally
from rivalscope.evaluation.gap_market.truth import Floats, Truth, sigmoid
from rivalscope.evaluation.gap_market.voices import POLAR, Facts


def explained(truth: Truth) -> Floats:
    """Return the variance of content that opinions on each feature make within products and platforms, shape (F,).

    Weight squared times the variance of the opinion, +1, −1 or 0; each product in its own unit, as its stars are.
    """
    like = sigmoid(truth.odds[:, :, None] + truth.lift)
    spoken = truth.spoken[:, :, None]
    holds = np.where(truth.has[:, :, None], POLAR * spoken, spoken)
    mean = np.where(truth.has[:, :, None], holds * (2 * like - 1), -holds)
    varied = ((holds - mean**2) * truth.mix[:, None, :]).sum(axis=2) * truth.impact**2
    lean = (truth.mix * truth.lift**2).sum(axis=1) - (truth.mix @ truth.lift) ** 2
    unit = varied.sum(axis=1) + lean + 1
    return np.asarray((truth.reviewers / truth.reviewers.sum()) @ (varied / unit[:, None]), dtype=np.float64)


def judge_drivers(truth: Truth, facts: Facts, tally: Tally) -> None:
    """Judge the order of derived importance and of what an opinion weighs, beside the order by mentions."""
    numbers = {feature: number for number, feature in enumerate(truth.features)}
    true, impact = explained(truth), truth.impact
    found = drivers(facts.mentions, facts.reviews, ours=truth.products[0].slug).derived
    places = [numbers[one.feature] for one in found]
    acting = [float(true[place]) for place in places]
    mentions = [float(one.mentions) for one in found]
    tally.rank(
        "derived importance, rank", acting, [one.importance.value if one.importance else 0.0 for one in found]
    )
    tally.rank("derived importance, rank by mentions", acting, mentions)
    both = [one for one in found if one.reward is not None and one.penalty is not None]
    weights = [float(impact[numbers[one.feature]]) for one in both]
    moved = [one.reward.value + one.penalty.value for one in both if one.reward and one.penalty]
    tally.rank("weight of an opinion, rank", weights, moved)
    tally.rank("weight of an opinion, rank by mentions", weights, [float(one.mentions) for one in both])
