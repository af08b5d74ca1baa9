"""Features on which no work is needed, as rules: table stakes, and what is served better than it is asked for."""

import numpy as np

from rivalscope.analysis.contrast import Contrast, Finding, Found, claims, demand, found, percent, voices
from rivalscope.analysis.gap_kinds import POOR
from rivalscope.analysis.parity import HAVE
from rivalscope.domain.finding import GapKind

NEARLY_ALL = 0.75
"""Share of rivals that have a table stake: with two or three rivals all of them, with four all but one."""

ASSURED = 0.8
"""Share of draws in which a feature's importance lies in the lower half, or its satisfaction above its importance."""

FEW_ASK = 0.1
"""Of those who speak of a feature; where more of them ask for it, it is not taken for granted."""

SATISFIED = 2 / 3
"""Positive share from which customers are satisfied: at n = 30 its 95 % Wilson interval, .49 to .81, ends at a half."""


def table_stakes(contrast: Contrast) -> Found | None:
    """Return the row when we and nearly all rivals have it, few speak of it, hardly any ask, and nobody suffers from ours."""
    owners = contrast.owners
    common = len(contrast.rivals) >= 2 and len(owners) >= NEARLY_ALL * len(contrast.rivals)
    mine = contrast.judged(contrast.us)
    granted = _little_spoken_of(contrast) and (mine is None or mine.mean >= POOR)
    if contrast.status(contrast.us) not in HAVE or not common or not granted:
        return None
    others = (
        "all rivals"
        if len(owners) == len(contrast.rivals)
        else f"{len(owners)} of {len(contrast.rivals)} rivals"
    )
    everybody = [product.slug for product in contrast.products]
    finding = Finding(
        kind=GapKind.TABLE_STAKES,
        rivals=owners,
        satisfaction=contrast.satisfaction(contrast.us),
        summary=f"We and {others} have it, and customers take it for granted. {demand(contrast)}",
        evidence=[*claims(contrast, [contrast.us, *owners]), *voices(contrast, everybody)],
    )
    return found(contrast, finding)


def over_served(contrast: Contrast) -> Found | None:
    """Return the row when ours and a rival's are judged, all who are judged satisfy, and few speak of it or ask.

    Ulwick calls an outcome over-served when satisfaction exceeds importance (What Customers Want, 2005, chapter 3): here
    the least satisfied product's, in `ASSURED` of the draws.
    """
    judged = {p.slug: one for p in contrast.products if (one := contrast.judged(p.slug)) is not None}
    column = contrast.scale.features.get(contrast.feature)
    if contrast.us not in judged or len(judged) < 2 or column is None or not _little_spoken_of(contrast):
        return None
    least = np.min([one.draws for one in judged.values()], axis=0)
    exceeds = float((10 * least > contrast.scale.draws[:, column]).mean()) >= ASSURED
    worst = min(judged, key=lambda slug: judged[slug].mean)
    if not exceeds or judged[worst].mean < SATISFIED:
        return None
    everybody = [product.slug for product in contrast.products]
    finding = Finding(
        kind=GapKind.OVER_SERVED,
        rivals=[slug for slug in judged if slug != contrast.us],
        satisfaction=judged[contrast.us],
        summary=(
            f"Customers are satisfied wherever it is judged: {percent(judged[worst].mean)} of the opinions or more are "
            f"positive at {len(judged)} products, {percent(judged[contrast.us].mean)} of ours "
            f"(n = {contrast.opinions[contrast.us].n}). {demand(contrast)}"
        ),
        evidence=[*claims(contrast, list(judged)), *voices(contrast, everybody)],
    )
    return found(contrast, finding)


def _little_spoken_of(contrast: Contrast) -> bool:
    """Whether its importance is in the lower half of the scale in `ASSURED` of the draws, and hardly anybody asks."""
    column = contrast.scale.features.get(contrast.feature)
    if column is None:
        return True
    lower = float((contrast.scale.draws[:, column] < 5).mean())
    return lower >= ASSURED and contrast.askers <= FEW_ASK * contrast.n
