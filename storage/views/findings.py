# ruff: noqa: S608 - fixed text from this package only; no value of a user is ever written into it
"""Views of what the newest analysis concludes: feature scores, gaps, roadmap."""

from storage.views.instants import known, newest_analysis, where
from storage.views.wording import Wording

COMMENTS = {
    "feature_scores": "What reviewers feel about each product's features, from the newest analysis.",
    "gaps": "Gaps between us and our rivals, from the newest analysis: ranked ones first, thin ones last.",
    "roadmap": "Gaps that call for work, in order of opportunity: thin ones and kinds that need no work left out.",
    "score_history": "What reviewers felt about each product's features, from every analysis.",
    "gap_history": "Gaps between us and our rivals as every analysis found them.",
}

_RUN = "JOIN analysis_run a ON a.id = f.run_id"


def selects(say: Wording) -> dict[str, str]:
    """Return the SELECT of each view in the words of one engine."""
    newest = f"{_RUN}\nWHERE a.as_of = {newest_analysis(say)}"
    every = f"{_RUN}{where(*_told(say))}"
    return {
        "feature_scores": _scores(say, newest),
        "gaps": _gaps(say, newest),
        "roadmap": _roadmap(say, newest),
        "score_history": _scores(say, every),
        "gap_history": _gaps(say, every),
    }


def _told(say: Wording) -> list[str]:
    """Return the conditions on which an analysis had been made."""
    made = [] if say.at is None else [f"a.as_of <= {say.instant(say.at)}"]
    return [*made, *known(say, "a")]


def _first(say: Wording) -> str:
    """Return the first number of the evidence list; null when it is empty."""
    return "json_extract(f.evidence, '$[0]')" if say.sqlite else "CAST(f.evidence ->> 0 AS INTEGER)"


def _scores(say: Wording, runs: str) -> str:
    return f"""SELECT f.product AS product, f.feature AS feature, f.n AS n, f.neutral AS neutral,
       f.positive_share AS positive_share, f.score AS score, f.low AS low, f.high AS high,
       f.importance AS importance, f.requests AS requests, {say.flag("f.ranked")} AS ranked, a.as_of AS as_of,
       {_first(say)} AS evidence_id, {say.text("f.evidence")} AS evidence_ids,
       f.uncorrected AS uncorrected, f.standing AS standing, f.better AS better, f.place AS place, f.best AS best,
       f.order_chance AS order_chance, f.compared AS compared, {say.text("f.platforms")} AS platforms,
       f.caveat AS caveat
FROM feature_score f
{runs}"""


def _gaps(say: Wording, runs: str) -> str:
    return f"""SELECT f.position + 1 AS place, f.kind AS kind, f.feature AS feature, f.ours AS ours,
       f.rivals AS rivals, f.opportunity AS opportunity, f.low AS low, f.high AS high, f.n AS n,
       f.importance AS importance, f.our_score AS our_score, f.best_score AS best_score,
       {say.flag("f.thin")} AS thin, f.summary AS summary, a.as_of AS as_of,
       {_first(say)} AS evidence_id, {say.text("f.evidence")} AS evidence_ids,
       f.severity AS severity, f.severity_low AS severity_low, f.severity_high AS severity_high,
       f.first_chance AS first_chance, f.top_chance AS top_chance, f.spread AS spread,
       {say.text("f.platforms")} AS platforms, f.chance AS chance, f.caveat AS caveat
FROM gap f
{runs}"""


def _roadmap(say: Wording, runs: str) -> str:
    return f"""SELECT ROW_NUMBER() OVER (ORDER BY f.opportunity DESC, f.position) AS rank, f.feature AS feature,
       f.kind AS kind, f.opportunity AS opportunity, f.low AS low, f.high AS high, f.n AS n, f.ours AS ours,
       f.rivals AS rivals, f.summary AS summary, a.as_of AS as_of, {_first(say)} AS evidence_id,
       {say.text("f.evidence")} AS evidence_ids
FROM gap f
{runs}
  AND f.kind IN ('parity', 'quality', 'white space') AND NOT f.thin"""
