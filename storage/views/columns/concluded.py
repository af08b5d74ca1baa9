"""Columns of the views of what analyses conclude."""

from storage.views.glossary import SHARE, ViewColumn, maybe, null, view

_SCORES = view(
    "product feature n neutral positive_share score low high importance requests ranked as_of evidence_id "
    "evidence_ids",
    n=ViewColumn("Reviewers with a good or bad opinion, one voice each.", "41", "reviewers"),
    neutral=ViewColumn("Reviewers who only mention it.", "12", "reviewers"),
    positive_share=maybe("Good opinions of n; null when n is 0.", "0.61", SHARE),
    score=maybe("Positive share, shrunken towards the mean of all; null when n is 0.", "0.64", SHARE),
    low=maybe("Lower end of the 95 % interval of the score.", "0.49", SHARE),
    high=maybe("Upper end of the 95 % interval of the score.", "0.77", SHARE),
    importance=ViewColumn("Reviewers of the product who mention it, of all its reviewers.", "0.18", SHARE),
    requests=ViewColumn("Distinct reviewers who ask for it.", "4", "reviewers"),
    ranked=ViewColumn("1 when n reaches the minimum for ranking.", "1", "1 or 0"),
    evidence_id=null("evidence_id"),
)
_GAPS = view(
    "place kind feature ours rivals opportunity low high n importance our_score best_score thin summary as_of "
    "evidence_id evidence_ids",
    place=ViewColumn("Order: ranked ones by opportunity, thin ones after.", "1", "number"),
    kind=ViewColumn("parity, quality, white space or lead.", "parity"),
    importance=ViewColumn("Reviewers who mention the feature, over all products compared.", "0.18", SHARE),
    our_score=maybe("Our shrunken positive share; null without opinions.", "0.41", SHARE),
    best_score=maybe("Best rival's shrunken positive share; null without opinions.", "0.78", SHARE),
    thin=ViewColumn("1 when n is below the minimum: shown, but not ranked.", "0", "1 or 0"),
    evidence_id=null("evidence_id"),
)

COLUMNS: dict[str, dict[str, ViewColumn]] = {
    "feature_scores": _SCORES,
    "gaps": _GAPS,
    "roadmap": view(
        "rank feature kind opportunity low high n ours rivals summary as_of evidence_id evidence_ids",
        rank=ViewColumn("Order by opportunity.", "1", "number"),
        kind=ViewColumn("parity, quality or white space.", "parity"),
        evidence_id=null("evidence_id"),
    ),
    "score_history": _SCORES,
    "gap_history": _GAPS,
}
