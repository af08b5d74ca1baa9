"""Columns of the views of what analyses conclude."""

from storage.views.glossary import SHARE, ViewColumn, maybe, null, view

_SCORES = view(
    "product feature n neutral positive_share score low high importance requests ranked as_of evidence_id "
    "evidence_ids uncorrected standing better place best order_chance compared platforms caveat",
    n=ViewColumn("Reviewers with a good or bad opinion, one voice each.", "41", "reviewers"),
    neutral=ViewColumn("Reviewers who only mention it.", "12", "reviewers"),
    positive_share=maybe("Good opinions of n; null when n is 0.", "0.61", SHARE),
    score=maybe(
        "Positive share, drawn towards the product's others and corrected for errors of reading; null when n is 0.",
        "0.64",
        SHARE,
    ),
    low=maybe("Lower end of the 95 % interval of the score.", "0.49", SHARE),
    high=maybe("Upper end of the 95 % interval of the score.", "0.77", SHARE),
    importance=ViewColumn("Reviewers of the product who mention it, of all its reviewers.", "0.18", SHARE),
    requests=ViewColumn("Distinct reviewers who ask for it.", "4", "reviewers"),
    ranked=ViewColumn("1 when n reaches the minimum for ranking.", "1", "1 or 0"),
    evidence_id=null("evidence_id"),
    uncorrected=maybe("The score as if every opinion had been read right; null when n is 0.", "0.62", SHARE),
    standing=maybe(
        "Against ours: better, worse, no difference shown, too few opinions, not comparable; null for ours.",
        "better",
    ),
    better=maybe("Chance that it is better liked than ours; null when not compared.", "0.97", SHARE),
    place=maybe(
        "Place among the products on shared platforms, 1 the best liked; null when left out.", "2", "number"
    ),
    best=maybe("Chance that it is the best liked of them.", "0.31", SHARE),
    order_chance=maybe("Chance that the whole order of them is right.", "0.44", SHARE),
    compared=maybe("Its reviewers with an opinion on the platforms of the comparison.", "38", "reviewers"),
    platforms=maybe("Platforms of the comparison, as a JSON list.", '["g2.com"]'),
    caveat=maybe(
        "Why it is not compared, in words; empty when there is nothing to say.", "40 of the 50 opinions"
    ),
)
_GAPS = view(
    "place kind feature ours rivals opportunity low high n importance our_score best_score thin summary as_of "
    "evidence_id evidence_ids severity severity_low severity_high first_chance top_chance spread platforms chance "
    "caveat",
    place=ViewColumn("Order: ranked ones by opportunity, thin ones after.", "1", "number"),
    kind=ViewColumn("parity, quality, white space, lead, table stakes or over-served.", "parity"),
    importance=ViewColumn("Reviewers who mention the feature, over all products compared.", "0.18", SHARE),
    our_score=maybe("Our shrunken positive share; null without opinions.", "0.41", SHARE),
    best_score=maybe("Best rival's shrunken positive share; null without opinions.", "0.78", SHARE),
    thin=ViewColumn("1 when n is below the minimum: shown, but not ranked.", "0", "1 or 0"),
    evidence_id=null("evidence_id"),
    severity=maybe(
        "Importance times what of it our customers lack; null in older analyses.", "4.2", "0 to 10"
    ),
    severity_low=maybe("Lower end of the 95 % interval of the severity.", "3.1", "0 to 10"),
    severity_high=maybe("Upper end of the 95 % interval of the severity.", "4.8", "0 to 10"),
    first_chance=maybe(
        "Chance to be the first of the ranked gaps that call for work; null for others.", "0.42", SHARE
    ),
    top_chance=maybe("Chance to be among the first five of them; null for others.", "0.93", SHARE),
    spread=maybe(
        "How common it is among rivals: parity (half or more), differentiator (one or none).", "parity"
    ),
    platforms=maybe("Platforms on which products were compared, as a JSON list.", '["g2.com"]'),
    chance=maybe("Chance that the comparison in the summary is right; null without one.", "0.98", SHARE),
    caveat=maybe(
        "What could not be compared, and why; empty when there is nothing to say.", "40 of the 50 opinions"
    ),
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
